// Inside the parentheses of a call that may be a macro: types, jumps, operators and empty arguments stand where the
// grammar wants expressions. Jumps are kept as words of their own (`goto x` becomes `goto_x`), since they are edges.
import { Tok } from '../tokens.js';
import type { Canvas } from './canvas.js';
import { CONTROL_WORDS, TYPE_WORDS } from './names.js';

const COMMA = 44;
const COLON = 58;
const STAR = 42;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const SEMICOLON = 59;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const CLOSE_BRACKET = 93;
const OPEN_BRACKET = 91;
const DOT = 46;
const EQUALS = 61;

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
  if ((c === DOT || c === OPEN_BRACKET) && canvas.kind(t) === Tok.punct) {
    blankDesignator(canvas, t);
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

/** `.member = value` and `[index] = value` of an initialiser are values. A lambda of C++ starts with a bracket too. */
function blankDesignator(canvas: Canvas, t: number): void {
  const last = canvas.first(t) === DOT ? t + 1 : t + 2;
  if (canvas.first(last + 1) === EQUALS && canvas.end(last + 1) === canvas.start(last + 1) + 1)
    canvas.blank(canvas.start(t), canvas.end(last + 1));
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

/** An initialiser in an argument is not longer than this, in tokens: what is still being typed must not cost more. */
const LONGEST = 1_000;

/**
 * `f({"x", NULL, &x})`: an argument that a macro completes to a compound literal becomes `f(("x", NULL, &x))`, so that
 * what it evaluates is still seen. Returns false where the braces at `t` hold statements.
 */
export function maskInitialiser(canvas: Canvas, t: number): boolean {
  const before = canvas.first(t - 1);
  if (before !== COMMA && before !== OPEN_PAREN && before !== OPEN_BRACE && before !== EQUALS) return false;
  const close = initialiserEnd(canvas, t);
  if (close < 0) return false;
  const isEmpty = close === t + 1;
  canvas.put(canvas.start(t), isEmpty ? '0' : '(');
  canvas.put(canvas.start(close), isEmpty ? ' ' : ')');
  if (canvas.first(close - 1) === COMMA) canvas.blank(canvas.start(close - 1), canvas.end(close - 1));
  return true;
}

/** The brace that closes the one at `t`; -1 where statements stand in between. */
function initialiserEnd(canvas: Canvas, t: number): number {
  const close = canvas.closing(t);
  if (close >= t + LONGEST || canvas.first(close) !== CLOSE_BRACE) return -1;
  let called = false;
  for (let depth = 0, at = t; at < close; at++) {
    const c = canvas.first(at);
    if (c === SEMICOLON || CONTROL_WORDS.has(canvas.word(at))) return -1;
    if (canvas.kind(at) !== Tok.punct) continue;
    // `{ ROW(1) ROW(2) }`: calls that nothing separates are statements or rows of a macro.
    if (depth === 1 && c === OPEN_PAREN && canvas.kind(at - 1) === Tok.word) called = true;
    if (depth === 2 && c === CLOSE_PAREN && called) {
      if (canvas.kind(at + 1) === Tok.word) return -1;
      called = false;
    }
    if (c === OPEN_PAREN || c === OPEN_BRACKET || c === OPEN_BRACE) depth++;
    else if (c === CLOSE_PAREN || c === CLOSE_BRACKET || c === CLOSE_BRACE) depth--;
  }
  return close;
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
