// Where things are. Plain Node: the scripts that import this run before anything is installed.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A folder below .cache/, made if it is missing. */
export function cacheFolder(...names) {
  const folder = path.join(ROOT, '.cache', ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
