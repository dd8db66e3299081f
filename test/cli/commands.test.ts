// The command line around `check`: help, version, the smaller commands, and every way to call them wrongly.
import { describe, expect, it } from 'vitest';
import { folderWith } from './support/folder.js';
import { gilscope } from './support/terminal.js';

describe('help', () => {
  it('lists the commands', async () => {
    const { code, out, error } = await gilscope(['--help']);
    expect([code, error]).toEqual([0, '']);
    for (const command of ['check', 'annotate', 'state', 'explain', 'rules', 'dump', 'lsp']) {
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
  });

  it('documents every option of every command', async () => {
    for (const command of ['check', 'annotate', 'state', 'explain', 'rules', 'dump', 'lsp']) {
      const { code, out } = await gilscope([command, '--help']);
      expect(code).toBe(0);
      const options = out.match(/^ {2}-.*$/gm) ?? [];
      for (const line of options) expect(line).toMatch(/^ {2}\S+.* {2}\S/);
    }
    const { out } = await gilscope(['check', '--help']);
    expect(out).toContain('Exit code: 0 clean, 1 findings');
    expect(out).toContain('NO_COLOR');
    expect(out).toContain('.hpp');
  });

  it('is printed, as an error, when no command is given', async () => {
    const { code, out, error } = await gilscope([]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('Usage: gilscope');
  });
});

describe('the version', () => {
  it('is printed', async () => {
    expect(await gilscope(['--version'])).toEqual({ code: 0, out: 'gilscope 1.2.3\n', error: '' });
  });
});

describe('wrong usage', () => {
  it.each([
    [['check', '--frobnicate', '.'], "error: unknown option '--frobnicate'"],
    [['check', '--formt', 'json', '.'], '(Did you mean --format?)'],
    [['check', '--format', 'xml', '.'], "argument 'xml' is invalid. Allowed choices are text, concise, json, html."],
    [['check', '--fail-on', 'all', '.'], "argument 'all' is invalid"],
    [['check', '--max-bytes', '5MB', '.'], 'It must be a whole number above 0.'],
    [['check', '--max-bytes', '0', '.'], 'It must be a whole number above 0.'],
    [['check', '--max-bytes', '-1', '.'], 'It must be a whole number above 0.'],
    [['check'], 'error: no path given'],
    [['chekc', '.'], "error: unknown command 'chekc'\n(Did you mean check?)"],
    [['explain'], "error: missing required argument 'rule'"],
    [['explain', 'no-such-rule'], 'error: there is no rule `no-such-rule`; the rules are api-without-gil, '],
    [['explain', 'api-without-gil', 'blocking-with-gil'], 'error: too many arguments'],
    [['rules', '--format', 'yaml'], "argument 'yaml' is invalid"],
    [['state'], "error: missing required argument 'place'"],
    [['state', 'a.c'], 'error: expected FILE:LINE or FILE:LINE:COLUMN, not `a.c`'],
    [['state', 'gone.c:1'], 'error: gone.c: no such file or directory'],
    [['dump', 'a.c'], 'error: give one of --ir, --facts, --summaries'],
    [['dump', '--ir', '--facts', 'a.c'], 'error: give one of --ir, --facts, --summaries'],
    [['dump', '--ir'], "error: missing required argument 'file'"],
    [['dump', '--ir', 'gone.c'], 'error: gone.c: no such file or directory'],
    [['lsp', '--socket=1'], "error: unknown option '--socket=1'"],
  ])('%j ends with 2 and a line that says why', async (parameters, message) => {
    const { code, out, error } = await gilscope(parameters, { cwd: folderWith({}) });
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(message);
    expect(error).not.toMatch(/ at .*\.[jt]s:/);
  });
});

describe('rules', () => {
  it('lists them', async () => {
    const { code, out } = await gilscope(['rules']);
    expect(code).toBe(0);
    expect(out).toBe('api-without-gil    error    One line.\nblocking-with-gil  warning  Another line.\n');
  });

  it('lists them for programs', async () => {
    const { out } = await gilscope(['rules', '--format', 'json']);
    expect(JSON.parse(out)[0]).toEqual({ id: 'api-without-gil', severity: 'error', summary: 'One line.' });
  });
});

describe('explain', () => {
  it('prints the documentation of a rule', async () => {
    const { code, out } = await gilscope(['explain', 'api-without-gil']);
    expect([code, out]).toEqual([0, 'api-without-gil (error)\n\nOne line.\n\nTwo\n\nparagraphs.\n']);
  });
});

describe('dump', () => {
  it('prints one stage', async () => {
    const cwd = folderWith({ 'a.c': '' });
    for (const stage of ['ir', 'facts', 'summaries']) {
      expect(await gilscope(['dump', `--${stage}`, 'a.c'], { cwd })).toEqual({
        code: 0,
        out: `${stage} of a.c\n`,
        error: '',
      });
    }
  });

  it('says what is wrong with a file', async () => {
    const cwd = folderWith({ 'a.c': new Uint8Array(3), 'b.py': '', 'c.c': 'CRASH', 'x.c/a.c': '' });
    const complaint = async (file: string): Promise<string> => {
      const { code, error } = await gilscope(['dump', '--ir', file, '--max-bytes', '10'], { cwd });
      expect(code).toBe(2);
      return error;
    };
    expect(await complaint('a.c')).toBe('error: a.c: is a binary file (it holds NUL bytes)\n');
    expect(await complaint('b.py')).toBe('error: b.py: is not a C or C++ file, to judge by its name\n');
    expect(await complaint('x.c')).toBe('error: x.c: is a directory\n');
  });
});

describe('state', () => {
  it('says where the file ends when the line does not exist', async () => {
    const cwd = folderWith({ 'a.c': 'int a;\nint b;' });
    const complaint = async (place: string): Promise<string> => (await gilscope(['state', place], { cwd })).error;
    expect(await complaint('a.c:3')).toBe('error: a.c has 2 lines, no line 3\n');
    expect(await complaint('a.c:0')).toBe('error: a.c has 2 lines, no line 0\n');
    expect(await complaint('a.c:1:99')).toBe('error: line 1 of a.c has 6 columns, no column 99\n');
  });

  it('of a place outside of any function is that', async () => {
    const cwd = folderWith({ 'a.c': '\n   int a;' });
    expect(await gilscope(['state', 'a.c:2'], { cwd })).toEqual({
      code: 0,
      out: 'a.c:2:4: outside of any function\n',
      error: '',
    });
  });
});

describe('lsp', () => {
  it('serves, with the parameters that editors add', async () => {
    for (const parameters of [['lsp'], ['lsp', '--stdio'], ['lsp', '--stdio', '--clientProcessId=1']]) {
      expect((await gilscope(parameters)).code).toBe(0);
    }
  });
});
