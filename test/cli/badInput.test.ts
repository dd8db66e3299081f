// Every kind of file that is not what it should be: each gets a line that says so, and the files beside it are checked.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderWith } from './support/folder.js';
import { gilscope, type Outcome } from './support/terminal.js';

const GOOD = 'FINDING(warning)';

/** Checks a folder that also holds a good file with a finding: whatever happens, that one must be found. */
async function checkBeside(
  files: Readonly<Record<string, string | Uint8Array>>,
  parameters: readonly string[] = ['.'],
  prepare: (folder: string) => void = () => undefined,
): Promise<Outcome> {
  const cwd = folderWith({ ...files, 'good.c': GOOD });
  prepare(cwd);
  const outcome = await gilscope(['check', '--format', 'concise', ...parameters], { cwd });
  expect(outcome.out).toContain('good.c:1:1: warning: FINDING(warning) is wrong');
  return outcome;
}

describe('a file that is skipped', () => {
  it('because it is binary', async () => {
    const { code, out, error } = await checkBeside({ 'image.c': new Uint8Array([0x7f, 0x45, 0, 1]) });
    expect(code).toBe(1);
    expect(error).toBe('warning: image.c: is a binary file (it holds NUL bytes)\n');
    expect(out).toContain('1 path skipped: 1 binary.');
  });

  it('because it is UTF-32', async () => {
    const { error } = await checkBeside({ 'wide.c': new Uint8Array([0xff, 0xfe, 0, 0, 65, 0, 0, 0]) });
    expect(error).toContain('warning: wide.c: is a binary file');
  });

  it('because it has 50 MB, without reading it', async () => {
    const { code, out, error } = await checkBeside({ 'huge.c': new Uint8Array(50_000_000).fill(32) });
    expect(code).toBe(1);
    expect(error).toBe('warning: huge.c: has 50000000 bytes, which is over the limit of 5000000 bytes (--max-bytes)\n');
    expect(out).toContain('1 path skipped: 1 too large.');
  });

  it('unless the limit is raised', async () => {
    const { out } = await checkBeside({ 'huge.c': `${' '.repeat(6_000_000)}${GOOD}` }, ['.', '--max-bytes', '7000000']);
    expect(out).toContain('huge.c:1:6000001: warning:');
  });

  it('because nobody may read it', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('a super-user may read everything');
    const { code, error } = await checkBeside({ 'secret.c': '' }, ['.'], (folder) =>
      chmodSync(path.join(folder, 'secret.c'), 0),
    );
    expect(code).toBe(1);
    expect(error).toBe('warning: secret.c: permission denied\n');
  });

  it('because its name is not that of a C file, though it was named', async () => {
    const { code, error } = await checkBeside({ 'setup.py': 'FINDING(error)' }, ['good.c', 'setup.py']);
    expect(code).toBe(1);
    expect(error).toBe('warning: setup.py: is not a C or C++ file, to judge by its name\n');
  });

  it('because it is a broken link', async () => {
    const link = (folder: string): void => symlinkSync('nowhere.c', path.join(folder, 'broken.c'));
    const { code, error } = await checkBeside({}, ['.'], link);
    expect(code).toBe(1);
    expect(error).toBe('warning: broken.c: is a broken symbolic link\n');
    expect((await checkBeside({}, ['good.c', 'broken.c'], link)).error).toBe(error);
  });

  it('because it is a link to itself', async () => {
    const link = (folder: string): void => symlinkSync('self.c', path.join(folder, 'self.c'));
    const { code, error } = await checkBeside({}, ['.'], link);
    expect(code).toBe(1);
    expect(error).toBe('warning: self.c: is a symbolic link that leads to itself\n');
  });
});

describe('a path that does not exist', () => {
  it('makes the exit code 2, and the others are checked', async () => {
    const { code, error } = await checkBeside({}, ['good.c', 'gone.c', 'good.c/inside.c']);
    expect(code).toBe(2);
    expect(error.split('\n').slice(0, 2)).toEqual([
      'warning: gone.c: no such file or directory',
      'warning: good.c/inside.c: no such file or directory',
    ]);
  });

  it('is said in JSON as well', async () => {
    const cwd = folderWith({ 'good.c': GOOD });
    const { out } = await gilscope(['check', 'gone.c', 'good.c', '--format', 'json'], { cwd });
    expect(JSON.parse(out).incomplete).toEqual([
      { path: 'gone.c', line: 1, function: '', reason: 'no such file or directory' },
    ]);
  });
});

