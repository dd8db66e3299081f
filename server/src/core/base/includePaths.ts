// Which file an `#include` means. Include paths are not known, so a name is looked for beside the file first, and then as
// the end of the paths of the files that there are; of several the one that shares most of its folders with the file wins.

export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** @param candidates the files of that last part, in any order */
export function includedFile(from: string, name: string, candidates: readonly string[]): string | undefined {
  const beside = normal(`${from.slice(0, from.length - baseName(from).length)}${name}`);
  const tail = normal(name).replace(/^(?:\.\.\/)+/, '');
  let best: string | undefined;
  let most = -1;
  for (const path of candidates) {
    const plain = normal(path);
    if (plain === beside) return path;
    if (plain !== tail && !plain.endsWith(`/${tail}`)) continue;
    const shared = sharedFolders(from, path);
    if (shared > most || (shared === most && best !== undefined && path < best)) [best, most] = [path, shared];
  }
  return best;
}

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
  if (!/[\\]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split(/[\\/]/)) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
