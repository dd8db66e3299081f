// What the client and the server say to each other beyond the LSP. Types only, so that the client may import them.
import type { Position, Range } from 'vscode-languageserver-protocol';

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
