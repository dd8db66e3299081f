// What must be true of tokens, items and masked text for any input, however broken.
// The inputs are soups of tokens that the lens has rules for: macros, brackets, jumps, types, directives, comments.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutItems } from '../../server/src/core/syntax/cut.js';
import { canvasOf } from '../../server/src/core/syntax/lens/canvas.js';
import { maskItem } from '../../server/src/core/syntax/lens/lens.js';
import type { Names } from '../../server/src/core/syntax/lens/names.js';
import { Tok, tokenize } from '../../server/src/core/syntax/tokens.js';
import { functionOf, soup, texts } from './soup.js';

const NAMES: Names = {
  isMacro: (name) => /^(?:CHECK|TRY)$/.test(name),
  isRegionMacro: (name) => /ALLOW_THREADS$|BLOCK_THREADS$/.test(name),
  isAttribute: (name) => name === 'DEPRECATED',
};

const RUNS = { numRuns: 500 };

/** Line ends that are no longer there. Only the semicolon that a macro lacks may stand in the place of one. */
const lostLineEnds = (original: string, masked: string): readonly string[] =>
  [...original.matchAll(/[\r\n]/g)].map((m) => masked[m.index] ?? '').filter((c) => !/[\r\n;]/.test(c));

const newLineEnds = (original: string, masked: string): readonly string[] =>
  [...masked.matchAll(/[\r\n]/g)].map((m) => original[m.index] ?? '').filter((c) => !/[\r\n]/.test(c));

describe('the tokenizer', () => {
  it('gives tokens in order, apart from each other, inside the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokenize(text);
        let at = 0;
        for (let t = 0; t < tokens.count; t++) {
          const start = tokens.start[t] ?? -1;
          const end = tokens.end[t] ?? -1;
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(tokens.first[t]).toBe(text.charCodeAt(start));
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      RUNS,
    );
  });

  it('leaves nothing but blanks between tokens and comments', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokenize(text);
        const left = text.split('');
        const take = (start: number, end: number): void => void left.fill('', start, end);
        for (let t = 0; t < tokens.count; t++) take(tokens.start[t] ?? 0, tokens.end[t] ?? 0);
        for (const comment of tokens.comments) take(comment.start, comment.end);
        expect(left.join('').trim()).toBe('');
      }),
      RUNS,
    );
  });

  it('is not fooled by quotes and comments', () => {
    const text = '"/* { */" // "\n\'"\' /* \' */ x';
    const tokens = tokenize(text);
    const words = Array.from({ length: tokens.count }, (_, t) => text.slice(tokens.start[t], tokens.end[t]));
    expect(words).toEqual(['"/* { */"', "'\"'", 'x']);
    expect(tokens.comments.map((c) => text.slice(c.start, c.end))).toEqual(['// "', "/* ' */"]);
  });

  it('reads a directive as one token, with its continuation lines', () => {
    const text = '#define A \\\r\n  { \\\n  1\nint x;';
    const tokens = tokenize(text);
    expect(tokens.kind[0]).toBe(Tok.directive);
    expect(text.slice(tokens.start[0], tokens.end[0])).toBe('#define A \\\r\n  { \\\n  1');
    expect(tokens.count).toBe(4);
  });
});

describe('the cut into items', () => {
  it('gives items in order, apart from each other, on the borders of tokens', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokenize(text);
        let at = 0;
        let token = 0;
        for (const item of cutItems(text, tokens).items) {
          expect(item.start).toBeGreaterThanOrEqual(at);
          expect(item.end).toBeGreaterThan(item.start);
          expect(item.firstToken).toBeGreaterThanOrEqual(token);
          expect(item.start).toBe(tokens.start[item.firstToken]);
          expect(item.end).toBe(tokens.end[item.endToken - 1]);
          expect(item.kind === 'function').toBe(item.brace >= 0);
          if (item.brace >= 0) expect(text[tokens.start[item.brace] ?? -1]).toBe('{');
          at = item.end;
          token = item.endToken;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      RUNS,
    );
  });

  const neighbour = 'static int\nneighbour(PyObject *self)\n{\n    return 1;\n}\n';

  /** Leftovers of a broken function may stick to the front of the item, so the body is what has to be right. */
  const expectNeighbour = (broken: string): void => {
    const text = `${broken}\n${neighbour}`;
    const tokens = tokenize(text);
    const last = cutItems(text, tokens)
      .items.filter((item) => item.kind === 'function')
      .at(-1);
    expect(tokens.start[last?.brace ?? -1]).toBe(text.lastIndexOf('{'));
    expect(last?.end).toBe(text.length - 1);
  };

  /** Whether a brace in the text closes more than the text has opened. Braces in strings and comments are none. */
  const closesTooMuch = (text: string): boolean => {
    const tokens = tokenize(text);
    let depth = 0;
    for (let t = 0; t < tokens.count; t++) {
      if (tokens.kind[t] !== Tok.punct) continue;
      if (text[tokens.start[t] ?? 0] === '{') depth++;
      else if (text[tokens.start[t] ?? 0] === '}' && --depth < 0) return true;
    }
    return false;
  };

  it('keeps a whole function behind whatever is broken before it', () => {
    fc.assert(
      fc.property(soup, (body) => {
        // A comment, a string or an `#if` that is open may swallow what follows; that is C, not a fault of the cut.
        fc.pre(!/\/\* open|"open|#|R"/.test(body) && !closesTooMuch(body));
        expectNeighbour(functionOf(body.replaceAll('\n', '\n    ')));
      }),
      RUNS,
    );
  });

  it.each(['', 'n = ', 'return n', 'static', 'if (n', 'f(a, ', 'struct s', 'n[', 'case 1:', 'typedef int'])(
    'keeps a whole function behind a brace too many and then %j',
    (leftover) => {
      expectNeighbour(functionOf(`int n = 1;\n    }\n    ${leftover}`));
    },
  );
});

describe('the lens', () => {
  const maskAll = (text: string, inC: boolean): readonly { readonly original: string; readonly masked: string }[] => {
    const tokens = tokenize(text);
    return cutItems(text, tokens).items.map((item) => {
      const canvas = canvasOf(text, item, tokens);
      let brace = -1;
      for (let t = 0; t < canvas.count && item.brace >= 0; t++) {
        if (canvas.start(t) + item.start === tokens.start[item.brace]) brace = t;
      }
      return { original: text.slice(item.start, item.end), masked: maskItem(canvas, brace, NAMES, inC).text };
    });
  };

  it('keeps the length and every line end, in both languages', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, inC) => {
        for (const { original, masked } of maskAll(text, inC)) {
          expect(masked).toHaveLength(original.length);
          expect(lostLineEnds(original, masked)).toEqual([]);
          expect(newLineEnds(original, masked)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(maskAll(text, true)).toEqual(maskAll(text, true));
      }),
    );
  });

  it('leaves plain C as it is', () => {
    const plain =
      'static int\nadd(int a, int b)\n{\n    int c = a + b;\n    if (c > 3) { return c; }\n    return f(c, "x");\n}';
    expect(maskAll(plain, true)).toEqual([{ original: plain, masked: plain }]);
  });

  it('makes a region macro a statement', () => {
    const text =
      'int f(void)\n{\n    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    Py_END_ALLOW_THREADS\n    return 0;\n}';
    const masked = maskAll(text, true)[0]?.masked ?? '';
    expect(masked).toMatch(/Py_BEGIN_ALLOW_THREAD\S?;\s+sleep\(1\);\s+Py_END_ALLOW_THREAD\S?;\s+return 0;/);
  });
});
