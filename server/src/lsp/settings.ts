// The settings of the user. They reach a server in three ways, and an editor may use any of them: with the first
// message, on request, or with a notification when they change. Whatever is missing or of the wrong type is left as is.
import type { Options } from '../core/project.js';

export const SECTION = 'gilscope';

export interface Settings extends Options {
  /** Whether files that are not open are read as well. */
  readonly indexEnabled: boolean;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** Editors take the tokens of one server only, which may be somebody else's. */
  readonly semanticTokens: boolean;
  /** Whether problems are told of files that are not open as well. */
  readonly wholeWorkspace: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  showMaybe: false,
  indexEnabled: true,
  inlayHints: true,
  codeLens: true,
  semanticTokens: false,
  wholeWorkspace: false,
};

/** `base` with what `raw` says; `raw` may be the section itself or an object that holds it. */
export function readSettings(raw: unknown, base: Settings): Settings {
  const section = property(raw, SECTION) ?? raw;
  const isOn = (name: string): boolean | undefined => truth(property(property(section, name), 'enabled'));
  const mode = property(section, 'diagnosticMode');
  return {
    showMaybe: truth(property(section, 'showMaybe')) ?? base.showMaybe,
    indexEnabled: isOn('index') ?? base.indexEnabled,
    inlayHints: isOn('inlayHints') ?? base.inlayHints,
    codeLens: isOn('codeLens') ?? base.codeLens,
    semanticTokens: isOn('semanticTokens') ?? base.semanticTokens,
    wholeWorkspace: mode === 'workspace' || (mode !== 'openFilesOnly' && base.wholeWorkspace),
  };
}

export const sameSettings = (a: Settings, b: Settings): boolean =>
  a.showMaybe === b.showMaybe &&
  a.indexEnabled === b.indexEnabled &&
  a.inlayHints === b.inlayHints &&
  a.codeLens === b.codeLens &&
  a.semanticTokens === b.semanticTokens &&
  a.wholeWorkspace === b.wholeWorkspace;

const truth = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
