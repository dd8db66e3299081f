// What a run says when calls lead from file to file: which files take part, and what is still reported of them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Services } from '../../server/src/cli/services.js';
import { createProject, RULES } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope, type Outcome } from './support/terminal.js';

const services: Services = { ...fakeServices, rules: RULES, createProject, loadParsers: () => parsersForTests() };

const run = (cwd: string, ...parameters: readonly string[]): Promise<Outcome> =>
  gilscope(parameters, { cwd, services });

const MODULE = `#include <Python.h>
void pause_device(int n);

static PyObject *
nap(PyObject *self, PyObject *unused)
{
    pause_device(5);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};
`;
const HELPER = '#include <unistd.h>\n\nvoid\npause_device(int n)\n{\n    sleep(n);\n}\n';
const TREE = { 'src/module.c': MODULE, 'lib/helper.c': HELPER };

interface Report {
  readonly summary: { readonly files: number; readonly functions: number };
  readonly findings: readonly { readonly path: string; readonly trace: readonly { readonly path: string }[] }[];
}

const report = async (cwd: string, ...parameters: readonly string[]): Promise<Report> =>
  JSON.parse((await run(cwd, 'check', '--format', 'json', ...parameters)).out) as Report;

describe('the project of a path', () => {
  it('is what is given, where no gilscope.toml lies above', async () => {
    const cwd = folderWith(TREE);
    expect((await report(cwd, 'src')).findings).toEqual([]);
    const both = await report(cwd, 'src', 'lib');
    expect(both.findings).toHaveLength(1);
    expect(both.findings[0]?.trace.at(-1)?.path).toBe('lib/helper.c');
  });

  it('is everything under the folder of the nearest gilscope.toml, and only what is given is counted', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '' });
    const { summary, findings } = await report(cwd, 'src');
    expect(summary).toMatchObject({ files: 1, functions: 1 });
    expect(findings.map((finding) => finding.path)).toEqual(['src/module.c']);
    expect(findings[0]?.trace.at(-1)?.path).toBe('lib/helper.c');
    expect((await report(cwd, 'src/module.c')).findings).toHaveLength(1);
    expect((await report(path.join(cwd, 'src'), '.')).findings).toHaveLength(1);
    expect((await report(cwd, path.join(cwd, 'src'))).findings).toHaveLength(1);
  });

  it('ends at the nearest gilscope.toml', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '', 'src/gilscope.toml': '' });
    expect((await report(cwd, 'src')).findings).toEqual([]);
  });

  it('is left out with --no-project', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '' });
    expect((await report(cwd, 'src', '--no-project')).findings).toEqual([]);
  });

  it('is nothing with --isolated, and with --config the folder of that file, where a path lies in it', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '', 'all.toml': '', 'other/some.toml': '' });
    expect((await report(cwd, 'src', '--isolated')).findings).toEqual([]);
    expect((await report(cwd, 'src', '--config', 'all.toml')).findings).toHaveLength(1);
    expect((await report(cwd, 'src', '--config', 'all.toml', '--no-project')).findings).toEqual([]);
    expect((await report(cwd, 'src', '--config', 'other/some.toml')).findings).toEqual([]);
  });

  it('does not have what the configuration leaves out', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': 'exclude = ["lib/"]\n' });
    expect((await report(cwd, 'src')).findings).toEqual([]);
  });

  it('is asked for the state at a place, too', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '' });
    const [alone, within] = [
      await run(cwd, 'state', 'lib/helper.c:6', '--no-project'),
      await run(cwd, 'state', 'lib/helper.c:6'),
    ];
    expect(alone.code).toBe(0);
    expect(within.out).not.toBe(alone.out);
    expect(within.out).toContain('held');
    expect((await run(cwd, 'dump', '--facts', 'lib/helper.c')).code).toBe(0);
  });

  it('is the same whatever way a file is given', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '' });
    const whole = await report(cwd, '.');
    const parts = [await report(cwd, 'src'), await report(cwd, 'lib')];
    expect(parts.flatMap(({ findings }) => findings)).toEqual(whole.findings);
  });

  it('may have files that cannot be read', async () => {
    const cwd = folderWith({ ...TREE, 'gilscope.toml': '', 'bin/data.c': new Uint8Array([0, 1, 2]) });
    const { code, error } = await run(cwd, 'check', 'src', '--exit-zero');
    expect([code, error]).toEqual([0, '']);
  });
});

describe('files that are odd to each other', () => {
  const ask = async (files: Readonly<Record<string, string>>): Promise<Report> => report(folderWith(files), '.');

  it('two programs with a main each keep their own helpers', async () => {
    const program = (body: string): string =>
      `${MODULE}#include <unistd.h>\nvoid pause_device(int n)\n{\n    ${body}\n}\nint main(void)\n{\n    return 0;\n}\n`;
    const { findings } = await ask({ 'one/main.c': program('sleep(n);'), 'two/main.c': program('(void)n;') });
    expect(findings.map((finding) => finding.path)).toEqual(['one/main.c']);
  });

  it('a header may hold all the code', async () => {
    const header = MODULE.replace('void pause_device(int n);', '#include <unistd.h>').replace('pause_device', 'sleep');
    const { findings } = await ask({ 'all.h': header, 'unit.c': '#include "all.h"\n' });
    expect(findings.map((finding) => finding.path)).toEqual(['all.h']);
  });

  it('includes may lead in circles', async () => {
    const { summary } = await ask({
      'a.h': '#include "b.h"\n',
      'b.h': '#include "a.h"\n#include "b.h"\n',
      'a.c': `#include "a.h"\n${MODULE}`,
    });
    expect(summary.files).toBe(3);
  });

  it('functions may call each other over files', async () => {
    const { findings } = await ask({
      'module.c': MODULE,
      'ping.c': 'void pong(int n);\nvoid pause_device(int n)\n{\n    if (n > 0)\n        pong(n - 1);\n}\n',
      'pong.c': `#include <unistd.h>\nvoid pause_device(int n);\nvoid pong(int n)\n{\n    sleep(1);\n    pause_device(n);\n}\n`,
    });
    expect(findings.map((finding) => finding.path)).toContain('module.c');
  });

  it('there may be ten thousand', async () => {
    const files: Record<string, string> = { 'module.c': MODULE };
    for (let i = 0; i < 10_000; i++)
      files[`part/${i % 100}/unit_${i}.c`] =
        `void unit_${i + 1}(int n);\nvoid unit_${i}(int n)\n{\n    unit_${i + 1}(n);\n}\n`;
    files['part/end.c'] = '#include <unistd.h>\nvoid unit_10000(int n)\n{\n    sleep(n);\n}\n';
    const cwd = folderWith(files);
    writeFileSync(path.join(cwd, 'module.c'), MODULE.replaceAll('pause_device', 'unit_0'));
    const { summary, findings } = await report(cwd, '.');
    expect(summary.files).toBe(10_002);
    expect(findings.map((finding) => finding.path)).toEqual(['module.c']);
  }, 240_000);
});
