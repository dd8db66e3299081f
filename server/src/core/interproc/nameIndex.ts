// What files say about names, by name and file. Tells which names are said something else of after a file changed.

export interface NameIndex<T> {
  of(name: string): ReadonlyMap<string, readonly T[]>;
  /** Returns the names of which the file says something else now. */
  replace(path: string, entries: readonly T[]): readonly string[];
}

/** @param same whether two entries say the same, wherever they stand */
export function createNameIndex<T>(nameOf: (entry: T) => string, same: (a: T, b: T) => boolean): NameIndex<T> {
  const byName = new Map<string, Map<string, readonly T[]>>();
  const byFile = new Map<string, ReadonlyMap<string, readonly T[]>>();
  const isSaid = (entry: T, before: T | undefined): boolean => before !== undefined && same(entry, before);
  const nothing: ReadonlyMap<string, readonly T[]> = new Map();
  return {
    of: (name) => byName.get(name) ?? nothing,
    replace(path, entries) {
      const before = byFile.get(path) ?? nothing;
      if (before.size === 0 && entries.length === 0) return [];
      const now = new Map<string, T[]>();
      for (const entry of entries) {
        const list = now.get(nameOf(entry));
        if (list === undefined) now.set(nameOf(entry), [entry]);
        else list.push(entry);
      }
      const changed: string[] = [];
      for (const name of before.keys()) {
        if (now.has(name)) continue;
        changed.push(name);
        byName.get(name)?.delete(path);
      }
      for (const [name, list] of now) {
        const said = before.get(name);
        if (said?.length !== list.length || !list.every((entry, i) => isSaid(entry, said[i]))) changed.push(name);
        const files = byName.get(name);
        if (files === undefined) byName.set(name, new Map([[path, list]]));
        else files.set(path, list);
      }
      byFile.set(path, now);
      return changed;
    },
  };
}
