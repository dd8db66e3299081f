// The real code that the scripts measure and check with: CPython's Modules, Objects and Python.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const CPYTHON_FOLDERS: readonly string[] = ['Modules', 'Objects', 'Python'];

/** The root of CPython's sources, which are downloaded the first time. */
export function fetchCpython(): string {
  const { status, stdout } = spawnSync('bash', ['scripts/fetch-cpython.sh'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the sources of CPython are not to be had');
  return stdout.trim();
}

/** The files in and below the folders whose names end so, in order. */
export function filesIn(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => endings.some((ending) => path.endsWith(ending)) && statSync(path).isFile())
      .sort(),
  );
}
