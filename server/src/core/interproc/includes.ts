// Which files of the program reach which through `#include`.
import { baseName, includedFile } from '../base/includePaths.js';

export interface Includes {
  /** Files reached through `#include`, directly or not, in the order of the directives; without the file itself. */
  reached(path: string): readonly string[];
  /** Files that reach this one. */
  reachedFrom(path: string): readonly string[];
  /** The names in the directives of the file and of all that it reaches, those of other libraries among them. */
  names(path: string): ReadonlySet<string>;
}

/** @param files each file's path with the names in its directives */
export function includesOf(files: ReadonlyMap<string, ReadonlySet<string>>): Includes {
  const byBase = new Map<string, string[]>();
  for (const path of [...files.keys()].sort()) {
    const base = baseName(path);
    const list = byBase.get(base);
    if (list === undefined) byBase.set(base, [path]);
    else list.push(path);
  }
  const resolve = (from: string, name: string): string | undefined =>
    includedFile(from, name, byBase.get(baseName(name)) ?? []);

  const direct = new Map<string, string[]>();
  const reverse = new Map<string, string[]>();
  for (const path of [...files.keys()].sort())
    for (const name of files.get(path) ?? []) {
      const file = resolve(path, name);
      if (file === undefined || file === path) continue;
      append(direct, path, file);
      append(reverse, file, path);
    }
  const reached = memoized((path) => closure(direct, path));
  return {
    reached,
    reachedFrom: memoized((path) => closure(reverse, path)),
    names: memoized((path) => new Set([path, ...reached(path)].flatMap((at) => [...(files.get(at) ?? [])]))),
  };
}

const append = (map: Map<string, string[]>, key: string, value: string): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
};

const memoized = <T>(compute: (path: string) => T): ((path: string) => T) => {
  const known = new Map<string, T>();
  return (path) => {
    let found = known.get(path);
    if (found === undefined) {
      found = compute(path);
      known.set(path, found);
    }
    return found;
  };
};

/** Everything that edges lead to, nearest first; a cycle does not bring the start back. */
function closure(edges: ReadonlyMap<string, readonly string[]>, path: string): readonly string[] {
  const seen = new Set<string>([path]);
  for (const at of seen) for (const next of edges.get(at) ?? []) seen.add(next);
  seen.delete(path);
  return [...seen];
}

/** Whether a file reaches the same files, and is reached by the same, with both. */
export function sameReach(path: string, a: Includes, b: Includes): boolean {
  return (
    sameList(a.reached(path), b.reached(path)) &&
    sameList(a.reachedFrom(path), b.reachedFrom(path)) &&
    sameList([...a.names(path)], [...b.names(path)])
  );
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((path, i) => path === b[i]);

/** Whether two files lie in the same folder. */
export const isBeside = (a: string, b: string): boolean =>
  a.slice(0, a.lastIndexOf('/')) === b.slice(0, b.lastIndexOf('/'));
