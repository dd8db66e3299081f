// The small form for every change: files of the repository, each of which must be offered fixes that compile as before,
// and get its regions back where it has some. Prints `ok` or `not ok` for each.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createProject, type Parsers } from '../../../server/src/core/project.js';
import { filesIn } from '../../corpus/cpython.js';
import { regionsOf } from '../../corpus/regions.js';
import type { Compiler, Unit } from './compiler.js';
import { pythonHeaders, SOURCES } from './corpora.js';
import { tryMutant } from './mutants.js';
import { tryFile } from './trial.js';

const SAMPLES = 'test/oracle/fixes';

/** Returns whether all is well. */
export async function shortRun(parsers: Parsers, compiler: Compiler): Promise<boolean> {
  const headers = pythonHeaders();
  if (!existsSync(join(headers, 'Python.h'))) {
    console.error("Python's headers are MISSING: no fix was compiled. Debian has them in the package python3-dev.");
    return false;
  }
  const verdicts: boolean[] = [];
  for (const path of filesIn([resolve(SAMPLES)], ['.c', '.cpp']).filter((each) => SOURCES.test(each))) {
    const language = path.endsWith('.c') ? 'c' : 'c++';
    const unit = { path, language, flags: [`-I${headers}`, '-Wno-unused-parameter'] } as const;
    const complaints = await complaintsOf(parsers, compiler, unit);
    verdicts.push(complaints.length === 0);
    console.log(`${complaints.length === 0 ? 'ok' : 'not ok'} ${basename(path)}`);
    for (const complaint of complaints) console.log(`  ${complaint}`);
  }
  return verdicts.length > 0 && verdicts.every((well) => well);
}

async function complaintsOf(parsers: Parsers, compiler: Compiler, unit: Unit): Promise<readonly string[]> {
  const project = createProject({ parsers, options: { showMaybe: false } });
  const input = { project, compiler, unit, text: readFileSync(unit.path, 'utf8'), name: basename(unit.path) };
  project.setFile(unit.path, input.text);
  const complaints: string[] = [];
  if (regionsOf(input.text).length > 0) {
    const { missed, lacking, removed, unreported, verdict, diagnostics } = await tryMutant(input);
    if (removed === 0 || unreported > 0) complaints.push('a region that is gone is not missed');
    for (const { line, call, reason } of [...missed, ...lacking])
      complaints.push(`line ${line}: ${call}() is not released again: ${reason}`);
    if (verdict !== 'as before') complaints.push(`with its regions back it is ${verdict}`, ...diagnostics);
    return complaints;
  }
  const { broken, tried, asked, together } = await tryFile(input);
  if (broken !== undefined) complaints.push(`it does not compile: ${broken}`);
  if (tried.length === 0) complaints.push('no fix is offered');
  for (const { line, rule, fixes, refusal } of asked)
    if (fixes === 0 && refusal === undefined) complaints.push(`line ${line}: ${rule} has neither a fix nor a reason`);
  for (const { line, title, verdict, diagnostics } of [...tried, { line: 0, title: 'all fixes', ...together }])
    if (verdict !== 'as before') complaints.push(`line ${line}: ${title}: ${verdict}`, ...diagnostics);
  return complaints;
}
