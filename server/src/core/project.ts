// The façade: everything that a face (language server, command line) may ask of the core.
// It owns the texts and what is kept between two texts of a file; an answer depends on the texts and the configuration
// alone, never on their history.
import type { LineIndex } from './base/lineIndex.js';
import { type Span, shift } from './base/span.js';
import type { TextEdit } from './base/textEdit.js';
import { type Catalog, createCatalog } from './catalog/catalog.js';
import { decideBy } from './config/conditions.js';
import { type Configuration, NO_CONFIGURATION } from './config/configuration.js';
import { type Annotation, annotationsOf } from './fileAnnotations.js';
import { findingsOf } from './fileFindings.js';
import { verifiedFixes } from './fileFixes.js';
import { asksFor, declarationsOf, type FileModel, type Kept, type ModelInput, modelOf } from './fileModel.js';
import type { FileReport, Incomplete } from './fileReport.js';
import { suppressionEdit } from './fixes/suppress.js';
import { includedFiles } from './includedFiles.js';
import { type FileFacts, factsOfFile } from './interproc/fileFacts.js';
import { createProgram } from './interproc/program.js';
import { type CppDeclarations, keyOfDeclarations } from './lower/cpp/index.js';
import type { Finding, Fix } from './rules/finding.js';
import { withSeverities } from './rules/severities.js';
import type { Parsers } from './syntax/flatTree.js';
import { createMacroIndex } from './syntax/macroIndex.js';
import { callCoverage } from './views/coverage.js';
import { dumpFacts, dumpIr, dumpSummaries } from './views/dump.js';
import { type Hover, hoverAt } from './views/hover.js';
import { type PointState, stateAt } from './views/pointState.js';
import { type Shade, shadesOf } from './views/shades.js';

export type { Configuration } from './config/configuration.js';
export { NO_CONFIGURATION } from './config/configuration.js';
export {
  type ConfigurationFile,
  NO_CONFIGURATION_FILE,
  readConfiguration,
} from './config/configurationFile.js';
export { jsonSchema } from './config/description.js';
export type { ConfigProblem } from './config/toml.js';
export type { Annotation } from './fileAnnotations.js';
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
  /** Contracts that the code keeps and that are not written at its functions, in the order of the text. */
  annotations(path: string): readonly Annotation[];
  /** For debugging and bug reports. */
  dump(path: string, what: 'ir' | 'facts' | 'summaries'): string;
}

export interface ProjectInput {
  readonly parsers: Parsers;
  readonly options: Options;
  /** The configuration of a file by its path. It must be the same whenever it is asked for. */
  configFor?(path: string): Configuration;
}

interface Entry {
  readonly text: string;
  /** What the last model of this file left for the next. */
  readonly kept: Kept;
  model: FileModel | undefined;
  /** Valid as long as nothing in the program changes. */
  analysed: { readonly facts: FileFacts; readonly report: FileReport } | undefined;
}

const NOTHING_KEPT: Kept = new Map();

