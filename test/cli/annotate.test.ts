// `gilscope annotate` over the real analysis: what it prints, and what it does to files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope, type World } from './support/terminal.js';

const HEADER = 'void nap(void);\n';
const SOURCE =
  '#include <unistd.h>\n#include "a.h"\n\nstatic int twice(int n)\n{\n    return 2 * n;\n}\n\nvoid\nnap(void)\n{\n    sleep(twice(1));\n}\n';
const services = { ...fakeServices, createProject, loadParsers: parsersForTests };
const world = (files: Readonly<Record<string, string | Uint8Array>>): World & { readonly cwd: string } => ({
  cwd: folderWith(files),
  services,
});

describe('annotate', () => {
  it('prints contracts of what other files can call, and with --all of the others', async () => {
    const at = world({ 'a.h': HEADER, 'a.c': SOURCE });
    const lines = ['a.c:10: /* gil: neutral, blocking sleep */ nap', 'a.h:1: /* gil: neutral, blocking sleep */ nap'];
    expect(await gilscope(['annotate', '.'], at)).toEqual({ code: 0, out: `${lines.join('\n')}\n`, error: '' });
    expect((await gilscope(['annotate', '--all', 'a.c'], at)).out).toContain('a.c:4: /* gil: neutral */ twice\n');
  });

  it('writes them once', async () => {
    const at = world({ 'a.h': HEADER, 'a.c': SOURCE });
    expect((await gilscope(['annotate', '--write', '.'], at)).out).toBe('2 contracts written in 2 files\n');
    const comment = '/* gil: neutral, blocking sleep */\n';
    const text = (name: string): string => readFileSync(path.join(at.cwd, name), 'utf8');
    expect(text('a.h')).toBe(comment + HEADER);
    expect(text('a.c')).toBe(SOURCE.replace('void\nnap', `${comment}void\nnap`));
    expect((await gilscope(['annotate', '--write', '.'], at)).out).toBe('0 contracts written in 0 files\n');
  });

  it('leaves files alone that it cannot write back as they are', async () => {
    const bytes = Buffer.concat([Buffer.from(SOURCE), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]);
    const at = world({ 'a.h': HEADER, 'a.c': bytes });
    const { error, out } = await gilscope(['annotate', '--write', '.'], at);
    expect(error).toContain('a.c: is left as it is');
    expect(out).toBe('1 contract written in 1 file\n');
    expect(readFileSync(path.join(at.cwd, 'a.c')).equals(bytes)).toBe(true);
  });

  it('says what is missing', async () => {
    const { code, error } = await gilscope(['annotate', 'gone.c'], world({}));
    expect(code).toBe(2);
    expect(error).toContain('gone.c: no such file');
    expect((await gilscope(['annotate'], world({}))).error).toContain('no path given');
  });
});
