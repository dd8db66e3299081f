// The façade: everything that a face (language server, command line) may ask of the core.
// An answer depends on the texts and the configuration alone, never on their history.
import type { LineIndex } from './base/lineIndex.js';
import { meets, type Span, shift } from './base/span.js';
import { finish, type Steps } from './base/steps.js';
import { applyEdits, type TextEdit } from './base/textEdit.js';
import { type Catalog, createCatalog } from './catalog/catalog.js';
import { decideBy } from './config/conditions.js';
import { type Configuration, NO_CONFIGURATION } from './config/configuration.js';
import { type Annotation, annotationsOf } from './fileAnnotations.js';
import { findingsOf } from './fileFindings.js';
import { isAsGood, repairOf } from './fileFixes.js';
import { type FileModel, modelInSteps } from './fileModel.js';
import { type Probe, probesOf } from './fileProbes.js';
import type { FileReport, Incomplete } from './fileReport.js';
import { createFileSet, type OwnInput, type Progress } from './fileSet.js';
import { createViews, type Views } from './fileViews.js';
import { fileSuppressionEdit, suppressionEdit } from './fixes/suppress.js';
import { type FileFacts, factsOfFile } from './interproc/fileFacts.js';
import type { Finding, Fix, Repair } from './rules/finding.js';
import type { RuleId } from './rules/ruleIds.js';
import { withSeverities } from './rules/severities.js';
import type { Parsers } from './syntax/flatTree.js';
import { callCoverage } from './views/coverage.js';
import { dumpFacts, dumpIr, dumpSummaries } from './views/dump.js';
import { type FileGilReport, gilReportOf } from './views/report/fileGilReport.js';

export { meets } from './base/span.js';
export type { Configuration } from './config/configuration.js';
export { NO_CONFIGURATION } from './config/configuration.js';
export {
  type ConfigurationFile,
  NO_CONFIGURATION_FILE,
  readConfiguration,
} from './config/configurationFile.js';
export { jsonSchema } from './config/description.js';
export { ruleOffEdits } from './config/ruleOff.js';
export type { ConfigProblem } from './config/toml.js';
export type { Annotation } from './fileAnnotations.js';
export { languageOf } from './fileModel.js';
export type { Probe } from './fileProbes.js';
export type { FileReport, Incomplete } from './fileReport.js';
export type { Finding, Fix, Repair, Severity } from './rules/finding.js';
export { SEVERITIES } from './rules/finding.js';
export { RULES } from './rules/index.js';
export type { RuleInfo, RuleInfo as Rule } from './rules/rule.js';
export { isRuleId, RULE_IDS, type RuleId } from './rules/ruleIds.js';
export type { CallHierarchyItem } from './views/callHierarchy.js';
export type { Hover } from './views/hover.js';
export type { PointState } from './views/pointState.js';
export type { ReleasedWord } from './views/releasedWords.js';
export type { FileGilReport } from './views/report/fileGilReport.js';
export type { Shade } from './views/shades.js';
export type { StateName } from './views/words.js';
export type { LineIndex, Parsers, Span, Steps, TextEdit };

export interface Options {
  /** Findings of certainty `maybe` are shown only when asked for. */
  readonly showMaybe: boolean;
}

export interface Project extends Views {
  /** Puts a file in, or replaces its text. The path also tells the language: `.c` is C, `.cc`, `.cpp`, `.cxx` … are C++. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /**
   * Puts a file aside, to be taken in with others: all answers stay until `commit`. Undefined removes the file. What is
   * set or removed directly before the commit is done counts more.
   */
  stage(path: string, text: string | undefined): void;
  /** Takes in all that is staged. Until the last step answers are as before. One at a time. */
  commit(progress?: Progress): Steps;
  /** From now on answer with these. */
  setOptions(options: Options): void;
  /** For places in any file; undefined where the path was never set. */
  lines(path: string): LineIndex | undefined;
  /** Undefined where the path was never set. */
  report(path: string): FileReport | undefined;
  /** Who holds the GIL for how long in this file; undefined where the path was never set. */
  gilReport(path: string): FileGilReport | undefined;
  /** The verified fixes of one finding of the current report, or why there is none. */
  repair(path: string, finding: Finding): Repair;
  /**
   * The text with all accepted fixes in it, one after the other for as long as there are some; the file stays as it is.
   * Together they are held to what holds of each: no new finding, no new damage.
   */
  repaired(path: string, accepts: (finding: Finding, fix: Fix) => boolean): Repaired | undefined;
  /** An edit that suppresses the finding on its line. */
  suppression(path: string, finding: Finding): readonly TextEdit[];
  /** An edit that suppresses the rule in the whole file. */
  fileSuppression(path: string, rule: RuleId): readonly TextEdit[];
  /**
   * Contracts that the code keeps and that are not written at its functions, in the order of the text; with `within`
   * only of functions whose name it touches.
   */
  annotations(path: string, within?: Span): readonly Annotation[];
  /** Where a running program can be asked for the GIL, and what the analysis says there. */
  probes(path: string): readonly Probe[];
  /** For debugging and bug reports. */
  dump(path: string, what: 'ir' | 'facts' | 'summaries'): string;
}

