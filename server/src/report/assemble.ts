// Puts the answers about single files together into one report. One file at a time, so that a server can answer others
// in between. The result depends on the answers alone, not on the order in which files come.
import type { FileGilReport, FileReport, LineIndex, Span } from '../core/project.js';
import type {
  CallbackRow,
  FileRow,
  FunctionRow,
  IncompleteRow,
  MacroRow,
  ProblemRow,
  RegionRow,
  ReportData,
  ReportFile,
  ReportPlace,
  ReportStep,
} from './model.js';

/** Names of functions that are not known: more of them nobody reads. */
const MOST_NAMES = 100;

export interface Surroundings {
  readonly title: string;
  readonly toolVersion: string;
  /** How a file is called and opened; its path is the core's. */
  file(path: string): ReportFile;
}

interface FileAnswer {
  readonly report: FileReport;
  readonly gil: FileGilReport;
  /** Of any file of the same project: steps lead from file to file. */
  lines(path: string): LineIndex | undefined;
}

export interface Assembly {
  add(answer: FileAnswer): void;
  done(skipped: ReportData['coverage']['skipped']): ReportData;
}

interface Unlocated {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export function assembleReport({ title, toolVersion, file }: Surroundings): Assembly {
  const answers: FileAnswer[] = [];

  return {
    add: (answer) => void answers.push(answer),
    done(skipped) {
      const files: ReportFile[] = [];
      const numbers = new Map<string, number>();
      const numberOf = (path: string): number => {
        let number = numbers.get(path);
        if (number === undefined) {
          number = files.push(file(path)) - 1;
          numbers.set(path, number);
        }
        return number;
      };
      const ordered = [...answers].sort((a, b) => compare(file(a.report.path).path, file(b.report.path).path));
      for (const { report } of ordered) numberOf(report.path);
      const located = ordered.map((answer) => locate(answer, numberOf));
      const all = <Key extends keyof LocatedFile>(key: Key): LocatedFile[Key][number][] =>
        located.flatMap((one): LocatedFile[Key][number][] => [...one[key]]);
      return {
        title,
        toolVersion,
        files,
        functions: all('functions').sort((a, b) => b.risk - a.risk),
        regions: all('regions'),
        callbacks: all('callbacks'),
        problems: all('problems'),
        coverage: {
          files: all('coverage'),
          incomplete: all('incomplete'),
          unknownMacros: onceByName(all('macros')),
          unknownCallees: unknownCallees(ordered),
          skipped: [...skipped].sort((a, b) => compare(a.path, b.path)),
        },
      };
    },
  };
}

interface LocatedFile {
  readonly functions: readonly FunctionRow[];
  readonly regions: readonly RegionRow[];
  readonly callbacks: readonly CallbackRow[];
  readonly problems: readonly ProblemRow[];
  readonly coverage: readonly FileRow[];
  readonly incomplete: readonly IncompleteRow[];
  readonly macros: readonly MacroRow[];
}

function locate({ report, gil, lines }: FileAnswer, numberOf: (path: string) => number): LocatedFile {
  const file = numberOf(report.path);
  const place = (span: Span): ReportPlace => placeIn(file, report.lines, span);
  const step = ({ path, span, message }: Unlocated): ReportStep => ({
    place: placeIn(numberOf(path), lines(path) ?? report.lines, span),
    message,
  });
  return {
    functions: gil.functions.map(({ span, waits, ...row }) => ({
      ...row,
      place: place(span),
      waits: waits.map(({ span: at, chain, ...wait }) => ({ ...wait, place: place(at), chain: chain.map(step) })),
    })),
    regions: gil.regions.map(({ span, waits, ...row }) => ({
      ...row,
      place: place(span),
      waits: waits.map(({ span: at, ...wait }) => ({ ...wait, place: place(at) })),
    })),
    callbacks: gil.callbacks.map(({ span, because, takes, thread, needs, ...row }) => ({
      ...row,
      place: place(span),
      because: because.map(step),
      takes: takes === undefined ? null : step(takes),
      thread: thread ?? null,
      needs: needs ?? null,
    })),
    problems: report.findings.map(
      ({ rule, severity, certainty, functionName, message, condition, span, trace }): ProblemRow => ({
        rule,
        severity,
        certainty,
        functionName,
        message,
        condition,
        place: place(span),
        trace: trace.map(step),
      }),
    ),
    coverage: [
      {
        file,
        functions: report.functionCount,
        incomplete: report.incomplete.length,
        callsKnown: report.calls.resolved,
        callsUnknown: report.calls.unknown,
      },
    ],
    incomplete: report.incomplete.map(({ functionName, span, reason }) => ({
      name: functionName,
      reason,
      place: place(span),
    })),
    macros: report.unknownMacros.map(({ name, span }) => ({ name, place: place(span), files: 1 })),
  };
}

function placeIn(file: number, lines: LineIndex, span: Span): ReportPlace {
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Each file tells a macro once; the first file stands for all. */
function onceByName(macros: readonly MacroRow[]): readonly MacroRow[] {
  const known = new Map<string, MacroRow>();
  for (const macro of macros) {
    const before = known.get(macro.name);
    known.set(macro.name, before === undefined ? macro : { ...before, files: before.files + 1 });
  }
  return [...known.values()];
}

function unknownCallees(answers: readonly FileAnswer[]): ReportData['coverage']['unknownCallees'] {
  const counts = new Map<string, number>();
  for (const { report } of answers)
    for (const [name, calls] of report.calls.unknownNames) counts.set(name, (counts.get(name) ?? 0) + calls);
  return [...counts]
    .map(([name, calls]) => ({ name, calls }))
    .sort((a, b) => b.calls - a.calls || compare(a.name, b.name))
    .slice(0, MOST_NAMES);
}

/** By code units: the same order on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
