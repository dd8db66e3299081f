// How far the analysis got, as the summary and the JSON say it.
import { describe, expect, it } from 'vitest';
import { folderWith } from './support/folder.js';
import { gilscope } from './support/terminal.js';

const FILES = {
  'a.c': 'INCOMPLETE known() known() foreign_b() foreign_a() foreign_b() ENTER_UNLOCKED',
  'b.c': 'foreign_a() foreign_b() LEAVE_UNLOCKED ENTER_UNLOCKED',
};

const text = async (...options: string[]): Promise<readonly string[]> =>
  (await gilscope(['check', '.', ...options], { cwd: folderWith(FILES) })).out.trimEnd().split('\n');

describe('coverage', () => {
  it('is in the summary, with the macros that were not understood, once for each name', async () => {
    expect(await text()).toEqual([
      'No problems found in 2 files, 2 functions.',
      'Coverage: 1 of 2 functions analysed completely, 2 of 7 calls resolved.',
      '1 function could not be analysed completely: unbalanced braces (1) (`--format json` lists them).',
      'ENTER_UNLOCKED looks like a region and is not understood (a.c:1:64).',
      'LEAVE_UNLOCKED looks like a region and is not understood (b.c:1:25).',
      'Declare such macros with `[[region]]` in gilscope.toml, or check the `#define`s with them.',
    ]);
  });

  it('names the functions that are called most and not known with --verbose', async () => {
    expect((await text('--verbose')).at(-1)).toBe('Called most and not known: foreign_b (3), foreign_a (2).');
  });

  it('is in the JSON', async () => {
    const cwd = folderWith(FILES);
    const { out } = await gilscope(['check', '.', '--format', 'json'], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      summary: {
        functions: 2,
        functionsIncomplete: 1,
        incompleteReasons: { 'unbalanced braces': 1 },
        calls: { resolved: 2, unknown: 5 },
        unknownCallees: [
          { name: 'foreign_b', calls: 3 },
          { name: 'foreign_a', calls: 2 },
        ],
      },
      unknownMacros: [
        { name: 'ENTER_UNLOCKED', path: 'a.c', line: 1, column: 64, files: 2 },
        { name: 'LEAVE_UNLOCKED', path: 'b.c', line: 1, column: 25, files: 1 },
      ],
    });
  });

  it('does not list more macros than somebody reads', async () => {
    const many = Array.from({ length: 25 }, (_, i) => `M${i}_UNLOCKED`).join(' ');
    const { out } = await gilscope(['check', '.'], { cwd: folderWith({ 'a.c': many }) });
    expect(out).toContain('and 5 more such macros.');
  });
});
