// What the client and the server say to each other beyond the LSP. Types only, so that the client may import them.
import type { Position, Range } from 'vscode-languageserver-protocol';
import type { ReportData } from '../report/model.js';

/** How a stretch of source is shaded. `held` is a stretch in a region where the GIL was taken back for a moment. */
export type ShadeKind = 'released' | 'held' | 'either';

export const SHADING_REQUEST = 'gilscope/shading';
export interface ShadingParams {
  readonly textDocument: { readonly uri: string };
}
export interface ShadingResult {
  /** The document version that the ranges belong to. */
  readonly version: number;
  readonly ranges: readonly { readonly kind: ShadeKind; readonly range: Range }[];
}

export const STATE_REQUEST = 'gilscope/state';
export interface StateParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}
export interface StateResult {
  readonly state: 'held' | 'released' | 'either' | 'unreached' | 'as-entered' | 'outside';
  /** One short line for the status bar. */
  readonly text: string;
  /** A longer explanation, markdown. */
  readonly detail: string;
}

/** Server to client: the analysis of a document changed, ask for its shading again. */
export const REFRESH_NOTIFICATION = 'gilscope/refresh';
export interface RefreshParams {
  readonly uri: string;
}

/** Server to client: the C and C++ files under a folder, where only the editor knows the file system. */
export const FIND_FILES_REQUEST = 'gilscope/findFiles';
export interface FindFilesParams {
  readonly folder: string;
}
export type FindFilesResult = readonly string[];

/** Server to client: the text of such a file; null where there is none. */
export const READ_FILE_REQUEST = 'gilscope/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
export type ReadFileResult = { readonly text: string } | null;

/** A gilscope.toml as the editor has read it. */
export interface ConfigurationText {
  readonly uri: string;
  readonly text: string;
}

/** Client to server: all gilscope.toml of the workspace, again after each change of one. */
export const CONFIGURATIONS_NOTIFICATION = 'gilscope/configurations';
export interface ConfigurationsParams {
  readonly files: readonly ConfigurationText[];
}

/** The first message to a server in a worker, before the protocol begins: a worker can read nothing by itself. */
export interface WorkerStart extends ConfigurationsParams {
  readonly version: string;
  readonly runtime: Uint8Array;
  readonly c: Uint8Array;
  readonly cpp: Uint8Array;
  /** The folder with one page a rule, as an address that ends in a slash. */
  readonly documentation: string;
}

/** How far the analysis of a document got, for a status item. */
export const COVERAGE_REQUEST = 'gilscope/coverage';
export interface CoverageParams {
  readonly textDocument: { readonly uri: string };
}
export interface CoverageResult {
  readonly functions: number;
  readonly incomplete: readonly { readonly name: string; readonly line: number; readonly reason: string }[];
  readonly calls: { readonly resolved: number; readonly unknown: number };
  /** Files of the folder that are known; the document alone where nothing is indexed. */
  readonly files: number;
  /** How much of what is being read of the folder is done, from 0 to 1; null while nothing is. */
  readonly reading: number | null;
  /** What is wrong in the configuration file that is in force for the document. */
  readonly configuration: readonly { readonly uri: string; readonly line: number; readonly message: string }[];
}
/** Commands of the client that lenses and actions name where it says that it has them. */
export const SHOW_REPORT_COMMAND = 'gilscope.showReport';
export const EXPLAIN_RULE_COMMAND = 'gilscope.explainRule';

/** All that is known of the workspace, files that are not open included. It takes a while, and can be cancelled. */
export const REPORT_REQUEST = 'gilscope/report';
export type ReportResult = ReportData;

/** Server to client, once a report was asked for: files on the disk or the settings are others, a new one is due. */
export const REPORT_CHANGED_NOTIFICATION = 'gilscope/reportChanged';
