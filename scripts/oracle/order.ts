// Whether the order in which files come, and the way in which they are taken in, matters: CPython's Modules in random
// orders and chunks, compared byte for byte with the same files put in by their paths. Ends with 1 where it does.
//
//   npm run oracle:order -- [--rounds N] [--seed S] [FOLDER…]
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createProject, type Project } from '../../server/src/core/project.js';
import { loadParsers } from '../../server/src/host/parsers.js';
import { fetchCpython, filesIn } from '../corpus/cpython.js';
import { seen } from './purity/fresh.js';
import { arrivals, bringIn } from './purity/orders.js';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string', default: '20261126' } },
  allowPositionals: true,
});
const root = positionals.length > 0 ? process.cwd() : fetchCpython();
const folders = positionals.length > 0 ? positionals.map((path) => resolve(path)) : [join(root, 'Modules')];
const sources = filesIn(folders, ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp']).map((path) => ({
  path: relative(root, path),
  text: readFileSync(path, 'utf8'),
}));
const paths = sources.map(({ path }) => path);
const parsers = await loadParsers(resolve('dist'), true);
const newProject = (): Project => createProject({ parsers, options: { showMaybe: true } });

const plain = newProject();
for (const { path, text } of sources) plain.setFile(path, text);
const wanted = new Map(paths.map((path) => [path, seen(plain, [path])]));
const bytes = [...wanted.values()].reduce((sum, said) => sum + said.length, 0);
console.log(`${sources.length} files, ${bytes} bytes of answers`);

const orders = fc.sample(arrivals(sources), { seed: Number(values.seed), numRuns: Number(values.rounds) });
let failures = 0;
for (const [round, all] of orders.entries()) {
  const started = performance.now();
  const project = newProject();
  bringIn(project, all);
  const different = paths.filter((path) => seen(project, [path]) !== wanted.get(path));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`round ${round}: ${all.length} chunks, ${different.length} files differ, ${seconds} s`);
  for (const path of different) console.log(`  FAILED ${path}`);
  failures += different.length;
}
process.exitCode = failures > 0 ? 1 : 0;
