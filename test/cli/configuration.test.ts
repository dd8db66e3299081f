// gilscope.toml on the command line: which one counts, what is said about a broken one, and what the options do.
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../server/src/cli/services.js';
import { createProject, type Parsers, RULES } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope, type Outcome } from './support/terminal.js';

let services: Services;

beforeAll(async () => {
  const parsers: Parsers = await parsersForTests();
  services = { ...fakeServices, rules: RULES, createProject, loadParsers: async () => parsers };
});

const SOURCE = `#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *self, PyObject *unused)
{
    sleep(5);
    wait_for_card(self);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};
`;

async function check(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: readonly string[] = [],
  prepare: (folder: string) => void = () => undefined,
): Promise<Outcome> {
  const cwd = folderWith({ 'a.c': SOURCE, ...files });
  prepare(cwd);
  return gilscope(['check', '.', '--format', 'concise', ...options], { cwd, services });
}

const findings = ({ out }: Outcome): readonly string[] =>
  out.split('\n').flatMap((line) => {
    const match = /^([\w./-]+):\d+:\d+: (\w+): (\w+)\(\)/.exec(line);
    return match === null ? [] : [`${match[1]} ${match[2]} ${match[3]}`];
  });

describe('a configuration', () => {
  it('changes severities, and the exit code with them', async () => {
    const mild = await check({ 'gilscope.toml': '[rules]\nblocking-with-gil = "info"\n' });
    expect([mild.code, mild.error, findings(mild)]).toEqual([0, '', ['a.c info sleep']]);
    const strict = await check({ 'gilscope.toml': '[rules]\nblocking-with-gil = "error"\n' }, ['--fail-on', 'error']);
    expect([strict.code, findings(strict)]).toEqual([1, ['a.c error sleep']]);
    const off = await check({ 'gilscope.toml': '[rules]\nblocking-with-gil = "off"\n' });
    expect([off.code, findings(off)]).toEqual([0, []]);
  });

  it('adds rows', async () => {
    const row = '[[blocking]]\nname = "wait_for_card"\nclass = "io-device"\n';
    expect(findings(await check({ 'gilscope.toml': row }))).toEqual(['a.c warning sleep', 'a.c warning wait_for_card']);
  });

  it('is the nearest one, as a whole', async () => {
    const outcome = await check({
      'gilscope.toml': '[rules]\nblocking-with-gil = "off"\n',
      'lib/gilscope.toml': '[[overrides]]\nfiles = ["tests/**"]\nrules = { blocking-with-gil = "hint" }\n',
      'lib/b.c': SOURCE,
      'lib/tests/c.c': SOURCE,
    });
    expect(findings(outcome)).toEqual(['lib/b.c warning sleep', 'lib/tests/c.c hint sleep']);
  });

  it('lies above the folder that is checked, too', async () => {
    const cwd = folderWith({ 'gilscope.toml': '[rules]\nblocking-with-gil = "off"\n', 'src/deep/a.c': SOURCE });
    const outcome = await gilscope(['check', '.'], { cwd: path.join(cwd, 'src/deep'), services });
    expect(outcome.code).toBe(0);
  });

  it('says which files are looked for; a file that is named is always checked', async () => {
    const files = {
      'gilscope.toml': 'include = ["*.c", "*.inc"]\nexclude = ["generated"]\n',
      'b.cpp': SOURCE,
      'c.inc': SOURCE,
      'generated/d.c': SOURCE,
    };
    expect(findings(await check(files))).toEqual(['a.c warning sleep', 'c.inc warning sleep']);
    expect(findings(await check(files, ['generated/d.c', 'b.cpp']))).toHaveLength(4);
  });

  it('counts for `state` and `dump` as well', async () => {
    const cwd = folderWith({ 'a.c': SOURCE, 'gilscope.toml': 'colour = 1' });
    const { error } = await gilscope(['state', 'a.c:7'], { cwd, services });
    expect(error).toMatch(/^warning: gilscope\.toml:1:1: there is no key `colour`/);
    expect((await gilscope(['dump', '--ir', '--isolated', 'a.c'], { cwd, services })).error).toBe('');
  });
});

