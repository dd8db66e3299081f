// Holds the fixes against the compiler: every fix that is offered on real sources is put in and compiled, alone and with
// all others of its file, and must leave the compiler with no more to say than before. docs/oracle-fixes.md has the figures.
// And with all regions of a file of CPython taken out, the fixes are asked to bring them back.
// Ends with 1 where a fix compiles worse, with 2 where a compiler is missing.
// Easy to get wrong: files are parsed in the context of their whole tree, as an editor has it, not each by itself.
//
//   npm run oracle:fixes [-- --corpus NAME,… --files TEXT --no-mutants --write | --short]     wants `npm run build`
//   --files: only files with this in their path; --write: the page; --short: the small sample of `npm test`
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createProject, type Project } from '../../server/src/core/project.js';
import { loadParsers } from '../../server/src/host/parsers.js';
import { regionsOf } from '../corpus/regions.js';
import { type Compiler, compilerVersions, createCompiler } from './fixes/compiler.js';
import { CORPORA, type Corpus, installFor, SOURCES, type Tree, treeOf } from './fixes/corpora.js';
import { type MutantTrial, tryMutant } from './fixes/mutants.js';
import { type CorpusResult, pageOf, showFile, showMutant, showTotals, writePage } from './fixes/report.js';
import { shortRun } from './fixes/short.js';
import { type FileTrial, tryFile } from './fixes/trial.js';

const FOLDER = resolve('.cache/oracle/fixes');
const MUTATED = 'CPython';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    files: { type: 'string', default: '' },
    'no-mutants': { type: 'boolean', default: false },
    'only-mutants': { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const parsers = await loadParsers(resolve('dist'), true);

function projectOf({ files }: Tree): Project {
  const project = createProject({ parsers, options: { showMaybe: false } });
  for (const path of files) project.setFile(path, readFileSync(path, 'utf8'));
  return project;
}

/** Small files first: what goes wrong is seen early. */
const sourcesOf = ({ files }: Tree): string[] =>
  files
    .filter((path) => SOURCES.test(path) && path.includes(options.files))
    .sort((a, b) => statSync(a).size - statSync(b).size);

async function tryTree(tree: Tree, compiler: Compiler): Promise<CorpusResult> {
  const { corpus, root } = tree;
  const project = projectOf(tree);
  const [files, mutants]: [FileTrial[], MutantTrial[]] = [[], []];
  for (const path of sourcesOf(tree)) {
    const text = readFileSync(path, 'utf8');
    const input = { project, compiler, unit: tree.unit(path), text, name: relative(root, path) };
    if (!options['only-mutants']) {
      const trial = await tryFile(input);
      files.push(trial);
      showFile(corpus.name, trial);
    }
    if (corpus.name !== MUTATED || options['no-mutants'] || regionsOf(text).length === 0) continue;
    const mutant = await tryMutant(input);
    mutants.push(mutant);
    showMutant(mutant);
  }
  return { name: corpus.name, source: corpus.source?.[0] ?? 'CPython 3.11.2', files, mutants };
}

async function everything(versions: string): Promise<readonly CorpusResult[]> {
  const wanted = options.corpus?.split(',');
  const chosen = CORPORA.filter(({ name }: Corpus) => wanted?.includes(name) ?? true);
  if (!installFor(chosen, FOLDER)) console.log('some headers could not be installed: files that want them are counted');
  const compiler = createCompiler(resolve(FOLDER, 'compiled'), versions);
  const results: CorpusResult[] = [];
  for (const corpus of chosen) {
    const tree = treeOf(corpus, FOLDER);
    if (tree === undefined) console.log(`${corpus.name} is NOT TRIED: its sources are not to be had`);
    else results.push(await tryTree(tree, compiler));
  }
  return results;
}

const versions = compilerVersions();
mkdirSync(FOLDER, { recursive: true });
if (versions === undefined) {
  console.error('gcc or g++ is MISSING: no fix was compiled. Debian has them in the packages gcc and g++.');
  process.exitCode = 2;
} else if (options.short) {
  process.exitCode = (await shortRun(parsers, createCompiler(resolve(FOLDER, 'compiled'), versions))) ? 0 : 1;
} else {
  const results = await everything(versions);
  const right = showTotals(results);
  if (options.write) writePage(pageOf(results, versions));
  process.exitCode = right ? 0 : 1;
}
