// The settings of the user. They reach a server in three ways, and an editor may use any of them: with the first
// message, on request, or with a notification when they change. Whatever is missing or of the wrong type is left as is.
import type { Options } from '../core/project.js';

export const SECTION = 'gilscope';

export interface Settings extends Options {
  /** Whether files that are not open are read as well. */
  readonly indexEnabled: boolean;
}

export const DEFAULT_SETTINGS: Settings = { showMaybe: false, indexEnabled: true };

/** `base` with what `raw` says; `raw` may be the section itself or an object that holds it. */
export function readSettings(raw: unknown, base: Settings): Settings {
  const section = property(raw, SECTION) ?? raw;
  return {
    showMaybe: truth(property(section, 'showMaybe')) ?? base.showMaybe,
    indexEnabled: truth(property(property(section, 'index'), 'enabled')) ?? base.indexEnabled,
  };
}

export const sameSettings = (a: Settings, b: Settings): boolean =>
  a.showMaybe === b.showMaybe && a.indexEnabled === b.indexEnabled;

const truth = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