describe('a configuration with a mistake', () => {
  it('is reported with its place, and the rest still counts', async () => {
    const text = 'pyton = "3.9"\n[rules]\nnope = "off"\nblocking-with-gil = "info"\n';
    const { code, out, error } = await check({ 'gilscope.toml': text });
    expect(code).toBe(0);
    expect(error).toBe(
      'warning: gilscope.toml:1:1: there is no key `pyton`; did you mean `python`?\n' +
        'warning[unknown-suppression]: gilscope.toml:3:1: there is no rule `nope`; `gilscope rules` lists them\n',
    );
    expect(out).toContain('2 problems in gilscope.toml.');
  });

  it('is in the JSON', async () => {
    const { out } = await check({ 'gilscope.toml': 'platforms = ["beos"]' }, ['--format', 'json']);
    expect(JSON.parse(out).configProblems).toEqual([
      {
        path: 'gilscope.toml',
        line: 1,
        column: 14,
        endLine: 1,
        endColumn: 20,
        severity: 'warning',
        rule: null,
        message: expect.stringMatching(/^`platforms` is "beos"; expected one of "linux"/),
      },
    ]);
  });

  it('of syntax is ignored as a whole, and the exit code stays', async () => {
    const { code, error } = await check({ 'gilscope.toml': '[rules]\nblocking-with-gil = "off"\nx =' });
    expect(code).toBe(1);
    expect(error).toMatch(/^warning: gilscope\.toml:3:\d: this is not TOML, so the whole file is ignored: /);
  });

  it.each([
    ['empty', '', ''],
    ['with a byte order mark', '\ufeff[rules]\r\nblocking-with-gil = "warning"\r\n', ''],
    [
      'binary',
      new Uint8Array([1, 0, 2]),
      'warning: gilscope.toml:1:1: is a binary file (it holds NUL bytes); it counts as empty\n',
    ],
    [
      'huge',
      ' '.repeat(1_000_001),
      'warning: gilscope.toml:1:1: has 1000001 bytes, which is over the limit of 1000000 bytes; it counts as empty\n',
    ],
  ])('%s', async (_what, content, said) => {
    const outcome = await check({ 'gilscope.toml': content });
    expect(outcome.error).toBe(said);
    expect(findings(outcome)).toEqual(['a.c warning sleep']);
  });

  it.each<[string, (file: string) => void, string]>([
    ['a directory', (file) => mkdirSync(file), 'is a directory'],
    ['a link to itself', (file) => symlinkSync('gilscope.toml', file), 'is a symbolic link that leads to itself'],
    ['a broken link', (file) => symlinkSync('nowhere', file), 'is a broken symbolic link'],
  ])('that is %s', async (_what, make, why) => {
    const outcome = await check({}, [], (folder) => make(path.join(folder, 'gilscope.toml')));
    expect(outcome.error).toBe(`warning: gilscope.toml:1:1: ${why}; it counts as empty\n`);
    expect([outcome.code, findings(outcome)]).toEqual([1, ['a.c warning sleep']]);
  });

  it('that nobody may read', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('a super-user may read everything');
    const outcome = await check({ 'gilscope.toml': '' }, [], (folder) =>
      chmodSync(path.join(folder, 'gilscope.toml'), 0),
    );
    expect(outcome.error).toBe('warning: gilscope.toml:1:1: permission denied; it counts as empty\n');
  });
});

describe('options', () => {
  const OFF = '[rules]\nblocking-with-gil = "off"\n';

  it('--isolated looks for no file', async () => {
    expect(findings(await check({ 'gilscope.toml': OFF }, ['--isolated']))).toEqual(['a.c warning sleep']);
  });

  it('--config takes one file for everything', async () => {
    const outcome = await check({ 'gilscope.toml': 'colour = 1', 'ci/strict.toml': OFF }, [
      '--config',
      'ci/strict.toml',
    ]);
    expect([outcome.code, outcome.error]).toEqual([0, '']);
  });

  it('--config with a file that is not there is wrong usage, and so are both', async () => {
    expect(await check({}, ['--config', 'gone.toml'])).toMatchObject({
      code: 2,
      error: 'error: gone.toml: no such file or directory\n',
    });
    expect((await check({ 'x.toml': '' }, ['--config', 'x.toml', '--isolated'])).code).toBe(2);
  });

  it('--print-config shows what is in force for a file', async () => {
    const { code, out } = await check(
      { 'gilscope.toml': `python = "3.9"\nplatforms = ["linux"]\ndefines = { DEBUG = false }\n${OFF}` },
      ['--print-config', 'src/new.c'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      path: 'src/new.c',
      configuration: 'gilscope.toml',
      python: '3.9',
      platforms: ['linux'],
      defines: { DEBUG: false },
      excluded: false,
      rules: { 'blocking-with-gil': 'off', 'api-without-gil': 'error' },
    });
    const none = await check({}, ['--print-config', 'a.c']);
    expect(JSON.parse(none.out)).toMatchObject({ configuration: null, python: null });
  });

  it('the file that is gone in the next run is gone', async () => {
    const cwd = folderWith({ 'a.c': SOURCE, 'gilscope.toml': OFF });
    const run = () => gilscope(['check', '.'], { cwd, services });
    expect((await run()).code).toBe(0);
    rmSync(path.join(cwd, 'gilscope.toml'));
    expect((await run()).code).toBe(1);
  });
});
