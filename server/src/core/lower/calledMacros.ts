// The macros that stand in the graphs of a file as calls, for whoever resolves calls: aliases with the name that they
// stand for, function-like macros with the names that their bodies call. Macros of headers are among them.
import type { MacroMeanings } from './names.js';

export interface CalledMacros {
  /** @param names as the lowering of a function noted them, in the meanings at that function */
  add(names: readonly string[], meanings: MacroMeanings): void;
  readonly aliases: ReadonlyMap<string, string>;
  readonly functionMacros: ReadonlyMap<string, readonly string[]>;
}

export function calledMacros(): CalledMacros {
  const aliases = new Map<string, string>();
  const functionMacros = new Map<string, readonly string[]>();
  const add = (names: readonly string[], meanings: MacroMeanings): void => {
    for (const name of names) {
      if (aliases.has(name) || functionMacros.has(name)) continue;
      const calls = meanings.callsOf(name);
      if (calls === undefined) continue;
      if (calls.isFunctionLike) functionMacros.set(name, calls.names);
      else aliases.set(name, calls.names[0] ?? name);
      add(calls.names, meanings);
    }
  };
  return { add, aliases, functionMacros };
}
