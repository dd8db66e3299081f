// A change of a file as `git apply` takes it.
// Easy to get wrong: a line `diff --git` would make git take the path from the top of its tree, and the paths here are
// those of the folder that the command runs in; a name is quoted as in C; one with a space ends at a tab.
import { structuredPatch } from 'diff';

/** Empty where nothing changes. The texts must have their byte order mark, if the file has one. */
export function patchOf(path: string, before: string, after: string): string {
  if (before === after) return '';
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 3 });
  const lines = hunks.flatMap((hunk) => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
  return [`--- ${named('a', path)}`, `+++ ${named('b', path)}`, ...lines, ''].join('\n');
}

const range = (start: number, count: number): string => (count === 1 ? String(start) : `${start},${count}`);

function named(side: 'a' | 'b', path: string): string {
  const name = `${side}/${path}`;
  const quoted = name.replace(QUOTED, (c) => ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
  if (quoted !== name) return `"${quoted}"`;
  return name.includes(' ') ? `${name}\t` : name;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be quoted
const QUOTED = /["\\\x00-\x1f\x7f]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
