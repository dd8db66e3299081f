// The façade: everything that a face (language server, command line) may ask of the core.
// It owns the texts and what is kept between two texts of a file; an answer depends on the texts and the configuration
// alone, never on their history.
import type { LineIndex } from './base/lineIndex.js';
import type { Span } from './base/span.js';
import type { Steps } from './base/steps.js';
import type { TextEdit } from './base/textEdit.js';
import { createCatalog } from './catalog/catalog.js';
import { findingsOf } from './fileFindings.js';
import { verifiedFixes } from './fileFixes.js';
import { type FileModel, type Kept, modelInSteps, modelOf } from './fileModel.js';
import type { FileReport, Incomplete } from './fileReport.js';
import { suppressionEdit } from './fixes/suppress.js';
import { type FileFacts, factsOfFile } from './interproc/fileFacts.js';
import { createProgram, type Program } from './interproc/program.js';
import type { FileUnit } from './interproc/unit.js';
import type { Finding, Fix } from './rules/finding.js';
import type { Parsers } from './syntax/flatTree.js';
import { dumpFacts, dumpIr, dumpSummaries } from './views/dump.js';
import { type Hover, hoverAt } from './views/hover.js';
import { type PointState, stateAt } from './views/pointState.js';
import { type Shade, shadesOf } from './views/shades.js';

export { languageOf } from './fileModel.js';
export type { FileReport, Incomplete } from './fileReport.js';
export type { Finding, Fix, Severity } from './rules/finding.js';
export { SEVERITIES } from './rules/finding.js';
export { RULES } from './rules/index.js';
export type { RuleInfo, RuleInfo as Rule } from './rules/rule.js';
export { isRuleId, RULE_IDS, type RuleId } from './rules/ruleIds.js';
export type { Hover } from './views/hover.js';
export type { PointState } from './views/pointState.js';
export type { Shade } from './views/shades.js';
export type { StateName } from './views/words.js';
export type { LineIndex, Parsers, Span, Steps, TextEdit };

export interface Options {
  /** Findings of certainty `maybe` are shown only when asked for. */
  readonly showMaybe: boolean;
}

export interface Project {
  /** Puts a file in, or replaces its text. The path also tells the language: `.c` is C, `.cc`, `.cpp`, `.cxx` … are C++. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /**
   * For many files at a time: takes one aside, piece by piece; without a text it is to be removed. Whatever is asked or
   * set between the steps is answered as if nothing had happened.
   */
  stage(path: string, text: string | undefined): Steps;
  /** Puts in what was staged, with the last step. A file that was set after it was staged stays as it was set. */
  commit(): Steps;
  /** From now on answer with these. */
  setOptions(options: Options): void;
  /** The lines of a file, for places in it. Undefined where the path was never set. */
  lines(path: string): LineIndex | undefined;
  /** Undefined where the path was never set. */
  report(path: string): FileReport | undefined;
  shades(path: string): readonly Shade[];
  state(path: string, offset: number): PointState | undefined;
  hover(path: string, offset: number): Hover | undefined;
  /** The verified fixes of one finding of the current report, best first. */
  fixes(path: string, finding: Finding): readonly Fix[];
  /** An edit that suppresses the finding on its line. */
  suppression(path: string, finding: Finding): readonly TextEdit[];
  /** For debugging and bug reports. */
  dump(path: string, what: 'ir' | 'facts' | 'summaries'): string;
}

export interface ProjectInput {
  readonly parsers: Parsers;
  readonly options: Options;
}

interface Entry {
  readonly text: string;
  /** What the last model of this file left for the next. */
  readonly kept: Kept;
  model: FileModel | undefined;
  /** Valid as long as nothing in the program changes. */
  analysed: { readonly facts: FileFacts; readonly report: FileReport } | undefined;
}

/** A file taken aside; without a model it is to be removed. */
interface Staged {
  readonly text: string;
  readonly model: FileModel | undefined;
  /** What was there then. */
  readonly before: Entry | undefined;
}

const NOTHING_KEPT: Kept = new Map();
/** Up to so many files are put into the program as it is; for more a new one is built beside it, in steps. */
const FEW = 4;

