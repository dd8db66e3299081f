// What is taken over from the text before is what reading the new text would give.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../server/src/core/base/lineIndex.js';
import { changeBetween } from '../../server/src/core/base/textChange.js';
import { cutItems, NO_CUT } from '../../server/src/core/syntax/cut.js';
import { fileTokens, tokensAfter } from '../../server/src/core/syntax/fileTokens.js';
import { type Tokens, tokenize } from '../../server/src/core/syntax/tokens.js';
import { functionOf, soup, texts } from './soup.js';

const RUNS = { numRuns: 1000 };

/** Two texts with something in common in front and behind, as much as a token may look ahead and more. */
const edited = fc
  .tuple(fc.array(texts, { maxLength: 4 }), texts, texts, fc.array(texts, { maxLength: 4 }))
  .map(([front, before, after, behind]) => ({
    before: `${front.join('')}${before}${behind.join('')}`,
    after: `${front.join('')}${after}${behind.join('')}`,
  }));

const TOP_LEVEL = [
  '#if A\nint f(void) {\n#else\nint f(int a) {\n#endif\n    return 0;\n}',
  '#ifdef A',
  '#else',
  '#endif',
  'MACRO(a) int b;',
  'int f(a, b)\n    int a;\n    int b;\n{\n    return a;\n}',
  'extern "C" {',
  'static int x[] = { 1, 2 };',
  'int',
  '}',
  '{',
];

/** Something typed into, or taken out of, what is like a file: functions, declarations and directives, whole or broken. */
const inFile = fc
  .tuple(
    fc.array(fc.oneof(texts, soup.map(functionOf), fc.constantFrom(...TOP_LEVEL), fc.constantFrom(...TOP_LEVEL)), {
      maxLength: 12,
    }),
    fc.constantFrom('\n', '\n  ', ' ', `/* ${'long '.repeat(20)} */`),
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.constantFrom('', ' ', 'x', '(', ')', '{', '}', ';', '\n', '#', '/* ', '"', '\n#if B\n', '\n#endif\n', 'int a;'),
  )
  .map(([pieces, gap, at, gone, typed]) => {
    const before = pieces.join(gap);
    const from = at % (before.length + 1);
    return { before, after: before.slice(0, from) + typed + before.slice(from + gone) };
  });

const columns = ({ count, kind, start, end, first, comments }: Tokens) => ({
  kind: [...kind.subarray(0, count)],
  start: [...start.subarray(0, count)],
  end: [...end.subarray(0, count)],
  first: [...first.subarray(0, count)],
  comments,
});

describe('the change between two texts', () => {
  it('is all that they do not have in common, and no more', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const { start, endBefore, endAfter } = changeBetween(before, after);
        expect(before.slice(0, start) + after.slice(start, endAfter) + before.slice(endBefore)).toBe(after);
        if (start < endBefore && start < endAfter) {
          expect(before[start]).not.toBe(after[start]);
          expect(before[endBefore - 1]).not.toBe(after[endAfter - 1]);
        }
      }),
      RUNS,
    );
  });

  it('is found in long texts', () => {
    const text = 'int x;\n'.repeat(5000);
    expect(changeBetween(text, text)).toEqual({ start: 35_000, endBefore: 35_000, endAfter: 35_000 });
    expect(changeBetween(text, `${text.slice(0, 20_000)}#${text.slice(20_001)}`)).toEqual({
      start: 20_000,
      endBefore: 20_001,
      endAfter: 20_001,
    });
  });

  it('leaves the tokens that reading anew would give', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const tokens = tokensAfter({ text: before, tokens: tokenize(before) }, after);
        expect(columns(tokens)).toEqual(columns(tokenize(after)));
      }),
      RUNS,
    );
  });

  it('leaves them over a history of texts', () => {
    fc.assert(
      fc.property(fc.array(edited, { maxLength: 6 }), (history) => {
        for (const { before, after } of history)
          for (const text of [before, after]) expect(columns(fileTokens(text))).toEqual(columns(tokenize(text)));
      }),
    );
  });

  it('leaves the items that cutting anew would give', () => {
    let kept = 0;
    fc.assert(
      fc.property(inFile, ({ before, after }) => {
        const [tokens, tokensNow] = [tokenize(before), tokenize(after)];
        const change = changeBetween(before, after);
        const cut = cutItems(before, tokens, {
          cut: NO_CUT,
          change: { start: 0, endBefore: 0, endAfter: before.length },
        });
        const now = cutItems(after, tokensNow, { cut, change });
        expect(now).toEqual(cutItems(after, tokensNow));
        kept += now.open.filter((open) => cut.open.includes(open)).length;
      }),
      { numRuns: 5000 },
    );
    expect(kept).toBeGreaterThan(1000);
  });

  it('cuts items again whose end was decided by what stood far behind them', () => {
    const before = `int n;\nint f(a)\n${Array.from({ length: 20 }, (_, i) => `    int a${i};\n`).join('')}`;
    const after = `${before}{\n    return n;\n}\n`;
    const cut = cutItems(before, tokenize(before));
    const now = cutItems(after, tokenize(after), { cut, change: changeBetween(before, after) });
    expect(cut.items).toHaveLength(21);
    expect(now.items).toHaveLength(2);
  });

  it('leaves the lines that reading anew would give', () => {
    fc.assert(
      fc.property(edited, ({ before, after }) => {
        const fresh = new LineIndex(after);
        const lines = new LineIndex(after, { lines: new LineIndex(before), change: changeBetween(before, after) });
        const starts = (of: LineIndex): number[] => Array.from({ length: of.lineCount }, (_, i) => of.lineStart(i));
        expect(starts(lines)).toEqual(starts(fresh));
      }),
      RUNS,
    );
  });
});
