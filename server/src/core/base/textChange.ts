// Where two texts differ: what two versions of a file have in common need not be read twice.

/** The texts are equal before `start`, and from `endBefore` in the one and `endAfter` in the other on. */
export interface TextChange {
  readonly start: number;
  readonly endBefore: number;
  readonly endAfter: number;
}

/** Equal texts are compared in pieces, which is much faster than by character. */
const PIECE = 8192;

/** The shortest stretch with all that differs. */
export function changeBetween(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start + PIECE <= most && before.slice(start, start + PIECE) === after.slice(start, start + PIECE))
    start += PIECE;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let endBefore = before.length;
  let endAfter = after.length;
  const room = most - start;
  let common = 0;
  while (
    common + PIECE <= room &&
    before.slice(endBefore - PIECE, endBefore) === after.slice(endAfter - PIECE, endAfter)
  ) {
    common += PIECE;
    endBefore -= PIECE;
    endAfter -= PIECE;
  }
  while (common < room && before.charCodeAt(endBefore - 1) === after.charCodeAt(endAfter - 1)) {
    common++;
    endBefore--;
    endAfter--;
  }
  return { start, endBefore, endAfter };
}
