// Which files of the project a file includes, directly or through others, with the sources that belong to the headers.
// Paths are compared from their ends: where the compiler looks for headers is not known.

const SOURCE_ENDINGS = ['.cpp', '.cc', '.cxx'];
const stem = (path: string): string => path.replace(/\.\w+$/, '');
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Answers with the included files in the order of their paths, without the file itself. */
export function includedFiles(
  paths: Iterable<string>,
  includesOf: (path: string) => readonly string[],
): (path: string) => readonly string[] {
  const byName = new Map<string, string[]>();
  for (const other of paths) {
    const known = byName.get(baseName(other));
    if (known === undefined) byName.set(baseName(other), [other]);
    else known.push(other);
  }
  return (path) => {
    const found = new Set<string>();
    const waiting = [path];
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop())
      for (const include of includesOf(from)) {
        const tail = include.replace(/^(?:\.\.?\/)+/, '');
        for (const header of byName.get(baseName(tail)) ?? []) {
          if (found.has(header) || !(header === tail || header.endsWith(`/${tail}`))) continue;
          found.add(header);
          waiting.push(header);
          for (const ending of SOURCE_ENDINGS)
            for (const source of byName.get(baseName(stem(header) + ending)) ?? [])
              if (stem(source) === stem(header)) found.add(source);
        }
      }
    found.delete(path);
    return [...found].sort();
  };
}
