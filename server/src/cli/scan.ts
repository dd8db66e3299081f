// Runs the analysis over gathered texts and puts the answers into the order in which they are printed.
// A failure of the analysis in one file is an answer too: it is recorded, and the other files still get theirs.
import {
  type FileGilReport,
  type FileReport,
  type Finding,
  type Incomplete,
  type LineIndex,
  type Project,
  type Repair,
  SEVERITIES,
  type Severity,
} from '../core/project.js';
import { compareText } from '../host/compareText.js';
import { fingerprints } from './fingerprint.js';
import type { Gathered, SkippedFile } from './gather.js';
import { messageOf } from './io.js';
import { type Place, placeOf } from './place.js';

export interface LocatedFinding {
  readonly path: string;
  readonly report: FileReport;
  readonly finding: Finding;
  readonly place: Place;
  readonly trace: readonly { readonly path: string; readonly place: Place; readonly message: string }[];
  readonly fingerprint: string;
}

interface IncompleteFunction {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

export interface UnknownMacroUse {
  readonly name: string;
  readonly path: string;
  readonly place: Place;
  /** How many files use it. */
  readonly files: number;
}

export interface ScanResult {
  /** How many files were analysed. */
  readonly files: number;
  readonly bytes: number;
  readonly functions: number;
  readonly incomplete: readonly IncompleteFunction[];
  readonly calls: FileReport['calls'];
  /** Once for each name, with its first use. */
  readonly unknownMacros: readonly UnknownMacroUse[];
  readonly findings: readonly LocatedFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly skipped: readonly SkippedFile[];
  /** Files on which the analysis itself failed. */
  readonly crashed: readonly { readonly path: string; readonly message: string }[];
  /** Who holds the GIL for how long in each file that was analysed; worked out when it is asked for. */
  gilReports(this: void): readonly GilAnswer[];
  /** Worked out when it is first asked for, since each takes as long as an edit of the file. */
  repairOf(this: void, finding: LocatedFinding): Repair;
}

export interface GilAnswer {
  readonly report: FileReport;
  readonly gil: FileGilReport;
  /** Of any file of the project. */
  lines(this: void, path: string): LineIndex | undefined;
}

/** Called before each file, so that a terminal can show how far it is. */
export type Progress = (done: number, total: number, path: string) => void;

export function scan(project: Project, gathered: Gathered, progress: Progress): ScanResult {
  const crashed: { path: string; message: string }[] = [];
  const guarded = <T>(path: string, fallback: T, ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      crashed.push({ path, message: messageOf(error) });
      return fallback;
    }
  };

  for (const { path, text } of [...gathered.sources, ...gathered.context])
    guarded(path, undefined, () => project.setFile(path, text));
  const reports: FileReport[] = [];
  gathered.sources.forEach(({ path }, index) => {
    progress(index, gathered.sources.length, path);
    const report = guarded(path, undefined, () => project.report(path));
    if (report !== undefined) reports.push(report);
  });

  const findings = reports.flatMap((report) =>
    guarded<readonly LocatedFinding[]>(report.path, [], () => locate(project, report)),
  );
  const repairs = new Map<Finding, Repair>();
  const repairOf = ({ path, finding }: LocatedFinding): Repair => {
    const repair = repairs.get(finding) ?? guarded(path, NO_REPAIR, () => project.repair(path, finding));
    repairs.set(finding, repair);
    return repair;
  };
  return {
    files: reports.length,
    bytes: gathered.sources.reduce((sum, source) => sum + source.bytes, 0),
    functions: reports.reduce((sum, report) => sum + report.functionCount, 0),
    incomplete: reports.flatMap(incompleteFunctions),
    calls: sumOfCalls(reports),
    unknownMacros: unknownMacros(reports),
    findings,
    counts: countBySeverity(findings),
    skipped: gathered.skipped,
    crashed,
    gilReports: () =>
      reports.flatMap((report) => {
        const gil = guarded(report.path, undefined, () => project.gilReport(report.path));
        return gil === undefined ? [] : [{ report, gil, lines: project.lines }];
      }),
    repairOf,
  };
}

function locate(project: Project, report: FileReport): readonly LocatedFinding[] {
  const ordered = [...report.findings].sort(compareFindings);
  const prints = fingerprints(report, ordered);
  return ordered.map((finding, index) => ({
    path: report.path,
    report,
    finding,
    place: placeOf(report.lines, finding.span),
    trace: finding.trace.map((step) => {
      const lines = project.lines(step.path) ?? report.lines;
      return { path: step.path, place: placeOf(lines, step.span), message: step.message };
    }),
    fingerprint: prints[index] ?? '',
  }));
}

/** Position, then rule; the message only breaks what would else be a tie. */
const compareFindings = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start ||
  a.span.end - b.span.end ||
  compareText(a.rule, b.rule) ||
  compareText(a.message, b.message);

function incompleteFunctions(report: FileReport): readonly IncompleteFunction[] {
  return [...report.incomplete]
    .sort((a: Incomplete, b: Incomplete) => a.span.start - b.span.start || compareText(a.reason, b.reason))
    .map(({ functionName, span, reason }) => {
      return { path: report.path, line: placeOf(report.lines, span).line, name: functionName, reason };
    });
}

export const NO_REPAIR: Repair = { fixes: [], refusal: undefined };

export const NO_COVERAGE: FileReport['calls'] = { resolved: 0, unknown: 0, unknownNames: new Map() };

function sumOfCalls(reports: readonly FileReport[]): FileReport['calls'] {
  const unknownNames = new Map<string, number>();
  let [resolved, unknown] = [0, 0];
  for (const { calls } of reports) {
    resolved += calls.resolved;
    unknown += calls.unknown;
    for (const [name, count] of calls.unknownNames) unknownNames.set(name, (unknownNames.get(name) ?? 0) + count);
  }
  return { resolved, unknown, unknownNames };
}

function unknownMacros(reports: readonly FileReport[]): readonly UnknownMacroUse[] {
  const uses = new Map<string, UnknownMacroUse>();
  for (const { path, lines, unknownMacros: found } of reports)
    for (const { name, span } of found) {
      const known = uses.get(name);
      uses.set(
        name,
        known === undefined
          ? { name, path, place: placeOf(lines, span), files: 1 }
          : { ...known, files: known.files + 1 },
      );
    }
  return [...uses.values()];
}

function countBySeverity(findings: readonly LocatedFinding[]): Record<Severity, number> {
  const count = (severity: Severity): number => findings.filter((found) => found.finding.severity === severity).length;
  const [error, warning, info, hint] = SEVERITIES.map(count);
  return { error: error ?? 0, warning: warning ?? 0, info: info ?? 0, hint: hint ?? 0 };
}
