// The settings of the user. They reach a server in three ways, and an editor may use any of them: with the first
// message, on request, or with a notification when they change. Whatever is missing or of the wrong type is left as is.
import type { Options } from '../core/project.js';

export const SECTION = 'gilscope';
export const DEFAULT_SETTINGS: Options = { showMaybe: false };

/** `base` with what `raw` says; `raw` may be the section itself or an object that holds it. */
export function readSettings(raw: unknown, base: Options): Options {
  const section = property(raw, SECTION) ?? raw;
  const showMaybe = property(section, 'showMaybe');
  return typeof showMaybe === 'boolean' ? { ...base, showMaybe } : base;
}

export const sameSettings = (a: Options, b: Options): boolean => a.showMaybe === b.showMaybe;

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
