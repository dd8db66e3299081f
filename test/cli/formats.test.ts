// The output formats: exact text for people, the promised shape for programs.
import { describe, expect, it } from 'vitest';
import { folderWith } from './support/folder.js';
import { gilscope } from './support/terminal.js';

async function output(text: string, format: string): Promise<string> {
  const cwd = folderWith({ 'src/a.c': text });
  return (await gilscope(['check', 'src', '--format', format], { cwd })).out;
}

/** The source line and the carets of the only finding, without the margin. */
async function excerpt(text: string): Promise<readonly string[]> {
  const lines = (await output(text, 'text')).split('\n');
  const at = lines.findIndex((line) => line.includes('^'));
  return lines.slice(at - 1, at + 1).map((line) => line.slice(line.indexOf('|') + 2));
}

describe('text', () => {
  it('shows the finding, the line, the steps and the condition', async () => {
    const text = '#ifdef X // BECAUSE\nint a;\n  FINDING(warning);\n';
    expect(await output(text, 'text')).toBe(
      [
        'warning[blocking-with-gil]: FINDING(warning) is wrong',
        ' --> src/a.c:3:3',
        '  |',
        '3 |   FINDING(warning);',
        '  |   ^^^^^^^^^^^^^^^^',
        '  |',
        '  = note: src/a.c:1:1: it started here',
        '  = only under: #ifdef MS_WINDOWS',
        '',
        'Found 1 problem (1 warning) in 1 file, 1 function.',
        'Coverage: 1 of 1 function analysed completely.',
        '',
      ].join('\n'),
    );
  });

  it('has a margin as wide as the line number', async () => {
    const lines = (await output(`${'\n'.repeat(99)}FINDING(error)`, 'text')).split('\n');
    expect(lines.slice(1, 5)).toEqual([
      '   --> src/a.c:100:1',
      '    |',
      '100 | FINDING(error)',
      '    | ^^^^^^^^^^^^^^',
    ]);
  });

  it('puts the carets under the word whatever stands before it', async () => {
    expect(await excerpt('\tFINDING(hint)')).toEqual(['    FINDING(hint)', '    ^^^^^^^^^^^^^']);
    expect(await excerpt('/* 漢字 */ FINDING(hint)')).toEqual(['/* 漢字 */ FINDING(hint)', '           ^^^^^^^^^^^^^']);
    expect(await excerpt('/* 😀 */ FINDING(hint)')).toEqual(['/* 😀 */ FINDING(hint)', '         ^^^^^^^^^^^^^']);
    expect(await excerpt('/* e\u0301 */ FINDING(hint)')).toEqual([
      '/* e\u0301 */ FINDING(hint)',
      '        ^^^^^^^^^^^^^',
    ]);
  });

  it('cuts a very long line around the finding', async () => {
    const [line = '', carets = ''] = await excerpt(`${'x'.repeat(5000)} FINDING(hint) ${'y'.repeat(5000)}`);
    expect(line).toMatch(/^…x{59} FINDING\(hint\) y+…$/);
    expect(line.length).toBeLessThan(170);
    expect(line.slice(carets.indexOf('^'), carets.length)).toBe('FINDING(hint)');
  });

  it('lets no control character of the source through to the terminal', async () => {
    const [line] = await excerpt('/* \x1b[31m \u202e */ FINDING(hint)');
    expect(line).toBe('/* \ufffd[31m \ufffd */ FINDING(hint)');
  });
});

describe('concise', () => {
  it('is one line a finding, as compilers print them, and the summary', async () => {
    expect(await output('FINDING(error)\n FINDING(info)', 'concise')).toBe(
      [
        'src/a.c:1:1: error: FINDING(error) is wrong [api-without-gil]',
        'src/a.c:2:2: info: FINDING(info) is wrong [blocking-with-gil]',
        'Found 2 problems (1 error, 1 remark) in 1 file, 1 function.',
        'Coverage: 1 of 1 function analysed completely.',
        '',
      ].join('\n'),
    );
  });
});

describe('json', () => {
  it('has the promised shape', async () => {
    const parsed = JSON.parse(await output('INCOMPLETE BECAUSE\n  FIXABLE\n', 'json'));
    expect(parsed).toEqual({
      version: 1,
      tool: 'gilscope',
      toolVersion: '1.2.3',
      summary: {
        files: 1,
        functions: 1,
        functionsIncomplete: 1,
        bytes: 29,
        elapsedMs: expect.any(Number),
        findings: { error: 0, warning: 1, info: 0, hint: 0 },
        incompleteReasons: { 'unbalanced braces': 1 },
        calls: { resolved: 0, unknown: 0 },
        unknownCallees: [],
      },
      findings: [
        {
          rule: 'blocking-with-gil',
          severity: 'warning',
          certainty: 'always',
          path: 'src/a.c',
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 10,
          function: 'f',
          callee: 'nap',
          message: 'FIXABLE is wrong',
          condition: null,
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          fixable: true,
          fix: {
            title: 'Repair it',
            safe: true,
            edits: [{ line: 2, column: 3, endLine: 2, endColumn: 10, newText: '' }],
          },
          refusal: null,
          trace: [{ path: 'src/a.c', line: 1, column: 1, message: 'it started here' }],
        },
      ],
      incomplete: [{ path: 'src/a.c', line: 1, function: 'odd', reason: 'unbalanced braces' }],
      unknownMacros: [],
      configProblems: [],
    });
  });

  it('is one object even where nothing could be analysed', async () => {
    const cwd = folderWith({ 'a.c': new Uint8Array(3) });
    const { code, out } = await gilscope(['check', 'a.c', '--format', 'json'], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      summary: { files: 0, functions: 0 },
      findings: [],
      incomplete: [{ path: 'a.c', line: 1, function: '', reason: 'is a binary file (it holds NUL bytes)' }],
    });
  });

  it('lists files on which the analysis failed as incomplete', async () => {
    expect(JSON.parse(await output('CRASH', 'json')).incomplete).toEqual([
      { path: 'src/a.c', line: 1, function: '', reason: expect.stringContaining('internal error: ') },
    ]);
  });
});

describe('a fingerprint', () => {
  const prints = async (text: string): Promise<readonly string[]> =>
    JSON.parse(await output(text, 'json')).findings.map((finding: { fingerprint: string }) => finding.fingerprint);

  it('does not change when lines are added elsewhere or the line is indented anew', async () => {
    const [before] = await prints('int a;\n  FINDING(error); // x\n');
    expect(await prints('\n\nint b;\n\tFINDING(error);   // x\n')).toEqual([before]);
  });

  it('changes with the line', async () => {
    const [before] = await prints('FINDING(error);');
    expect(await prints('x = FINDING(error);')).not.toEqual([before]);
  });

  it('tells equal lines apart by their order', async () => {
    const [first, second, ...others] = await prints('FINDING(error);\nFINDING(error);\n');
    expect(others).toEqual([]);
    expect(first).not.toBe(second);
    expect(await prints('FINDING(error);\n')).toEqual([first]);
  });
});
