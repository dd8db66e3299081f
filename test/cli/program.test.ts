// The program as users run it: bundled, in a process of its own, with the real analysis.
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderWith } from './support/folder.js';
import { builtProgram, runProgram } from './support/program.js';

const program = builtProgram();

const NAP = `#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *self, PyObject *unused)
{
    sleep(5);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};
`;
const RELEASED = NAP.replace('sleep(5);', 'Py_BEGIN_ALLOW_THREADS\n    sleep(5);\n    Py_END_ALLOW_THREADS');

const run = (cwd: string, ...parameters: string[]) => runProgram(program.path(), parameters, { cwd });

describe('check', () => {
  it('reports a call that waits with the GIL held', () => {
    const { status, stdout, stderr } = run(folderWith({ 'nap.c': NAP }), 'check', 'nap.c');
    expect(stderr).toBe('');
    expect(stdout).toContain('warning[blocking-with-gil]: ');
    expect(stdout).toContain(' --> nap.c:7:5\n');
    expect(stdout).toMatch(/^7 \| {5}sleep\(5\);\n {2}\| {5}\^{5}/m);
    expect(stdout).toContain('Found 1 problem (1 warning) in 1 file, 1 function.');
    expect(status).toBe(1);
  });

  it('says so when there is nothing to report', () => {
    const { status, stdout } = run(folderWith({ 'nap.c': RELEASED }), 'check', '.');
    expect([status, stdout]).toEqual([
      0,
      'No problems found in 1 file, 1 function.\n' +
        'Coverage: 1 of 1 function analysed completely, 1 of 1 call resolved.\n',
    ]);
  });

  it('gives programs what they need', () => {
    const cwd = folderWith({ 'src/nap.c': NAP, 'src/nap.cpp': NAP, 'src/good.c': RELEASED });
    const output = JSON.parse(run(cwd, 'check', 'src', '--format', 'json').stdout);
    expect(output.summary).toMatchObject({ files: 3, functions: 3, functionsIncomplete: 0, findings: { warning: 2 } });
    expect(output.findings[0]).toMatchObject({
      rule: 'blocking-with-gil',
      severity: 'warning',
      path: 'src/nap.c',
      line: 7,
      column: 5,
      function: 'nap',
      callee: 'sleep',
      condition: null,
      fixable: true,
    });
  });

  it('gives the same output every time', () => {
    const cwd = folderWith({ 'a/nap.c': NAP, 'b.cc': NAP, 'c.c': RELEASED });
    const withoutTime = (): string => run(cwd, 'check', '.', '--format', 'json').stdout.replace(/"elapsedMs": \d+/, '');
    expect(withoutTime()).toBe(withoutTime());
  });

  it('survives a file cut off at any place', () => {
    const files: Record<string, string> = {};
    for (let length = 0; length < NAP.length; length += 7) files[`cut${length}.c`] = NAP.slice(0, length);
    for (let length = 3; length < RELEASED.length; length += 11) files[`cut${length}.cpp`] = RELEASED.slice(0, length);
    const cwd = folderWith({ ...files, 'nap.c': NAP });
    const { status, stdout, stderr } = run(cwd, 'check', '.', '--format', 'json');
    expect(stderr).toBe('');
    expect(status).toBe(1);
    const output = JSON.parse(stdout);
    expect(output.summary.files).toBe(Object.keys(files).length + 1);
    expect(output.incomplete.filter((entry: { function: string }) => entry.function === '')).toEqual([]);
    expect(output.findings.some((finding: { path: string }) => finding.path === 'nap.c')).toBe(true);
  });

  it('finds the same in CRLF, behind surrogate pairs and in UTF-16', () => {
    const cwd = folderWith({
      'crlf.c': NAP.replaceAll('\n', '\r\n'),
      'pairs.c': NAP.replace('    sleep', '    /* 😀 */ sleep'),
      'wide.c': Buffer.from(`\ufeff${NAP}`, 'utf16le'),
    });
    const { findings } = JSON.parse(run(cwd, 'check', '.', '--format', 'json').stdout);
    expect(
      findings.map(({ path, line, column }: { path: string; line: number; column: number }) => [path, line, column]),
    ).toEqual([
      ['crlf.c', 7, 5],
      ['pairs.c', 7, 14],
      ['wide.c', 7, 5],
    ]);
  });

  it('reads standard input', () => {
    const parameters = ['check', '--stdin-filename', 'x/nap.c', '--format', 'concise'];
    const { status, stdout } = runProgram(program.path(), parameters, { input: NAP });
    expect(stdout).toMatch(/^x\/nap\.c:7:5: warning: .* \[blocking-with-gil\]$/m);
    expect(status).toBe(1);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`nap${i}.c`, NAP]));
    const child = spawn(process.execPath, [program.path(), 'check', '.'], { cwd: folderWith(files) });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.stdout.destroy();
    await new Promise((resolve) => child.on('close', resolve));
    expect(complaints).toBe('');
  });
});

describe('the other commands', () => {
  it('state tells the state of the GIL at a line', () => {
    const cwd = folderWith({ 'nap.c': RELEASED });
    const held = run(cwd, 'state', 'nap.c:10');
    const released = run(cwd, 'state', 'nap.c:8:5');
    expect([held.status, released.status]).toEqual([0, 0]);
    expect(held.stdout).toMatch(/^nap\.c:10:5: .*held.* in nap\(\)\n/i);
    expect(released.stdout).toMatch(/^nap\.c:8:5: .*released.* in nap\(\)\n/i);
    expect(run(cwd, 'state', 'nap.c:1').stdout).toMatch(/^nap\.c:1:1: /);
  });

  it('rules and explain know the same rules', () => {
    const cwd = folderWith({});
    const rules: { id: string }[] = JSON.parse(run(cwd, 'rules', '--format', 'json').stdout);
    expect(rules.map(({ id }) => id)).toContain('blocking-with-gil');
    const { status, stdout } = run(cwd, 'explain', 'blocking-with-gil');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^blocking-with-gil \(warning\)\n\n/);
    expect(run(cwd, 'explain', 'no-such-rule').status).toBe(2);
  });

  it('dump prints each stage', () => {
    const cwd = folderWith({ 'nap.c': NAP });
    for (const stage of ['--ir', '--facts', '--summaries']) {
      const { status, stdout } = run(cwd, 'dump', stage, 'nap.c');
      expect([status, stdout.includes('nap')]).toEqual([0, true]);
    }
  });

  it('--version is that of the package', () => {
    expect(run(folderWith({}), '--version').stdout).toMatch(/^gilscope \d+\.\d+\.\d+\n$/);
  });
});
