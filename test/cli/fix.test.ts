// `gilscope check --fix` and `--diff` over the real analysis: what they do to files, and what they say about the rest.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope, type Outcome, type World } from './support/terminal.js';

const services = { ...fakeServices, createProject, loadParsers: parsersForTests };

const module = (...bodies: readonly string[]): string => `#include <Python.h>
#include <unistd.h>
${bodies.map((body, i) => `\nstatic PyObject *\nf${i}(PyObject *self, PyObject *unused)\n{\n${body}\n    Py_RETURN_NONE;\n}\n`).join('')}
static PyMethodDef methods[] = {${bodies.map((_, i) => `{"f${i}", f${i}, METH_NOARGS, NULL}, `).join('')}{NULL}};
`;

const SLEEPS = '    sleep(1);';
/** Its fix is not safe. */
const LOOPS = '    for (int i = 0; i < n; i++)\n        for (int j = 0; j < n; j++)\n            total += a[i] * b[j];';
const SOURCE = module(SLEEPS, '    usleep(2);');
const FIXED = module(
  '    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    Py_END_ALLOW_THREADS',
  '    Py_BEGIN_ALLOW_THREADS\n    usleep(2);\n    Py_END_ALLOW_THREADS',
);

type At = World & { readonly cwd: string };
const world = (files: Readonly<Record<string, string | Uint8Array>>, own: Partial<World> = {}): At => ({
  cwd: folderWith(files),
  services,
  ...own,
});
const check = (at: World, ...parameters: readonly string[]): Promise<Outcome> =>
  gilscope(['check', '--isolated', ...parameters], at);
const read = (at: At, name: string): string => readFileSync(path.join(at.cwd, name), 'utf8');

describe('--fix', () => {
  it('writes the safe fixes, says how many, and exits by what remains', async () => {
    const at = world({ 'a.c': SOURCE, 'b.c': 'int b;\n' });
    const { code, out, error } = await check(at, '--fix', '.');
    expect(read(at, 'a.c')).toBe(FIXED);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^2 fixed, 0 remaining\.\nNo problems found in 2 files/);
    expect(readdirSync(at.cwd).sort()).toEqual(['a.c', 'b.c']);
  });

  it('changes nothing the second time', async () => {
    const at = world({ 'a.c': module(SLEEPS, LOOPS), 'b.c': SOURCE });
    await check(at, '--fix', '--unsafe-fixes', '.');
    const texts = [read(at, 'a.c'), read(at, 'b.c')];
    expect((await check(at, '--fix', '--unsafe-fixes', '.')).out).toMatch(/^0 fixed, /);
    expect([read(at, 'a.c'), read(at, 'b.c')]).toEqual(texts);
    expect((await check(at, '--diff', '--unsafe-fixes', '.')).out).toBe('');
  });

  it('leaves alone what is not asked for, and reports it', async () => {
    const at = world({ 'a.c': SOURCE });
    const { code, out } = await check(at, '--fix', '--fix-only', 'lock-with-gil', '--fix-only', 'loop-with-gil', '.');
    expect(code).toBe(1);
    expect(out).toContain('0 fixed, 2 remaining.\n');
    expect(read(at, 'a.c')).toBe(SOURCE);
    expect((await check(at, '--fix', '--fix-only', 'blocking-with-gil', '.')).code).toBe(0);
  });

  it('keeps line ends, mode, byte order mark, encoding and links', async () => {
    const crlf = SOURCE.replaceAll('\n', '\r\n');
    const wide = Buffer.from(`\uFEFF${SOURCE}`, 'utf16le');
    const at = world({ 'crlf.c': crlf, 'mark.c': `\uFEFF${SOURCE}`, 'wide.c': wide, 'real/file.c': SOURCE });
    chmodSync(path.join(at.cwd, 'crlf.c'), 0o755);
    symlinkSync(path.join('real', 'file.c'), path.join(at.cwd, 'link.c'));
    await check(at, '--fix', 'crlf.c', 'mark.c', 'wide.c', 'link.c');
    expect(read(at, 'crlf.c')).toBe(FIXED.replaceAll('\n', '\r\n'));
    expect(statSync(path.join(at.cwd, 'crlf.c')).mode & 0o777).toBe(0o755);
    expect(read(at, 'mark.c')).toBe(`\uFEFF${FIXED}`);
    expect(readFileSync(path.join(at.cwd, 'wide.c')).equals(Buffer.from(`\uFEFF${FIXED}`, 'utf16le'))).toBe(true);
    expect(read(at, path.join('real', 'file.c'))).toBe(FIXED);
    expect(readdirSync(path.join(at.cwd, 'real'))).toEqual(['file.c']);
  });

  it('names a file that it cannot write, goes on, and reports what is in it', async () => {
    const refuses = (file: string, _: string, after: string): void => {
      if (file.endsWith('a.c')) throw new Error('the disk is full');
      writeFileSync(file, after);
    };
    const at = world({ 'a.c': SOURCE, 'b.c': SOURCE }, { replaceFile: refuses });
    const { code, out, error } = await check(at, '--fix', '--format', 'concise', '.');
    expect(error).toBe('error: a.c: cannot be written: the disk is full\n');
    expect(code).toBe(2);
    expect(out).toContain('a.c:7:5: warning');
    expect(out).toContain('2 fixed, 2 remaining.\n');
    expect([read(at, 'a.c'), read(at, 'b.c')]).toEqual([SOURCE, FIXED]);
  });

  it('leaves files alone whose bytes cannot be told from the text', async () => {
    const bytes = Buffer.concat([Buffer.from(SOURCE), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]);
    const at = world({ 'a.c': bytes });
    const { code, error } = await check(at, '--fix', '--quiet', 'a.c');
    expect({ code, error }).toEqual({
      code: 1,
      error: 'warning: a.c: is left as it is: its bytes cannot be told from its text\n',
    });
    expect(readFileSync(path.join(at.cwd, 'a.c')).equals(bytes)).toBe(true);
  });

  it('prints the fixed text of standard input, and what remains as an error', async () => {
    const at = world({}, { input: `\uFEFF${SOURCE}` });
    const { code, out, error } = await check(at, '--fix', '--stdin-filename', 'a.c');
    expect({ code, out }).toEqual({ code: 0, out: `\uFEFF${FIXED}` });
    expect(error).toContain('2 fixed, 0 remaining.');
    const clean = world({}, { input: 'int a;' });
    expect((await check(clean, '--fix', '--quiet', '--stdin-filename', 'a.c')).out).toBe('int a;');
    const wide = world({}, { input: Buffer.from(`\uFEFF${SOURCE}`, 'utf16le') });
    expect(await check(wide, '--fix', '--quiet', '--stdin-filename', 'a.c')).toMatchObject({ code: 2, out: '' });
  });
});

