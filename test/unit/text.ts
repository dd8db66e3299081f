// Texts for property tests: every kind of line end, tabs, letters outside the basic plane and lone surrogates.
import fc from 'fast-check';

const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('\n', '\r\n', '\r') },
  { weight: 5, arbitrary: fc.constantFrom('a', 'int ', '\t', '{', '}', ';', '"', '\\', '/*', '*/', '//') },
  { weight: 2, arbitrary: fc.constantFrom('é', '漢', '😀', '\u{1F9D1}\u200D\u{1F4BB}', '\ud83d', '\u2028', '\ufeff') },
);

export const anyText = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
