// `gilscope check`: what decides the exit code, where the output goes, and what the options do.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope } from './support/terminal.js';

describe('the exit code', () => {
  it('is 0 for clean files and says how many were looked at', async () => {
    const cwd = folderWith({ 'a.c': 'int a;\n', 'b.c': '' });
    const { code, out, error } = await gilscope(['check', '.'], { cwd });
    expect(code).toBe(0);
    expect(out).toBe('No problems found in 2 files, 2 functions.\nCoverage: 2 of 2 functions analysed completely.\n');
    expect(error).toBe('');
  });

  it.each([
    ['error', undefined, 1],
    ['warning', undefined, 1],
    ['info', undefined, 0],
    ['hint', undefined, 0],
    ['warning', 'error', 0],
    ['error', 'error', 1],
    ['info', 'info', 1],
    ['hint', 'info', 0],
    ['hint', 'hint', 1],
    ['error', 'never', 0],
  ])('for a finding of severity %s with --fail-on %s is %i', async (severity, failOn, expected) => {
    const cwd = folderWith({ 'a.c': `FINDING(${severity})` });
    const options = failOn === undefined ? [] : ['--fail-on', failOn];
    expect((await gilscope(['check', 'a.c', ...options], { cwd })).code).toBe(expected);
  });

  it('is 0 with --exit-zero, and the findings are still printed', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(error)' });
    const { code, out } = await gilscope(['check', '--exit-zero', 'a.c'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('FINDING(error) is wrong');
  });

  it('is 2 where there is nothing to check, and no verdict is given', async () => {
    const cwd = folderWith({ 'README.md': 'no C here' });
    const { code, out, error } = await gilscope(['check', '.'], { cwd });
    expect(code).toBe(2);
    expect(out).toBe('Nothing was analysed.\n');
    expect(error).toBe('error: no C or C++ files found under .\n');
  });

  it('is 2 where the analysis itself fails in one file, and the others are still reported', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(warning)', 'b.c': 'CRASH', 'c.c': 'FINDING(warning)' });
    const { code, out, error } = await gilscope(['check', '--exit-zero', '.', '--format', 'concise'], { cwd });
    expect(code).toBe(2);
    expect(out).toContain('a.c:1:1: warning:');
    expect(out).toContain('c.c:1:1: warning:');
    expect(out).toContain('The analysis failed in 1 file');
    expect(error).toBe('error: b.c: internal error: the fake analysis was told to crash\n');
  });

  it('is 2 where the grammars do not load', async () => {
    const cwd = folderWith({ 'a.c': '' });
    const loadParsers = () => Promise.reject(new Error('tree-sitter-c.wasm is gone'));
    const { code, error } = await gilscope(['check', 'a.c'], { cwd, services: { ...fakeServices, loadParsers } });
    expect(code).toBe(2);
    expect(error).toContain('tree-sitter-c.wasm is gone');
  });
});

