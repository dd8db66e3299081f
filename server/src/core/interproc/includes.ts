// Which file an `#include` means. Include paths are not known, so a name is looked for beside the file first and then
// as the end of the paths of the program's files; of several the one that shares most of its folders with the file wins.

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
    const base = path.slice(path.lastIndexOf('/') + 1);
    const list = byBase.get(base);
    if (list === undefined) byBase.set(base, [path]);
    else list.push(path);
  }
  const resolve = (from: string, name: string): string | undefined => {
    const beside = normal(`${from.slice(0, from.lastIndexOf('/') + 1)}${name}`);
    if (files.has(beside)) return beside;
    const plain = normal(name).replace(/^(?:\.\.\/)+/, '');
    const ending = (byBase.get(plain.slice(plain.lastIndexOf('/') + 1)) ?? []).filter(
      (path) => path === plain || path.endsWith(`/${plain}`),
    );
    let best: string | undefined;
    let most = -1;
    for (const path of ending) {
      const shared = sharedFolders(from, path);
      if (shared > most) [best, most] = [path, shared];
    }
    return best;
  };

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

/** How many folders two paths have in common, from the root. */
export function sharedFolders(a: string, b: string): number {
  let shared = 0;
  for (let at = 0; ; shared++) {
    const end = a.indexOf('/', at);
    if (end < 0 || !b.startsWith(a.slice(at, end + 1), at)) return shared;
    at = end + 1;
  }
}

/** Without `.` and `x/..`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