export function createProject({ parsers, options: firstOptions }: ProjectInput): Project {
  const catalog = createCatalog();
  const entries = new Map<string, Entry>();
  const stale = new Set<string>();
  const staged = new Map<string, Staged>();
  let options = firstOptions;
  let program = createProgram(() => catalog);

  const setFile = (path: string, text: string): void => {
    const before = entries.get(path);
    if (before?.text === text) return;
    entries.set(path, {
      text,
      kept: before?.model?.kept ?? before?.kept ?? NOTHING_KEPT,
      model: undefined,
      analysed: undefined,
    });
    stale.add(path);
  };
  /** Brings the program up to date; what was known about any file may be another answer now. */
  const settle = (): void => {
    if (stale.size === 0) return;
    for (const path of stale) {
      const entry = entries.get(path);
      if (entry === undefined) {
        program.removeFile(path);
        continue;
      }
      entry.model = modelOf(path, entry.text, { parsers, catalog }, entry.kept);
      program.setFile(entry.model.unit);
    }
    stale.clear();
    forgetAnswers();
  };
  const forgetAnswers = (): void => {
    for (const entry of entries.values()) entry.analysed = undefined;
  };
  /** A program with all files and with what is staged. The one in use answers until it is done. */
  function* programWith(taken: ReadonlyMap<string, Staged>): Steps<Program> {
    const next = createProgram(() => catalog);
    const units = new Map<string, FileUnit>();
    for (const [path, { model }] of entries) if (model !== undefined) units.set(path, model.unit);
    for (const [path, { model }] of taken) {
      if (model === undefined) units.delete(path);
      else units.set(path, model.unit);
    }
    for (const unit of units.values()) {
      next.setFile(unit);
      yield;
    }
    yield* next.settle();
    // What was set or removed meanwhile. The file of a staged unit gets its old one back if it was set since.
    for (const [path, { model }] of entries) {
      const then = taken.get(path);
      const unit = then !== undefined && then.before === entries.get(path) ? then.model?.unit : model?.unit;
      if (unit !== undefined && unit !== units.get(path)) next.setFile(unit);
    }
    for (const path of units.keys()) if (!entries.has(path) && !isCurrent(path, taken.get(path))) next.removeFile(path);
    return next;
  }
  const isCurrent = (path: string, then: Staged | undefined): boolean =>
    then !== undefined && then.before === entries.get(path);
  const analysed = (path: string): { model: FileModel; facts: FileFacts; report: FileReport } | undefined => {
    settle();
    const entry = entries.get(path);
    if (entry?.model === undefined) return undefined;
    if (entry.analysed === undefined) {
      const facts = factsOfFile(path, program.facts());
      entry.analysed = { facts, report: reportOf(entry.model, facts, options) };
    }
    return { model: entry.model, ...entry.analysed };
  };
  /** The answer for another text of a file; the program is as it was afterwards. */
  const tried = (path: string, text: string): FileReport | undefined => {
    const before = entries.get(path);
    if (before === undefined) return undefined;
    setFile(path, text);
    const report = analysed(path)?.report;
    setFile(path, before.text);
    return report;
  };

  return {
    setFile,
    removeFile(path) {
      if (entries.delete(path)) stale.add(path);
    },
    *stage(path, text) {
      const before = entries.get(path);
      if (text === undefined) {
        if (before === undefined) staged.delete(path);
        else staged.set(path, { text: '', model: undefined, before });
      } else if (before?.text === text) staged.delete(path);
      else {
        const kept = before?.model?.kept ?? before?.kept ?? NOTHING_KEPT;
        staged.set(path, { text, model: yield* modelInSteps(path, text, { parsers, catalog }, kept), before });
      }
    },
    *commit() {
      const taken = new Map(staged);
      staged.clear();
      if (taken.size === 0) return;
      const isNew = taken.size > FEW;
      const next = isNew ? yield* programWith(taken) : program;
      for (const [path, then] of taken) {
        if (!isCurrent(path, then)) continue;
        stale.delete(path);
        const { text, model } = then;
        if (model === undefined) {
          entries.delete(path);
          if (!isNew) next.removeFile(path);
        } else {
          entries.set(path, { text, kept: model.kept, model, analysed: undefined });
          if (!isNew) next.setFile(model.unit);
        }
      }
      program = next;
      forgetAnswers();
    },
    setOptions(next) {
      options = next;
      forgetAnswers();
    },
    lines(path) {
      settle();
      return entries.get(path)?.model?.lines;
    },
    report: (path) => analysed(path)?.report,
    shades(path) {
      const file = analysed(path);
      return file === undefined ? [] : shadesOf(file.facts, file.model.text);
    },
    state(path, offset) {
      const file = analysed(path);
      return file === undefined ? undefined : stateAt(file.facts, offset);
    },
    hover(path, offset) {
      const file = analysed(path);
      return file === undefined ? undefined : hoverAt(file.facts, catalog, file.model.text, offset);
    },
    fixes(path, finding) {
      const file = analysed(path);
      if (file === undefined) return [];
      return verifiedFixes(file.model, file.report, finding, { parsers, catalog }, (text) => tried(path, text));
    },
    suppression(path, finding) {
      const file = analysed(path);
      return file === undefined ? [] : suppressionEdit(file.model.text, file.model.lines, finding);
    },
    dump(path, what) {
      const file = analysed(path);
      if (file === undefined) return '';
      return what === 'ir' ? dumpIr(file.facts) : what === 'facts' ? dumpFacts(file.facts) : dumpSummaries(file.facts);
    },
  };
}

function reportOf(model: FileModel, facts: FileFacts, options: Options): FileReport {
  return {
    path: model.path,
    text: model.text,
    lines: model.lines,
    findings: findingsOf(model, facts, options.showMaybe),
    incomplete: incompleteOf(facts),
    functionCount: model.functionCount,
  };
}

/** One entry a function, with its first reason. A second reading of a function only counts where the first is damaged too. */
function incompleteOf(facts: FileFacts): Incomplete[] {
  const found = new Map<number, Incomplete>();
  const whole = new Set<number>();
  for (const node of facts.own) {
    const { base } = node;
    const { ir } = node.unit;
    const first = ir.unknown[0];
    const reason = first?.reason ?? (facts.entries.facts(node).settled ? undefined : 'the flow is too large to follow');
    if (reason === undefined) whole.add(base);
    else if (!found.has(base)) {
      const at = first === undefined ? ir.nameSpan : first.span;
      found.set(base, { functionName: ir.name, span: { start: base + at.start, end: base + at.end }, reason });
    }
  }
  return [...found].filter(([base]) => !whole.has(base)).map(([, incomplete]) => incomplete);
}
