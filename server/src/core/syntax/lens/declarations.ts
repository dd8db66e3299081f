// What stands in a function's body where the grammar wants nothing: marks in declarations (`int ALIGNED(16) x`,
// `THREAD_LOCAL static int x`), `_Atomic(T)`, and the names of operators in calls. A mark looks like a call or a type,
// so what decides is what stands on both sides of it: never blank a name that something else could be meant by.
import { Tok } from '../tokens.js';
import type { Canvas } from './canvas.js';
import { KEYWORDS, macroLike, type Names, PRIMITIVE_WORDS, STORAGE_WORDS, TYPE_WORDS } from './names.js';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const STAR = 42;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const SEMICOLON = 59;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const COLON = 58;
const GREATER = 62;

/** A mark has no more tokens in its parentheses: what is still being typed must not cost more. */
const LONGEST = 100;

const opens = (canvas: Canvas, t: number): boolean => canvas.kind(t) === Tok.punct && canvas.first(t) === OPEN_PAREN;

/** The parenthesis that closes the one at `t`, or -1 where it is far away. */
function nearClose(canvas: Canvas, t: number): number {
  for (let depth = 0, at = t; at < canvas.count && at < t + LONGEST; at++) {
    if (canvas.kind(at) !== Tok.punct) continue;
    if (canvas.first(at) === OPEN_PAREN) depth++;
    else if (canvas.first(at) === CLOSE_PAREN && --depth === 0) return at;
  }
  return -1;
}

/** `MARK static T x`, `MARK int x`, `MARK T x = …` at the start of a statement, where `word` at `t` is the mark. */
export function isMarkBeforeDeclaration(canvas: Canvas, t: number, word: string, names: Names): boolean {
  if (canvas.kind(t + 1) !== Tok.word || canvas.newlineAfter(t)) return false;
  const next = canvas.word(t + 1);
  const isType = STORAGE_WORDS.has(next) || PRIMITIVE_WORDS.has(next);
  if (word.startsWith('__')) return isType || names.isAttribute(word);
  if (!macroLike(word, names)) return false;
  if (isType) return true;
  let name = t + 2;
  while (canvas.first(name) === STAR && canvas.kind(name) === Tok.punct) name++;
  if (KEYWORDS.has(next) || canvas.kind(name) !== Tok.word || canvas.newlineAfter(name - 1)) return false;
  const after = canvas.first(name + 1);
  return (
    canvas.kind(name + 1) === Tok.punct &&
    (after === SEMICOLON ||
      after === OPEN_BRACKET ||
      (after === EQUALS && canvas.end(name + 1) === canvas.start(name + 1) + 1))
  );
}

/** `T MARK(16) x`: the mark in the middle of a declaration becomes blanks. Returns its last token, or -1. */
export function maskMarkInDeclaration(canvas: Canvas, t: number, word: string, names: Names): number {
  if (!opens(canvas, t + 1) || canvas.kind(t - 1) !== Tok.word || canvas.newlineAfter(t - 1)) return -1;
  const before = canvas.word(t - 1);
  if (KEYWORDS.has(before) && !TYPE_WORDS.has(before)) return -1;
  if (!macroLike(word, names) && !names.isAttribute(word)) return -1;
  const close = nearClose(canvas, t + 1);
  if (close < 0 || canvas.kind(close + 1) !== Tok.word) return -1;
  const after = canvas.first(close + 2);
  if (canvas.newlineAfter(close) && after !== EQUALS && after !== OPEN_BRACKET) return -1;
  canvas.blank(canvas.start(t), canvas.end(close));
  return close;
}

/** `_Atomic(T)` becomes `T`. */
export function maskAtomic(canvas: Canvas, t: number): void {
  const close = opens(canvas, t + 1) ? nearClose(canvas, t + 1) : -1;
  if (close < 0) return;
  canvas.blank(canvas.start(t), canvas.end(t + 1));
  canvas.blank(canvas.start(close), canvas.end(close));
}

