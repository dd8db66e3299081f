// What files say about names, by name and file. Tells which names are said something else of after a file changed.

export interface NameIndex<T> {
  of(name: string): ReadonlyMap<string, readonly T[]>;
  /** Returns the names of which the file says something else now. */
  replace(path: string, entries: readonly T[]): readonly string[];
}

/** @param keyOf what entries say, as a text: where they stand must not be in it */
export function createNameIndex<T>(
  nameOf: (entry: T) => string,
  keyOf: (entries: readonly T[]) => string,
): NameIndex<T> {
  const byName = new Map<string, Map<string, readonly T[]>>();
  const byFile = new Map<string, ReadonlyMap<string, readonly T[]>>();
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
      for (const name of new Set([...before.keys(), ...now.keys()])) {
        const list = now.get(name);
        if (keyOf(before.get(name) ?? []) !== keyOf(list ?? [])) changed.push(name);
        const files = byName.get(name) ?? new Map<string, readonly T[]>();
        if (list === undefined) files.delete(path);
        else files.set(path, list);
        byName.set(name, files);
      }
      byFile.set(path, now);
      return changed;
    },
  };
}
