// How many cells of a terminal a piece of text takes. Rough, as terminals are: good enough to put a caret under a word.

/** Ranges of characters that are two cells wide, after Unicode's East Asian Width and emoji presentation. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (/^[\p{M}\p{Cf}]$/u.test(character)) continue;
    width += WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
  }
  return width;
}
