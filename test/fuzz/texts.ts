// The texts that are mutated: all fixtures, and real files where they are there.
// Found from the working directory: a bundled script does not know where its source lay.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = 'test/fixtures';
const KEPT = 'test/fuzz/kept';
const CPYTHON = '.cache/corpus/Python-3.11.2/Modules';
const REAL = ['_ssl.c', 'socketmodule.c', 'posixmodule.c', '_sqlite/connection.c', 'zlibmodule.c', '_threadmodule.c'];

const isSource = (name: string): boolean => /\.(?:c|cpp|h)$/.test(name);

/** The fixtures, with their markers, which are comments; in an order that is always the same. */
export const fixtureTexts = (): string[] =>
  readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter(isSource)
    .sort()
    .map((name) => readFileSync(join(FIXTURES, name), 'utf8'));

/** Files of CPython, where its sources were fetched. */
export const realTexts = (): string[] =>
  REAL.map((name) => join(CPYTHON, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));

/** Inputs that failed once, by name. */
export const keptTexts = (): { readonly path: string; readonly text: string }[] =>
  readdirSync(KEPT)
    .filter(isSource)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(KEPT, path), 'utf8') }));
