// The GIL report of many files, ready to be shown or sent: places in lines instead of offsets, files by number. It holds
// data and no layout, so that an editor may show it in a way of its own.
import type { FileGilReport, Severity } from '../core/project.js';

type Parts = { readonly [Part in keyof FileGilReport]: FileGilReport[Part][number] };
export type Wait = Parts['functions']['waits'][number];
export type WaitClass = Wait['class'];
export type Certainty = Wait['certainty'];
export type EntryName = Parts['callbacks']['entered'];

export interface ReportFile {
  /** As people call it. */
  readonly path: string;
  /** Where it can be opened; null where that is not known. */
  readonly address: string | null;
}

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface ReportPlace {
  /** Index into the report's files. */
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportStep {
  readonly place: ReportPlace;
  /** Names of the code may stand between backticks. */
  readonly message: string;
}

type Located<Row, Chain extends string = never> = Omit<Row, 'span' | Chain> & {
  readonly place: ReportPlace;
} & { readonly [Name in Chain]: readonly ReportStep[] };

export type WaitRow = Located<Wait, 'chain'>;
export type FunctionRow = Omit<Located<Parts['functions']>, 'waits'> & {
  readonly waits: readonly WaitRow[];
};

export type RegionRow = Omit<Located<Parts['regions']>, 'waits'> & {
  readonly waits: readonly Located<Parts['regions']['waits'][number]>[];
};

export type CallbackRow = Omit<Located<Parts['callbacks'], 'because'>, 'takes' | 'thread' | 'needs'> & {
  readonly takes: ReportStep | null;
  readonly thread: NonNullable<Parts['callbacks']['thread']> | null;
  readonly needs: string | null;
};

export interface ProblemRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly functionName: string;
  readonly message: string;
  readonly condition: string | null;
  readonly place: ReportPlace;
  readonly trace: readonly ReportStep[];
}

/** How far the analysis got in one file. */
export interface FileRow {
  readonly file: number;
  readonly functions: number;
  readonly incomplete: number;
  readonly callsKnown: number;
  readonly callsUnknown: number;
}

export interface IncompleteRow {
  readonly name: string;
  readonly reason: string;
  readonly place: ReportPlace;
}

/** A macro that looks like a region and that nobody explains. */
export interface MacroRow {
  readonly name: string;
  /** Where it is used first. */
  readonly place: ReportPlace;
  /** How many files use it. */
  readonly files: number;
}

export interface ReportData {
  /** What was looked at: the name of a folder, as a rule. */
  readonly title: string;
  readonly toolVersion: string;
  readonly files: readonly ReportFile[];
  /** The most time at risk first. */
  readonly functions: readonly FunctionRow[];
  readonly regions: readonly RegionRow[];
  readonly callbacks: readonly CallbackRow[];
  readonly problems: readonly ProblemRow[];
  readonly coverage: {
    readonly files: readonly FileRow[];
    readonly incomplete: readonly IncompleteRow[];
    readonly unknownMacros: readonly MacroRow[];
    /** The most frequent first. */
    readonly unknownCallees: readonly { readonly name: string; readonly calls: number }[];
    readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  };
}
