// The small form of the state oracle: a sample with probes is built, run, and held against what is predicted.
// It wants a C compiler and Python's headers; without them it fails, since silence would look like agreement.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
