// The thread oracle: whether gilscope's fixes do what they are for. Extension modules that hold the GIL while they wait
// or compute are built as they are and with all fixes that are offered, and both run in four threads: the mended one
// must be several times as fast, with the same results. docs/oracle-threads.md says what that proves.
// Prints `ok`, `not ok` or `unclear` for each sample and totals; ends with 1 where anything is not as it should be, with
// 2 where Python's headers or a compiler is missing or the machine was too busy to tell.
// Easy to get wrong: nothing else may run meanwhile, so samples come one after the other.
//
//   npm run oracle:threads [-- NAME… | --short | --write | --ready]
//   NAME: samples with this in their name; --write: the page; --ready: only whether all is there that is wanted
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadParsers } from '../../server/src/host/parsers.js';
import { findPython, PACKAGES, type Python } from './threads/extension.js';
import { show, totals, writeFigures } from './threads/report.js';
import { readThreadSamples, type ThreadSample } from './threads/samples.js';
import { type Goals, judge } from './threads/verdict.js';

const GOALS: Goals = { waits: 3.5, computes: 1.7 };
/** For every change, on whatever machine: a wait must be gone, and what computes only has to come to the same. */
const SHORT_GOALS: Goals = { waits: 2, computes: 0 };
const SHORT = ['nap', 'ready', 'squeeze'];

function chosen(names: readonly string[], short: boolean): readonly ThreadSample[] {
  const all = readThreadSamples();
  if (short) return all.filter(({ name }) => SHORT.includes(name));
  const found = all.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
  if (found.length === 0) throw new Error('no sample has such a name');
  return found;
}

async function main(python: Python): Promise<void> {
  const started = performance.now();
  const parsers = await loadParsers(resolve('dist'), true);
  const verdicts = chosen(positionals, values.short).map((sample) => {
    const verdict = judge(sample, parsers, python, values.short ? SHORT_GOALS : GOALS);
    show(verdict);
    return verdict;
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${totals(verdicts)}; ${seconds} s`);
  if (verdicts.some(({ outcome }) => outcome === 'not ok')) process.exitCode = 1;
  else if (verdicts.some(({ outcome }) => outcome === 'unclear')) process.exitCode = 2;
  if (values.write) writeFigures(verdicts, python, seconds);
}

const flag = { type: 'boolean', default: false } as const;
const { values, positionals } = parseArgs({
  options: { short: flag, write: flag, ready: flag },
  allowPositionals: true,
});
const python = findPython();
if (python === undefined) {
  console.error(`NOTHING IS RUN: this needs the Debian packages ${PACKAGES}, and a Python that has a GIL`);
  process.exitCode = 2;
} else if (!values.ready) await main(python);
