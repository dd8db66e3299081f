// How a file is called in everything a user reads: as they named it, in the one spelling that is the same everywhere.
import { isAbsolute, relative, sep } from 'node:path';

/** Relative to `cwd` where the file lies below it or where the user gave a relative path; slashes on every system. */
export function displayPath(absolute: string, given: string, cwd: string): string {
  const inside = relative(cwd, absolute);
  const outside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  const shown = outside && isAbsolute(given) ? absolute : inside === '' ? '.' : inside;
  return sep === '/' ? shown : shown.split(sep).join('/');
}
