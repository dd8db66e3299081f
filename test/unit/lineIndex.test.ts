// Offsets and positions are two spellings of one place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../server/src/core/base/lineIndex.js';
import { anyText } from './text.js';

/** The definition, spelled as slowly as possible: a line ends behind \r\n, \n or a lone \r. */
const linesOf = (text: string): readonly string[] => text.split(/(?<=\r\n|\n|\r(?!\n))/);

const withOffset = anyText.chain((text) => fc.tuple(fc.constant(text), fc.nat({ max: text.length })));

describe('LineIndex', () => {
  it('knows the three line ends', () => {
    const lines = new LineIndex('a\r\nb\rc\n😀d');
    expect(lines.lineCount).toBe(4);
    expect([0, 3, 5, 7].map((offset) => lines.position(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
    ]);
    expect(lines.position(9)).toEqual({ line: 3, character: 2 });
  });

  it('has a line behind the last line end, and one in an empty text', () => {
    expect(new LineIndex('').lineCount).toBe(1);
    expect(new LineIndex('a\n').lineCount).toBe(2);
    expect(new LineIndex('a\n').position(2)).toEqual({ line: 1, character: 0 });
  });

  it('comes back to the offset it started from', () => {
    fc.assert(
      fc.property(withOffset, ([text, offset]) => {
        // Between \r and \n there is no position of its own: it counts as the end of the line's text.
        const inside = text[offset - 1] === '\r' && text[offset] === '\n';
        const lines = new LineIndex(text);
        expect(lines.offset(lines.position(offset))).toBe(inside ? offset - 1 : offset);
      }),
    );
  });

  it('agrees with the definition of a line', () => {
    fc.assert(
      fc.property(withOffset, ([text, offset]) => {
        const lines = new LineIndex(text);
        const all = linesOf(text);
        const { line, character } = lines.position(offset);
        const before = all.slice(0, line).join('').length;
        expect(before + character).toBe(offset);
        expect(lines.lineStart(line)).toBe(before);
        // The last line of a text that ends with a line end is empty, and split() leaves it out.
        expect(lines.lineCount).toBe(all.length + (/[\r\n]$/.test(text) ? 1 : 0));
      }),
    );
  });

  it('keeps a column that does not exist in its line', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 70 }), fc.nat({ max: 200 }), (text, line, character) => {
        const lines = new LineIndex(text);
        const offset = lines.offset({ line, character });
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(text.length);
        if (line < lines.lineCount) expect(lines.position(offset).line).toBe(line);
        else expect(offset).toBe(text.length);
      }),
    );
  });

  it('treats a negative column as the start of the line', () => {
    expect(new LineIndex('ab\ncd').offset({ line: 1, character: -3 })).toBe(3);
  });
});