describe('the output', () => {
  it('goes to a file with --output-file, and nothing is printed then', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(warning)' });
    const { code, out } = await gilscope(['check', 'a.c', '--format', 'json', '--output-file', 'report.json'], { cwd });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(path.join(cwd, 'report.json'), 'utf8')).summary.findings.warning).toBe(1);
  });

  it('that cannot be written is an error', async () => {
    const cwd = folderWith({ 'a.c': '' });
    const { code, error } = await gilscope(['check', 'a.c', '--output-file', 'no/such/folder/report.txt'], { cwd });
    expect(code).toBe(2);
    expect(error).toMatch(/^error: cannot write no\/such\/folder\/report\.txt: /);
  });

  it('is findings alone with --quiet', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(warning)', 'b.c': 'int b;' });
    const clean = await gilscope(['check', '-q', 'b.c'], { cwd, terminal: true });
    expect(clean).toEqual({ code: 0, out: '', error: '' });
    const found = await gilscope(['check', '--quiet', '--format', 'concise', '.'], { cwd });
    expect(found.out).toBe('a.c:1:1: warning: FINDING(warning) is wrong [blocking-with-gil]\n');
  });

  it('is the same whatever the order of the paths', async () => {
    const cwd = folderWith({
      'b.c': 'FINDING(error) FINDING(warning)',
      'a.c': 'FINDING(hint)',
      'B.c': 'FINDING(info)',
    });
    const forward = await gilscope(['check', 'a.c', 'b.c', 'B.c', '--format', 'concise'], { cwd });
    const backward = await gilscope(['check', 'B.c', 'b.c', 'a.c', '.', '--format', 'concise'], { cwd });
    expect(forward).toEqual(backward);
    expect(forward.out.match(/^\w+\.c:1:\d+/gm)).toEqual(['B.c:1:1', 'a.c:1:1', 'b.c:1:1', 'b.c:1:16']);
  });

  it('shows what is only possibly wrong with --show-maybe', async () => {
    const cwd = folderWith({ 'a.c': 'MAYBE' });
    expect((await gilscope(['check', 'a.c'], { cwd })).out).toContain('No problems found');
    expect((await gilscope(['check', '--show-maybe', 'a.c'], { cwd })).out).toContain('MAYBE is wrong');
  });

  it('counts functions that were not understood', async () => {
    const cwd = folderWith({ 'a.c': 'INCOMPLETE' });
    const { code, out } = await gilscope(['check', 'a.c'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('1 function could not be analysed completely');
  });

  it('has colours on a terminal only, and never with NO_COLOR', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(warning)' });
    const coloured = async (terminal: boolean, environment: Record<string, string>): Promise<boolean> =>
      (await gilscope(['check', 'a.c'], { cwd, terminal, environment })).out.includes('\x1b[');
    expect(await coloured(true, {})).toBe(true);
    expect(await coloured(false, {})).toBe(false);
    expect(await coloured(true, { NO_COLOR: '1' })).toBe(false);
    expect(await coloured(true, { NO_COLOR: '' })).toBe(true);
    expect(await coloured(true, { TERM: 'dumb' })).toBe(false);
    expect(await coloured(false, { FORCE_COLOR: '1' })).toBe(true);
  });

  it('shows progress on a terminal only and removes it', async () => {
    const cwd = folderWith({ 'a.c': '', 'b.c': '' });
    const shown = await gilscope(['check', '.'], { cwd, terminal: true });
    expect(shown.error).toBe('\r\x1b[K0/2 a.c\r\x1b[K1/2 b.c\r\x1b[K');
    expect((await gilscope(['check', '.'], { cwd })).error).toBe('');
  });
});

describe('standard input', () => {
  it('is checked under the name given', async () => {
    const cwd = folderWith({});
    const input = 'FINDING(warning)';
    const { code, out } = await gilscope(['check', '--stdin-filename', 'src/a.c', '--format', 'concise'], {
      cwd,
      input,
    });
    expect(code).toBe(1);
    expect(out).toContain('src/a.c:1:1: warning:');
  });

  it('takes the place of the file of that name', async () => {
    const cwd = folderWith({ 'a.c': 'FINDING(error)', 'b.c': 'FINDING(hint)' });
    const { out } = await gilscope(['check', '--stdin-filename', 'a.c', '.', '--format', 'json'], { cwd, input: '' });
    expect(JSON.parse(out).summary).toMatchObject({ files: 2, findings: { error: 0, hint: 1 } });
  });

  it('is under the same limits as a file', async () => {
    const cwd = folderWith({});
    const check = (name: string, input: string | Uint8Array) =>
      gilscope(['check', '--max-bytes', '10', '--stdin-filename', name], { cwd, input });
    expect((await check('a.c', 'x'.repeat(11))).error).toContain('a.c: has 11 bytes');
    expect((await check('a.c', new Uint8Array([65, 0, 66]))).error).toContain('a.c: is a binary file');
    expect((await check('a.txt', 'x')).error).toContain('a.txt: is not a C or C++ file');
    expect((await check('a.txt', 'x')).code).toBe(2);
  });
});