export function createProject({ parsers, options, configFor = () => NO_CONFIGURATION }: ProjectInput): Project {
  const macros = createMacroIndex();
  /** Of the C++ files, as their texts are now. */
  const declarations = new Map<string, CppDeclarations>();
  const outside = (path: string): readonly CppDeclarations[] =>
    includedFiles(path, [...declarations.keys()], (other) => declarations.get(other)?.includes ?? []).flatMap(
      (other) => declarations.get(other) ?? [],
    );
  const inputFor = modelInputs(parsers, { macros: macros.scope, outside });
  const entries = new Map<string, Entry>();
  const stale = new Set<string>();
  const program = createProgram((path) => inputFor(configFor(path)).catalog);

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
    macros.set(path, text);
  };
  /** Reads what the C++ files declare that were set. Returns whether others may see a difference. */
  const declareAgain = (): boolean => {
    let differs = false;
    for (const path of stale) {
      const before = declarations.get(path);
      const text = entries.get(path)?.text;
      const now = text === undefined ? undefined : declarationsOf(path, text, inputFor(configFor(path)).catalog);
      if (now === undefined) declarations.delete(path);
      else declarations.set(path, now);
      differs ||= keyOfDeclarations(before) !== keyOfDeclarations(now);
    }
    return differs;
  };
  /** Brings the program up to date; what was known about any file may be another answer now. */
  const settle = (): void => {
    if (stale.size === 0) return;
    // What another file defines may have changed the meaning of names in this one.
    const defined = macros.takeChanges();
    const declared = declareAgain();
    for (const [path, { model }] of entries) {
      if (model === undefined) continue;
      const sees = declared && model.declarations !== undefined;
      if (sees || defined === 'everything' || asksFor(model, defined)) stale.add(path);
    }
    for (const path of stale) {
      const entry = entries.get(path);
      if (entry === undefined) {
        program.removeFile(path);
        continue;
      }
      entry.model = modelOf(path, entry.text, inputFor(configFor(path)), entry.model?.kept ?? entry.kept);
      program.setFile(entry.model.unit);
    }
    stale.clear();
    for (const entry of entries.values()) entry.analysed = undefined;
  };
  const analysed = (path: string): { model: FileModel; facts: FileFacts; report: FileReport } | undefined => {
    settle();
    const entry = entries.get(path);
    if (entry?.model === undefined) return undefined;
    if (entry.analysed === undefined) {
      const facts = factsOfFile(path, program.facts());
      entry.analysed = { facts, report: reportOf(entry.model, facts, options, configFor(path)) };
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
      if (!entries.delete(path)) return;
      stale.add(path);
      macros.remove(path);
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
      if (file === undefined) return undefined;
      return hoverAt(file.facts, inputFor(configFor(path)).catalog, file.model.text, offset);
    },
    fixes(path, finding) {
      const file = analysed(path);
      if (file === undefined) return [];
      return verifiedFixes(file.model, file.report, finding, inputFor(configFor(path)), (text) => tried(path, text));
    },
    suppression(path, finding) {
      const file = analysed(path);
      return file === undefined ? [] : suppressionEdit(file.model.text, file.model.lines, finding);
    },
    annotations(path) {
      const file = analysed(path);
      return file === undefined ? [] : annotationsOf(file.model, file.facts, inputFor(configFor(path)).catalog);
    },
    dump(path, what) {
      const file = analysed(path);
      if (file === undefined) return '';
      return what === 'ir' ? dumpIr(file.facts) : what === 'facts' ? dumpFacts(file.facts) : dumpSummaries(file.facts);
    },
  };
}

/** What the lowering needs, by configuration; catalogs are large, so files with the same rows share one. */
function modelInputs(
  parsers: Parsers,
  others: Pick<ModelInput, 'macros' | 'outside'>,
): (configuration: Configuration) => ModelInput {
  const catalogs = new Map<Configuration['rows'], Catalog>();
  const inputs = new Map<Configuration, ModelInput>();
  return (configuration) => {
    const known = inputs.get(configuration);
    if (known !== undefined) return known;
    const catalog = catalogs.get(configuration.rows) ?? createCatalog(configuration.rows);
    catalogs.set(configuration.rows, catalog);
    const input = { parsers, catalog, decide: decideBy(configuration), ...others };
    inputs.set(configuration, input);
    return input;
  };
}

function reportOf(model: FileModel, facts: FileFacts, options: Options, { rules }: Configuration): FileReport {
  return {
    path: model.path,
    text: model.text,
    lines: model.lines,
    findings: withSeverities(findingsOf(model, facts, options.showMaybe), rules),
    incomplete: incompleteOf(facts),
    functionCount: model.functionCount,
    calls: callCoverage(facts),
    unknownMacros: unknownMacrosOf(facts),
  };
}

/** Macros that look like regions and are not understood, each once. */
function unknownMacrosOf(facts: FileFacts): FileReport['unknownMacros'] {
  const found = new Map<string, Span>();
  for (const { unit, base } of facts.own)
    for (const { name, span } of unit.ir.unknownMacros) if (!found.has(name)) found.set(name, shift(span, base));
  return [...found].map(([name, span]) => ({ name, span }));
}

/** One entry a function, with its first reason. A second reading of a function only counts where the first is damaged too. */
function incompleteOf(facts: FileFacts): Incomplete[] {
  const found = new Map<number, Incomplete>();
  const whole = new Set<number>();
  for (const node of facts.own) {
    const { ir } = node.unit;
    // A lambda lies in the item of the function around it.
    const base = node.base + ir.body.start;
    const first = ir.unknown[0];
    const reason = first?.reason ?? (facts.entries.facts(node).settled ? undefined : 'the flow is too large to follow');
    if (reason === undefined) whole.add(base);
    else if (!found.has(base)) {
      const at = first === undefined ? ir.nameSpan : first.span;
      found.set(base, { functionName: ir.name, span: shift(at, node.base), reason });
    }
  }
  return [...found].filter(([base]) => !whole.has(base)).map(([, incomplete]) => incomplete);
}
