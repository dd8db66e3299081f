// The small form of the state oracle: a sample, and two modules of CPython under its own tests, are built with probes, run,
// and held against what is predicted.
// It wants a C compiler and Python's headers; without them it fails, since silence would look like agreement.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchCpython } from '../../scripts/corpus/cpython.js';
import { type FileResult, resultsOf } from '../../scripts/oracle/observations.js';

const PYTHON = '/usr/bin/python3';
const SCRIPT = `
import sample
for n in (0, 1, 2, 5, 200): print(sample.count(n))
sample.call_elsewhere(lambda: None)
`;

const run = (command: string, args: readonly string[], cwd: string, environment = {}): string => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

describe('probes in a running program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gilscope-state-'));
  let result: FileResult | undefined;
  let expected = '';
  let printed = '';
  beforeAll(() => {
    copyFileSync('test/oracle/state/sample.c', join(folder, 'sample.c'));
    run(resolve('dist/gilscope.js'), ['instrument', 'sample.c', '--isolated', '--out', 'probed'], folder);
    const include = run(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("include"))'], folder).trim();
    const build = (sources: readonly string[]): void =>
      void run('gcc', ['-shared', '-fPIC', '-pthread', `-I${include}`, ...sources, '-o', 'sample.so'], folder);
    const call = (): string => run(PYTHON, ['-c', SCRIPT], folder, { GILSCOPE_PROBES: folder });
    build(['sample.c']);
    expected = call();
    build(['probed/sample.c', 'probed/gilscope_probe.c']);
    printed = call();
    [result] = resultsOf(join(folder, 'probed'), folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('change nothing of what it does', () => {
    expect(printed).toBe(expected);
    expect(printed.split('\n').length).toBeGreaterThan(5);
  });

  it('see what is predicted', () => {
    expect(result?.contradictions).toEqual([]);
    expect(result?.reached).toBeGreaterThan(30);
    expect(result?.exactly).toBeGreaterThan(20);
  });
});

/** Modules that release the GIL around a library, each with a lock of its own, and what they are linked with. */
const MODULES = [
  { module: '_bz2', source: '_bz2module.c', library: 'bz2', test: 'test_bz2' },
  { module: '_lzma', source: '_lzmamodule.c', library: 'lzma', test: 'test_lzma' },
];

describe("probes in modules of CPython, under CPython's own tests", () => {
  const folder = mkdtempSync(join(tmpdir(), 'gilscope-state-'));
  const at = (...parts: string[]): string => join(folder, ...parts);
  const counts = at('counts');
  let results: readonly FileResult[] = [];
  let printed = '';
  beforeAll(() => {
    const cpython = fetchCpython();
    mkdirSync(counts);
    for (const { source } of MODULES)
      for (const file of [source, `clinic/${source}.h`]) cpSync(join(cpython, 'Modules', file), at('plain', file));
    // What both include: its functions are called on every path.
    const shared = 'pycore_blocks_output_buffer.h';
    cpSync(join(cpython, 'Include/internal', shared), at('plain', shared));
    writeFileSync(at('plain/gilscope.toml'), '');
    mkdirSync(at('modules'));
    symlinkSync(join(cpython, 'Lib/test'), at('modules/test'));
    const files = MODULES.map(({ source }) => source);
    run(resolve('dist/gilscope.js'), ['instrument', ...files, '--out', '../probed'], at('plain'));
    const include = run(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("include"))'], folder).trim();
    const flags = ['-shared', '-fPIC', '-O1', '-DPy_BUILD_CORE_MODULE', `-I${include}`, `-I${include}/internal`];
    const runtime = at('probes.so');
    run('gcc', ['-shared', '-fPIC', '-O1', `-I${include}`, at('probed/gilscope_probe.c'), '-o', runtime], folder);
    for (const { module, source, library } of MODULES)
      run(
        'gcc',
        [...flags, `-I${at('plain')}`, at('probed', source), `-l${library}`, '-o', at('modules', `${module}.so`)],
        folder,
      );
    printed = run(PYTHON, ['-m', 'test', '-j2', ...MODULES.map(({ test }) => test)], folder, {
      PYTHONPATH: at('modules'),
      LD_PRELOAD: runtime,
      GILSCOPE_PROBES: counts,
    });
    results = resultsOf(at('probed'), counts);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leave the verdicts as they are', () => {
    expect(printed).toMatch(/All 2 tests OK|Result: SUCCESS/);
  });

  it('see what is predicted, and nearly all of it exactly', () => {
    expect(results.map(({ path }) => path)).toEqual(MODULES.map(({ source }) => source));
    for (const { contradictions, reached, exactly, observations } of results) {
      expect(contradictions).toEqual([]);
      expect(reached).toBeGreaterThan(150);
      expect(observations).toBeGreaterThan(50_000);
      expect(exactly / reached).toBeGreaterThan(0.95);
    }
  });
});