/** In an argument: `FORMAT FORMAT`, `CAST value`, `"text" FORMAT("10")`. Returns the last token that is done with, or -1. */
export function maskPastedWord(canvas: Canvas, t: number, word: string, names: Names): number {
  const before = canvas.kind(t - 1);
  if (before === Tok.word) {
    const mark = canvas.word(t - 1);
    if (!macroLike(mark, names)) return -1;
    const blanked = macroLike(word, names) && !opens(canvas, t + 1) ? t : t - 1;
    canvas.blank(canvas.start(blanked), canvas.end(blanked));
    return -1;
  }
  if (!opens(canvas, t + 1) || !macroLike(word, names)) return -1;
  const close = nearClose(canvas, t + 1);
  if (close < 0 || (before !== Tok.text && canvas.kind(close + 1) !== Tok.text)) return -1;
  canvas.blank(canvas.start(t), canvas.end(close));
  return close;
}

/** `operator++()` as a statement and `x.operator T *()` become calls of a plain name. */
export function maskOperatorName(canvas: Canvas, t: number, startsStatement: boolean): void {
  const before = canvas.first(t - 1);
  const ofMember = canvas.kind(t - 1) === Tok.punct && (before === DOT || before === MINUS);
  const isConversion = ofMember && canvas.kind(t + 1) === Tok.word;
  if (!startsStatement && !isConversion) return;
  let open = opens(canvas, t + 1) && canvas.first(t + 2) === CLOSE_PAREN ? t + 3 : t + 1;
  while (open < t + 16 && !opens(canvas, open)) {
    const c = canvas.first(open);
    if (open >= canvas.count || canvas.newlineAfter(open) || c === SEMICOLON || (c === COMMA && ofMember)) return;
    open++;
  }
  if (!opens(canvas, open) || canvas.text.slice(canvas.end(t), canvas.start(open)).includes('\n')) return;
  for (let i = canvas.end(t); i < canvas.start(open); i++) canvas.put(i, '_');
}

/** `->*` to `->`: what stands behind it is read as a member. */
export function maskMemberPointer(canvas: Canvas, t: number): void {
  if (
    canvas.first(t - 1) === MINUS &&
    canvas.end(t - 1) === canvas.start(t) &&
    canvas.end(t - 1) - canvas.start(t - 1) === 2
  )
    if (canvas.character(canvas.start(t) - 1) === 62) canvas.blank(canvas.start(t), canvas.end(t));
}

/** Words of C++ in front of a call that are no type. */
const OPERATOR_WORDS = new Set(
  'new delete throw co_await co_return co_yield not and or xor bitand bitor compl using operator typename'.split(' '),
);

/**
 * `T name(call(x));` makes an object, but the grammar reads a function with a parameter, and the call is gone.
 * `T name{call(x)};` says the same and can only be read as that. `t` is the opening parenthesis.
 */
export function maskConstruction(canvas: Canvas, t: number, names: Names): void {
  const name = canvas.word(t - 1);
  if (name === '' || KEYWORDS.has(name) || macroLike(name, names) || canvas.newlineAfter(t - 2)) return;
  const type = canvas.word(t - 2);
  if (type === '' ? canvas.first(t - 2) !== GREATER || canvas.kind(t - 2) !== Tok.punct : !isType(type, names)) return;
  const close = nearClose(canvas, t);
  const after = canvas.first(close + 1);
  if (close < 0 || (after !== SEMICOLON && after !== COMMA)) return;
  for (let at = t + 1; at < close; at++) {
    if (!isCall(canvas, at)) continue;
    canvas.put(canvas.start(t), '{');
    canvas.put(canvas.start(close), '}');
    return;
  }
}

const isType = (word: string, names: Names): boolean =>
  (!KEYWORDS.has(word) || TYPE_WORDS.has(word)) && !OPERATOR_WORDS.has(word) && !macroLike(word, names);

/** A name that is an argument's first word, perhaps qualified, and stands in front of a parenthesis. */
function isCall(canvas: Canvas, t: number): boolean {
  const word = canvas.word(t);
  if (word === '' || KEYWORDS.has(word) || !opens(canvas, t + 1)) return false;
  const before = canvas.first(t - 1);
  return canvas.kind(t - 1) === Tok.punct && (before === OPEN_PAREN || before === COMMA || before === COLON);
}
