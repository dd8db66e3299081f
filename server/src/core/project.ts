// The façade: everything that a face (language server, command line) may ask of the core.
// It owns the texts and what is kept between two texts of a file; an answer depends on the texts and the configuration
// alone, never on their history.
import type { LineIndex } from './base/lineIndex.js';
import type { Span } from './base/span.js';
import type { TextEdit } from './base/textEdit.js';
import { createCatalog } from './catalog/catalog.js';
import { findingsOf } from './fileFindings.js';
import { verifiedFixes } from './fileFixes.js';
import { type CppDeclarations, declarationsOf, type FileModel, type Kept, modelOf } from './fileModel.js';
import type { FileReport, Incomplete } from './fileReport.js';
import { suppressionEdit } from './fixes/suppress.js';
import { includedFiles } from './includedFiles.js';
import { analyseFile, type FileFacts } from './interproc/analysis.js';
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
export type { LineIndex, Parsers, Span, TextEdit };

export interface Options {
  /** Findings of certainty `maybe` are shown only when asked for. */
  readonly showMaybe: boolean;
}

export interface Project {
  /** Puts a file in, or replaces its text. The path also tells the language: `.c` is C, `.cc`, `.cpp`, `.cxx` … are C++. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
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

interface Analysed {
  readonly model: FileModel;
  readonly facts: FileFacts;
  readonly report: FileReport;
}

interface Entry {
  readonly text: string;
  /** What the last analysed text of this file left for the next. */
  readonly kept: Kept;
  analysed: Analysed | undefined;
  /** Undefined for C, and where nobody has asked yet. */
  declarations: CppDeclarations | undefined;
}

const NOTHING_KEPT: Kept = new Map();

export function createProject({ parsers, options }: ProjectInput): Project {
  const catalog = createCatalog();
  const entries = new Map<string, Entry>();

  const analysed = (path: string): Analysed | undefined => {
    const entry = entries.get(path);
    if (entry === undefined) return undefined;
    entry.analysed ??= analyse(path, entry.text, entry.kept);
    return entry.analysed;
  };
  const declared = (path: string): CppDeclarations | undefined => {
    const entry = entries.get(path);
    if (entry !== undefined) entry.declarations ??= declarationsOf(path, entry.text, catalog);
    return entry?.declarations;
  };
  /** What a C++ file sees of others: the headers that it includes, and what is defined beside them. */
  const outsideOf = (path: string): readonly CppDeclarations[] =>
    includedFiles(path, [...entries.keys()], (other) => declared(other)?.includes ?? []).flatMap(
      (other) => declared(other) ?? [],
    );
  /** A C++ file that comes, goes or changes may change what others see of it. */
  const forgetOthers = (path: string): void => {
    for (const [other, entry] of entries)
      if (other !== path && entry.analysed?.model.declarations !== undefined)
        entries.set(other, { ...entry, kept: entry.analysed.model.kept, analysed: undefined });
  };
  const analyse = (path: string, text: string, kept: Kept): Analysed => {
    const model = modelOf(path, text, { parsers, catalog, outside: outsideOf(path) }, kept);
    const facts = analyseFile(model.unit, catalog);
    return { model, facts, report: reportOf(model, facts, options) };
  };

  return {
    setFile(path, text) {
      const before = entries.get(path);
      if (before?.text === text) return;
      forgetOthers(path);
      entries.set(path, {
        text,
        kept: before?.analysed?.model.kept ?? before?.kept ?? NOTHING_KEPT,
        analysed: undefined,
        declarations: undefined,
      });
    },
    removeFile(path) {
      forgetOthers(path);
      entries.delete(path);
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
      return verifiedFixes(
        file.model,
        file.report,
        finding,
        { parsers, catalog },
        (text) => analyse(path, text, file.model.kept).report,
      );
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
    incomplete: incompleteOf(model, facts),
    functionCount: model.functionCount,
  };
}

/** One entry a function, with its first reason. A second reading of a function only counts where the first is damaged too. */
function incompleteOf(model: FileModel, facts: FileFacts): Incomplete[] {
  const found = new Map<number, Incomplete>();
  const whole = new Set<number>();
  for (const [index, { ir, base: item }] of model.unit.functions.entries()) {
    // A lambda lies in the item of the function around it.
    const base = item + ir.body.start;
    const first = ir.unknown[0];
    const reason =
      first?.reason ?? (facts.entries.facts(index).settled ? undefined : 'the flow is too large to follow');
    if (reason === undefined) whole.add(base);
    else if (!found.has(base)) {
      const at = first === undefined ? ir.nameSpan : first.span;
      found.set(base, { functionName: ir.name, span: { start: item + at.start, end: item + at.end }, reason });
    }
  }
  return [...found].filter(([base]) => !whole.has(base)).map(([, incomplete]) => incomplete);
}