/** A text with fixes in it. */
export interface Repaired {
  readonly text: string;
  /** What was mended, in the order in which it was done. */
  readonly applied: readonly { readonly finding: Finding; readonly fix: Fix }[];
}

export interface ProjectInput {
  readonly parsers: Parsers;
  readonly options: Options;
  /** The configuration of a file by its path. It must be the same whenever it is asked for. */
  configFor?(path: string): Configuration;
}

interface Answer {
  readonly model: FileModel;
  readonly facts: FileFacts;
  readonly report: FileReport;
}

/** Fixes of fixes end by themselves, as each removes a finding; this only keeps a mistake from running for ever. */
const MOST_ROUNDS = 200;
/** Up to so many files are put into the set in use; for more a new one is made beside it. */
const FEW = 4;

export function createProject(input: ProjectInput): Project {
  const { parsers, configFor = () => NO_CONFIGURATION } = input;
  let { options } = input;
  const inputFor = ownInputs(parsers);
  let files = createFileSet((path) => inputFor(configFor(path)));
  const staged = new Map<string, string | undefined>();
  /** What was set or removed since the last commit began. */
  let changed = new Set<string>();
  /** Valid as long as nothing in the program changes. */
  const answers = new Map<string, Answer>();

  const change = (path: string, text: string | undefined): void => {
    staged.delete(path);
    changed.add(path);
    replace(path, text);
  };
  const replace = (path: string, text: string | undefined, to = files): void => {
    if (text === undefined) to.remove(path);
    else to.set(path, text);
  };
  /** Brings the program up to date; what was known about any file may be another answer now. */
  const settle = (): void => {
    if (files.isSettled) return;
    answers.clear();
    finish(files.settle());
  };
  const analysed = (path: string): Answer | undefined => {
    settle();
    const model = files.model(path);
    if (model === undefined) return undefined;
    let answer = answers.get(path);
    if (answer === undefined) {
      const facts = factsOfFile(path, files.facts());
      answer = { model, facts, report: reportOf(model, facts, options, configFor(path)) };
      answers.set(path, answer);
    }
    return answer;
  };
  /** The answer for another text of a file; the program is as it was afterwards. */
  const tried = (path: string, text: string): FileReport | undefined => {
    settle();
    const before = files.snapshot(path);
    if (before === undefined) return undefined;
    const known = new Map(answers);
    try {
      files.set(path, text);
      return analysed(path)?.report;
    } finally {
      files.putBack(path, before);
      settle();
      // The program is what it was, so what was told of it holds.
      for (const [other, answer] of known) answers.set(other, answer);
    }
  };
  const repair = (path: string, finding: Finding): Repair => {
    const file = analysed(path);
    if (file === undefined) return { fixes: [], refusal: undefined };
    return repairOf(finding, { ...file, input: files.input(path), analyse: (text) => tried(path, text) });
  };
  /** In each round one fix a function, since the next one has to be worked out on the text with this one in it. */
  const repairedText = (path: string, start: string, accepts: (finding: Finding, fix: Fix) => boolean): Repaired => {
    const applied: { finding: Finding; fix: Fix }[] = [];
    let text = start;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const report = analysed(path)?.report;
      if (report === undefined) break;
      const chosen: typeof applied = [];
      const done = new Set<string>();
      for (const finding of report.findings) {
        if (done.has(finding.functionName)) continue;
        const fix = repair(path, finding).fixes.find((each) => accepts(finding, each));
        if (fix === undefined || overlaps(fix, chosen)) continue;
        done.add(finding.functionName);
        chosen.push({ finding, fix });
      }
      const [first] = chosen;
      if (first === undefined) break;
      const together = applyEdits(
        text,
        chosen.flatMap(({ fix }) => fix.edits),
      );
      const after = tried(path, together);
      const whole = after !== undefined && isAsGood(after, report);
      text = whole ? together : applyEdits(text, first.fix.edits);
      applied.push(...(whole ? chosen : [first]));
      files.set(path, text);
    }
    return { text, applied };
  };
  /** Their functions are lowered ahead, so that nobody who asks has to wait for that. */
  function* takeInFew(taken: ReadonlyMap<string, string | undefined>): Steps {
    const ahead = new Map<string, FileModel>();
    for (const [path, text] of taken)
      if (text !== undefined) ahead.set(path, yield* modelInSteps(path, text, files.input(path), files.kept(path)));
    for (const [path, text] of taken) {
      if (changed.has(path)) continue;
      if (text === undefined) files.remove(path);
      else files.set(path, text, ahead.get(path)?.kept);
    }
  }
  function* takeInMany(taken: ReadonlyMap<string, string | undefined>, progress?: Progress): Steps {
    settle();
    const next = yield* files.copy();
    for (const [path, text] of taken) replace(path, text, next);
    yield* next.settle(progress);
    for (const path of changed) replace(path, files.text(path), next);
    files = next;
    answers.clear();
  }

  return {
    setFile: change,
    removeFile: (path) => change(path, undefined),
    stage: (path, text) => void staged.set(path, text),
    *commit(progress) {
      const taken = new Map([...staged].filter(([path, text]) => text !== files.text(path)));
      staged.clear();
      changed = new Set();
      if (taken.size > FEW) yield* takeInMany(taken, progress);
      else yield* takeInFew(taken);
    },
    setOptions(next) {
      options = next;
      answers.clear();
    },
    lines(path) {
      settle();
      return files.model(path)?.lines;
    },
    report: (path) => analysed(path)?.report,
    gilReport(path) {
      const file = analysed(path);
      return file === undefined ? undefined : gilReportOf(file.facts, file.report.findings);
    },
    ...createViews({ analysed, text: (path) => files.text(path), input: (path) => files.input(path) }),
    repair: (path, finding) => repair(path, finding),
    repaired(path, accepts) {
      const before = files.text(path);
      if (before === undefined) return undefined;
      try {
        return repairedText(path, before, accepts);
      } finally {
        files.set(path, before);
      }
    },
    suppression(path, finding) {
      const file = analysed(path);
      return file === undefined ? [] : suppressionEdit(file.model.text, file.model.lines, finding);
    },
    fileSuppression(path, rule) {
      const file = analysed(path);
      return file === undefined ? [] : fileSuppressionEdit(file.model.text, rule);
    },
    annotations(path, within) {
      const file = analysed(path);
      return file === undefined ? [] : annotationsOf(file.model, file.facts, inputFor(configFor(path)).catalog, within);
    },
    probes(path) {
      const file = analysed(path);
      return file === undefined ? [] : probesOf(file.model, file.facts);
    },
    dump(path, what) {
      const file = analysed(path);
      if (file === undefined) return '';
      return what === 'ir' ? dumpIr(file.facts) : what === 'facts' ? dumpFacts(file.facts) : dumpSummaries(file.facts);
    },
  };
}

const overlaps = (fix: Fix, chosen: readonly { readonly fix: Fix }[]): boolean =>
  chosen.some((other) => other.fix.edits.some(({ span: a }) => fix.edits.some(({ span: b }) => meets(a, b))));

/** Catalogs are large and never change, so all files and projects with the same rows share one. */
const catalogs = new WeakMap<Configuration['rows'], Catalog>();

/** What the lowering needs, by configuration. */
function ownInputs(parsers: Parsers): (configuration: Configuration) => OwnInput {
  const inputs = new Map<Configuration, OwnInput>();
  return (configuration) => {
    const known = inputs.get(configuration);
    if (known !== undefined) return known;
    const catalog = catalogs.get(configuration.rows) ?? createCatalog(configuration.rows);
    catalogs.set(configuration.rows, catalog);
    const input = { parsers, catalog, decide: decideBy(configuration) };
    inputs.set(configuration, input);
    return input;
  };
}

function reportOf(model: FileModel, facts: FileFacts, options: Options, configuration: Configuration): FileReport {
  return {
    path: model.path,
    text: model.text,
    lines: model.lines,
    findings: withSeverities(findingsOf(model, facts, options.showMaybe, configuration), configuration.rules),
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
