// A stand-in for the analysis whose answers are plain to see in the text: each `FINDING(severity)` in a file is a finding
// of that severity, `FIXABLE` one that can be repaired, `X_UNLOCKED` a macro like a region, `INCOMPLETE` a function that was not understood, and `CRASH` makes the analysis throw.
// It is for what the real one cannot be brought to do at will: all severities, failures, odd names.

import { LineIndex } from '../../../server/src/core/base/lineIndex.js';
import type { FileReport, Finding, Parsers, Project, Rule, Severity } from '../../../server/src/core/project.js';
import { noViews } from '../../harness/noViews.js';

export const fakeRules: readonly Rule[] = [
  { id: 'api-without-gil', severity: 'error', summary: 'One line.', explain: 'Two\n\nparagraphs.' },
  { id: 'blocking-with-gil', severity: 'warning', summary: 'Another line.', explain: 'A paragraph.' },
];

export const fakeParsers = {} as Parsers;

export function createFakeProject({ options }: { readonly options: { readonly showMaybe: boolean } }): Project {
  const texts = new Map<string, string>();
  const text = (path: string): string => {
    const found = texts.get(path) ?? '';
    if (found.includes('CRASH')) throw new Error('the fake analysis was told to crash');
    return found;
  };
  return {
    ...noViews,
    setFile: (path, content) => void texts.set(path, content),
    removeFile: (path) => void texts.delete(path),
    stage: (path, content) => {
      if (content !== undefined) texts.set(path, content);
    },
    *commit() {
      yield;
    },
    setOptions: () => undefined,
    lines: (path) => new LineIndex(texts.get(path) ?? ''),
    report: (path) => {
      if (!texts.has(path)) return undefined;
      const content = text(path);
      return {
        path,
        text: content,
        lines: new LineIndex(content),
        findings: findingsIn(path, content).filter((finding) => options.showMaybe || finding.certainty !== 'maybe'),
        incomplete: [...content.matchAll(/INCOMPLETE/g)].map(({ index }) => ({
          functionName: 'odd',
          span: { start: index, end: index + 10 },
          reason: 'unbalanced braces',
        })),
        functionCount: 1,
        calls: callsIn(content),
        unknownMacros: [...content.matchAll(/\w+_UNLOCKED/g)].map(({ 0: name, index }) => ({
          name,
          span: { start: index, end: index + name.length },
        })),
      };
    },
    gilReport: () => ({ functions: [], regions: [], callbacks: [] }),
    repair: (path, { span }) => ({
      fixes: text(path).slice(span.start).startsWith('FIXABLE')
        ? [{ title: 'Repair it', edits: [{ span, newText: '' }], safe: true }]
        : [],
      refusal: undefined,
    }),
    repaired: (path) => ({ text: text(path), applied: [] }),
    suppression: (_, { span }) => [
      { span: { start: span.end, end: span.end }, newText: ' /* gilscope: allow(blocking-with-gil) */' },
    ],
    fileSuppression: () => [],
    annotations: () => [],
    probes: () => [],
    dump: (path, what) => `${what} of ${path}`,
  };
}

/** `known()` is resolved, `foreign…()` is not. */
function callsIn(text: string): FileReport['calls'] {
  const unknownNames = new Map<string, number>();
  for (const [name] of text.matchAll(/\bforeign\w*(?=\(\))/g))
    unknownNames.set(name, (unknownNames.get(name) ?? 0) + 1);
  const unknown = [...unknownNames.values()].reduce((sum, count) => sum + count, 0);
  return { resolved: [...text.matchAll(/\bknown\(\)/g)].length, unknown, unknownNames };
}

function findingsIn(path: string, text: string): readonly Finding[] {
  return [...text.matchAll(/FINDING\((\w+)\)|FIXABLE|MAYBE/g)].map((match): Finding => {
    const span = { start: match.index, end: match.index + match[0].length };
    const severity = (match[1] ?? (match[0] === 'MAYBE' ? 'hint' : 'warning')) as Severity;
    return {
      rule: severity === 'error' ? 'api-without-gil' : 'blocking-with-gil',
      severity,
      certainty: match[0] === 'MAYBE' ? 'maybe' : 'always',
      span,
      functionName: 'f',
      callee: 'nap',
      message: `${match[0]} is wrong`,
      condition: text.includes('#ifdef') ? '#ifdef MS_WINDOWS' : null,
      trace: text.includes('BECAUSE') ? [{ path, span: { start: 0, end: 1 }, message: 'it started here' }] : [],
    };
  });
}
