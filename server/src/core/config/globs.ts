// Globs over paths, as in a .gitignore, because that is what the search for files understands already.
// Easy to get wrong: paths are relative to the folder of the configuration and have slashes on every system; what lies
// outside of that folder matches nothing.
import ignore from 'ignore';

export interface Globs {
  /** @param path relative to the folder of the configuration; a folder ends in a slash */
  match(path: string): boolean;
}

export function globsOf(patterns: readonly string[]): Globs {
  const rules = ignore({ ignorecase: false }).add([...patterns]);
  return { match: (path) => patterns.length > 0 && ignore.isPathValid(path) && rules.ignores(path) };
}

/** What is wrong with a glob, as the rest of a sentence; undefined where it is fine. */
export function wrongGlob(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'is empty';
  if (pattern.startsWith('!')) return 'begins with `!`: globs cannot be negated here';
  if (pattern.includes('\\')) return 'has a backslash: write `/` between folders, on every system';
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(pattern)) return 'has `.` or `..`: globs begin at the folder of gilscope.toml';
  if (/[{}]/.test(pattern)) return 'has braces: write one glob for each alternative';
  if ((pattern.match(/\[/g) ?? []).length !== (pattern.match(/\]/g) ?? []).length) return 'has a `[` without its `]`';
  return undefined;
}
