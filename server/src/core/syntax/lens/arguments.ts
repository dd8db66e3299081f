// Inside the parentheses of a call that may be a macro: types, jumps, operators and empty arguments stand where the
// grammar wants expressions. Jumps are kept as words of their own (`goto x` becomes `goto_x`), since they are edges.
import { Tok } from '../tokens.js';
import type { Canvas } from './canvas.js';
import { TYPE_WORDS } from './names.js';

const COMMA = 44;
const COLON = 58;
const STAR = 42;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const SEMICOLON = 59;
const OPEN_BRACE = 123;

const isEnd = (c: number): boolean => c === COMMA || c === CLOSE_PAREN || c === 0;

/**
 * Masks one argument that starts at token `t`, its first token.
 * Offsets of words that hide a jump are added to `hidden`.
 */
export function maskArgumentStart(canvas: Canvas, t: number, hidden: Set<number>): void {
  const c = canvas.first(t);
  if (c === COMMA || c === CLOSE_PAREN) {
    const before = canvas.first(t - 1);
    if (before === COMMA) canvas.blank(canvas.start(t - 1), canvas.end(t - 1));
    else if (before === OPEN_PAREN && c === COMMA) canvas.blank(canvas.start(t), canvas.end(t));
    return;
  }
  const word = canvas.word(t);
  if (word === 'goto' || word === 'return' || word === 'break' || word === 'continue') {
    hidden.add(canvas.start(t));
    if (canvas.kind(t + 1) === Tok.word || canvas.kind(t + 1) === Tok.number) joinWords(canvas, t, t + 1);
    else canvas.put(canvas.start(t), '_');
  } else if (TYPE_WORDS.has(word) && word !== 'size_t' && word !== 'wchar_t' && !isConversion(canvas, t)) {
    let last = t;
    while (canvas.kind(last + 1) === Tok.word) last++;
    if (last === t) canvas.put(canvas.start(t), '_');
    else joinWords(canvas, t, last);
  } else if (canvas.kind(t) === Tok.punct && isEnd(canvas.first(t + 1)) && c !== OPEN_PAREN) {
    for (let i = canvas.start(t); i < canvas.end(t); i++) canvas.put(i, '0');
  }
}

/** `int(x)` and `double{x}` of C++. */
const isConversion = (canvas: Canvas, t: number): boolean =>
  canvas.kind(t + 1) === Tok.punct && (canvas.first(t + 1) === OPEN_PAREN || canvas.first(t + 1) === OPEN_BRACE);

/** Masks what is wrong anywhere in an argument: the star of `T *`, a semicolon. */
export function maskArgumentToken(canvas: Canvas, t: number): void {
  const c = canvas.first(t);
  // `(X::*)` is a pointer to a member.
  if (c === STAR && canvas.end(t) === canvas.start(t) + 1 && canvas.first(t - 1) !== COLON) {
    let after = t + 1;
    while (canvas.first(after) === STAR) after++;
    if (isEnd(canvas.first(after))) canvas.blank(canvas.start(t), canvas.end(t));
  } else if (c === SEMICOLON) {
    if (canvas.first(t + 1) === CLOSE_PAREN) canvas.blank(canvas.start(t), canvas.end(t));
    else canvas.put(canvas.start(t), ',');
  }
}

function joinWords(canvas: Canvas, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    if (canvas.newlineAfter(t)) {
      canvas.blank(canvas.start(from), canvas.start(to));
      return;
    }
    for (let i = canvas.end(t); i < canvas.start(t + 1); i++) canvas.put(i, '_');
  }
}