describe('a file that is odd but readable', () => {
  it('is empty', async () => {
    expect((await checkBeside({ 'empty.c': '' })).error).toBe('');
  });

  it('is not valid UTF-8: checked, with a note', async () => {
    const latin1 = Buffer.from(`// caf\xe9\n   ${GOOD}`, 'latin1');
    const { code, out, error } = await checkBeside({ 'latin1.c': latin1 });
    expect(code).toBe(1);
    expect(out).toContain('latin1.c:2:4: warning:');
    expect(error).toBe('note: latin1.c: not valid UTF-8: what could not be decoded was read as U+FFFD\n');
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${GOOD}`), ''],
    ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 'note: odd.c: read as UTF-16LE, as its byte order mark says\n'],
    [
      'UTF-16, big-endian',
      Buffer.from(`\ufeff${GOOD}`, 'utf16le').swap16(),
      'note: odd.c: read as UTF-16BE, as its byte order mark says\n',
    ],
  ])('is %s: columns are those that an editor shows', async (_, bytes, note) => {
    const { out, error } = await checkBeside({ 'odd.c': bytes });
    expect(out).toContain('odd.c:1:1: warning:');
    expect(error).toBe(note);
  });

  it('has CRLF line ends: lines and columns are right and the excerpt has no stray character', async () => {
    const cwd = folderWith({ 'a.c': `int a;\r\n\tint b; ${GOOD}\r\nint c;\r\n` });
    const { out } = await gilscope(['check', 'a.c'], { cwd });
    expect(out).toContain(' --> a.c:2:9\n');
    expect(out).toContain(`2 |     int b; ${GOOD}\n`);
    expect(out).not.toContain('\r');
  });

  it('has characters outside the basic plane before the finding: columns count UTF-16 code units', async () => {
    const cwd = folderWith({ 'a.c': `/* 😀 */ ${GOOD}` });
    expect((await gilscope(['check', 'a.c', '--format', 'concise'], { cwd })).out).toContain('a.c:1:10: warning:');
  });
});

describe('a folder', () => {
  it('that has the name of a file is searched', async () => {
    const { code, error } = await checkBeside({ 'x.c/inner.c': '' }, ['good.c', 'x.c']);
    expect([code, error]).toEqual([1, '']);
  });

  it('without C files is an error', async () => {
    const cwd = folderWith({ 'docs/index.html': '' });
    const { code, error } = await gilscope(['check', 'docs'], { cwd });
    expect([code, error]).toEqual([2, 'error: no C or C++ files found under docs\n']);
  });

  it('with links in a circle ends, and each file comes once', async () => {
    const cwd = folderWith({ 'src/a.c': GOOD });
    mkdirSync(path.join(cwd, 'src/deep'));
    symlinkSync('../..', path.join(cwd, 'src/deep/up'));
    symlinkSync('src', path.join(cwd, 'another'));
    symlinkSync('a.c', path.join(cwd, 'src/same.c'));
    const { out } = await gilscope(['check', '.', 'src/a.c', '--format', 'json'], { cwd });
    expect(JSON.parse(out).findings.map((finding: { path: string }) => finding.path)).toEqual(['src/a.c']);
  });

  it('that nobody may list is skipped', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('a super-user may list everything');
    const { code, error } = await checkBeside({ 'closed/a.c': '' }, ['.'], (folder) => {
      const closed = path.join(folder, 'closed');
      chmodSync(closed, 0);
      // Before the folder is removed: what is registered last is done first.
      onTestFinished(() => chmodSync(closed, 0o755));
    });
    expect([code, error]).toEqual([1, 'warning: closed: permission denied\n']);
  });
});

describe('where no file could be read', () => {
  it('the exit code is 2', async () => {
    const cwd = folderWith({ 'a.c': new Uint8Array(3) });
    writeFileSync(path.join(cwd, 'b.c'), new Uint8Array(3));
    const { code, out, error } = await gilscope(['check', '--exit-zero', '.'], { cwd });
    expect(code).toBe(2);
    expect(out).toBe('Nothing was analysed.\n2 paths skipped: 2 binary.\n');
    expect(error).toContain('error: none of the files could be analysed\n');
  });
});
