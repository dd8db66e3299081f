// Edits are applied as if all at once, whatever order they are listed in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../server/src/core/base/textEdit.js';
import { anyText } from './text.js';

/** Edits that do not overlap and do not touch, in the order of the text. */
const textWithEdits = anyText.chain((text) =>
  fc
    .uniqueArray(fc.nat({ max: text.length }), { maxLength: 8 })
    .map((cuts) => [...cuts].sort((a, b) => a - b))
    .chain((cuts) => {
      const spans: { start: number; end: number }[] = [];
      for (let i = 0; i + 1 < cuts.length; i += 2) spans.push({ start: cuts[i] ?? 0, end: cuts[i + 1] ?? 0 });
      return fc.tuple(
        fc.constant(text),
        fc.tuple(...spans.map((span) => fc.string({ maxLength: 4 }).map((newText): TextEdit => ({ span, newText })))),
      );
    }),
);

describe('applyEdits', () => {
  it('replaces, inserts and removes', () => {
    const edits = [
      { span: { start: 0, end: 1 }, newText: 'A' },
      { span: { start: 2, end: 2 }, newText: '-' },
      { span: { start: 3, end: 5 }, newText: '' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('Ab-cf');
  });

  it('keeps the order of two insertions at one place', () => {
    const at = { start: 1, end: 1 };
    expect(
      applyEdits('ab', [
        { span: at, newText: '1' },
        { span: at, newText: '2' },
      ]),
    ).toBe('a12b');
  });

  it('inserts before what is replaced at the same place', () => {
    const edits = [
      { span: { start: 1, end: 2 }, newText: 'B' },
      { span: { start: 1, end: 1 }, newText: '+' },
    ];
    expect(applyEdits('abc', edits)).toBe('a+Bc');
  });

  it('does not care for the order of the list', () => {
    fc.assert(
      fc.property(textWithEdits, ([text, edits]) => {
        expect(applyEdits(text, [...edits].reverse())).toBe(applyEdits(text, edits));
      }),
    );
  });

  it('gives what cutting from the back gives', () => {
    fc.assert(
      fc.property(textWithEdits, ([text, edits]) => {
        let expected = text;
        for (const { span, newText } of [...edits].reverse()) {
          expected = expected.slice(0, span.start) + newText + expected.slice(span.end);
        }
        expect(applyEdits(text, edits)).toBe(expected);
      }),
    );
  });

  it('changes nothing where nothing is changed', () => {
    fc.assert(
      fc.property(textWithEdits, ([text, edits]) => {
        const same = edits.map(({ span }) => ({ span, newText: text.slice(span.start, span.end) }));
        expect(applyEdits(text, same)).toBe(text);
      }),
    );
  });
});
