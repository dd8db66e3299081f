// A project whose answers are made up, so that the harness can be seen to fail.
import { LineIndex } from '../../server/src/core/base/lineIndex.js';
import type { Finding, Fix, Project, RuleId, Severity, Span, StateName } from '../../server/src/core/project.js';
import type { NewProject } from '../harness/check.js';
import { noViews } from '../harness/noViews.js';

export interface FakeFinding {
  readonly at: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly functionName?: string;
  readonly fix?: Fix;
  /** Words of the text and what is said about them. */
  readonly trace?: readonly (readonly [string, string])[];
  readonly certainty?: Finding['certainty'];
}

export interface FakeAnswers {
  readonly findings?: readonly FakeFinding[];
  readonly state?: (word: string) => StateName;
  readonly hover?: { readonly at: string; readonly markdown: string };
  readonly incomplete?: boolean;
}

/** Places are given as words: the first occurrence in the text counts, and a word that is gone has no finding. */
export const fakeProject = (answers: FakeAnswers): NewProject => {
  return () => {
    const texts = new Map<string, string>();
    const spanOf = (path: string, word: string): Span | undefined => {
      const start = texts.get(path)?.indexOf(word) ?? -1;
      return start < 0 ? undefined : { start, end: start + word.length };
    };
    const wordAt = (path: string, offset: number): string =>
      /^\w+/.exec(texts.get(path)?.slice(offset) ?? '')?.[0] ?? '';
    const findingsOf = (path: string): readonly (readonly [FakeFinding, Finding])[] =>
      (answers.findings ?? []).flatMap((fake) => {
        const span = spanOf(path, fake.at);
        if (span === undefined) return [];
        const finding: Finding = {
          rule: fake.rule,
          severity: fake.severity,
          certainty: fake.certainty ?? 'always',
          span,
          functionName: fake.functionName ?? '',
          callee: null,
          message: fake.message,
          condition: null,
          trace: (fake.trace ?? []).flatMap(([word, message]) => {
            const place = spanOf(path, word);
            return place === undefined ? [] : [{ path, span: place, message }];
          }),
        };
        return [[fake, finding] as const];
      });
    const project: Project = {
      ...noViews,
      setFile: (path, text) => void texts.set(path, text),
      removeFile: (path) => void texts.delete(path),
      stage: (path, text) => {
        if (text !== undefined) texts.set(path, text);
      },
      *commit() {
        yield;
      },
      setOptions: () => undefined,
      lines: (path) => (texts.has(path) ? new LineIndex(texts.get(path) ?? '') : undefined),
      report: (path) => {
        const text = texts.get(path);
        if (text === undefined) return undefined;
        return {
          path,
          text,
          lines: new LineIndex(text),
          findings: findingsOf(path).map(([, finding]) => finding),
          incomplete:
            answers.incomplete === true ? [{ functionName: 'f', span: { start: 0, end: 1 }, reason: 'too odd' }] : [],
          calls: { resolved: 0, unknown: 0, unknownNames: new Map() },
          unknownMacros: [],
          functionCount: 1,
        };
      },
      gilReport: () => undefined,
      state: (path, offset) => {
        if (answers.state === undefined) return undefined;
        const state = answers.state(wordAt(path, offset));
        return { state, functionName: '', text: '', detail: '', because: [] };
      },
      hover: (path, offset) => {
        const span = answers.hover === undefined ? undefined : spanOf(path, answers.hover.at);
        if (span === undefined || offset < span.start || offset > span.end) return undefined;
        return { span, markdown: answers.hover?.markdown ?? '' };
      },
      repair: (path, finding) => ({
        fixes: findingsOf(path).flatMap(([fake, f]) =>
          fake.fix !== undefined && f.span.start === finding.span.start ? [fake.fix] : [],
        ),
        refusal: undefined,
      }),
      repaired: () => undefined,
      suppression: () => [],
      fileSuppression: () => [],
      annotations: () => [],
      probes: () => [],
      dump: () => '',
    };
    return project;
  };
};