describe('unsafe fixes', () => {
  it('are counted, and made only where they are asked for', async () => {
    const at = world({ 'a.c': module(SLEEPS, LOOPS) });
    expect((await check(at, '--fix', '--show-maybe', '.')).out).toContain(
      '1 fixed, 1 remaining (1 more with `--unsafe-fixes`).\n',
    );
    expect((await check(at, '--fix', '--show-maybe', '--unsafe-fixes', '.')).out).toContain('1 fixed, 0 remaining.\n');
    expect(read(at, 'a.c').match(/Py_BEGIN_ALLOW_THREADS/g)).toHaveLength(2);
  });

  it.each([[['--unsafe-fixes']], [['--fix-only', 'loop-with-gil']], [['--fix', '--fix-only', 'no-such-rule']]])(
    'and a choice of rules need somebody who fixes: %j',
    async (parameters) => {
      expect((await check(world({ 'a.c': SOURCE }), ...parameters, '.')).code).toBe(2);
    },
  );
});

describe('--diff', () => {
  function git(cwd: string, ...parameters: readonly string[]): void {
    const { status, stderr } = spawnSync('git', parameters, { cwd, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }

  it('prints a patch that git takes for what --fix does, and writes nothing', async () => {
    const files = {
      'a.c': SOURCE,
      'src/crlf.c': SOURCE.replaceAll('\n', '\r\n'),
      'src/mixed.c': SOURCE.replace('#include <unistd.h>\n', '#include <unistd.h>\r\n'),
      'src/mark.c': `\uFEFF#include <Python.h>\n#include <unistd.h>\nstatic void f(void) { sleep(1); PyErr_Clear(); }\n`,
      'src/open end.c': SOURCE.trimEnd(),
      'src/odd "näme"\t.c': SOURCE,
    };
    const at = world(files);
    const { code, out, error } = await check(at, '--diff', '.');
    expect(code).toBe(1);
    expect(error).toMatch(/^\d+ problems would be fixed\n$/);
    for (const [name, text] of Object.entries(files)) expect(read(at, name)).toBe(text);

    const fixed = world(files);
    await check(fixed, '--fix', '.');
    git(at.cwd, 'init', '--quiet');
    writeFileSync(path.join(at.cwd, 'fixes.patch'), out);
    git(at.cwd, 'apply', 'fixes.patch');
    for (const name of Object.keys(files)) expect(read(at, name)).toBe(read(fixed, name));
    expect(read(at, 'src/open end.c')).toBe(FIXED.trimEnd());
  });

  it('names files from where it runs, as git does there', async () => {
    const at = world({ 'sub/a.c': SOURCE });
    git(at.cwd, 'init', '--quiet');
    const sub = { ...at, cwd: path.join(at.cwd, 'sub') };
    writeFileSync(path.join(at.cwd, 'fixes.patch'), (await check(sub, '--diff', 'a.c')).out);
    git(sub.cwd, 'apply', '../fixes.patch');
    expect(read(at, 'sub/a.c')).toBe(FIXED);
  });

  it('is empty and exits with 0 where there is nothing to fix, whatever is found', async () => {
    const at = world({ 'a.c': SOURCE });
    const { code, out } = await check(at, '--diff', '--fix-only', 'lock-with-gil', 'a.c');
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  it('takes standard input, an output file, and beats --fix', async () => {
    const at = world({ 'a.c': SOURCE }, { input: SOURCE });
    mkdirSync(path.join(at.cwd, 'out'));
    await check(at, '--diff', '--fix', '--output-file', 'out/x.patch', '.');
    expect(read(at, 'a.c')).toBe(SOURCE);
    expect((await check(at, '--diff', '--stdin-filename', 'a.c')).out).toBe(read(at, 'out/x.patch'));
  });
});

describe('what is said about a fix', () => {
  it('is in the verbose text', async () => {
    const at = world({ 'a.c': module(SLEEPS, '    if (sleep(1), 1)\n#if X\n        f();\n#endif\n        ;') });
    const { out } = await check(at, '--verbose', '.');
    expect(out).toContain('= fix: Release the GIL around sleep() (--fix)');
  });

  it('is in the JSON, with edits and the reason where there is none', async () => {
    const at = world({ 'a.c': module(SLEEPS) });
    const [finding] = JSON.parse((await check(at, '--format', 'json', '.')).out).findings;
    expect(finding).toMatchObject({
      fixable: true,
      fix: { title: 'Release the GIL around sleep()', safe: true },
      refusal: null,
    });
    expect(finding.fix.edits[0]).toMatchObject({ line: expect.any(Number), newText: expect.any(String) });
  });
});
