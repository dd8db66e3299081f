// The head of a function definition, from its first token to the brace: `Py_LOCAL(type) name(`, calling conventions,
// generator macros in front. What remains must be one type and one name, or the grammar takes the body for something else.
import { Tok } from '../tokens.js';
import type { Canvas } from './canvas.js';
import { KEYWORDS, macroLike, type Names, PRIMITIVE_WORDS, STORAGE_WORDS } from './names.js';

const OPEN_PAREN = 40;

/** A word with the parenthesis that follows it, at the top level of the head. */
interface Group {
  readonly word: number;
  readonly open: number;
  readonly close: number;
}

export function maskHeader(canvas: Canvas, brace: number, names: Names): void {
  joinPastedNames(canvas, brace);
  blankAttributes(canvas, brace);
  const groups = groupsOf(canvas, brace);
  const nameAt = groups.findIndex((_, i) => !isPrefix(canvas, groups, i, names));
  const name = groups[nameAt];
  if (name === undefined) return;
  let types = 0;
  for (const group of groups.slice(0, nameAt)) {
    if (unwraps(canvas, group, name, names)) {
      canvas.blank(canvas.start(group.word), canvas.end(group.open));
      canvas.blank(canvas.start(group.close), canvas.end(group.close));
      types++;
    } else canvas.blank(canvas.start(group.word), canvas.end(group.close));
  }
  blankSurplusWords(canvas, name.word, groups.slice(0, nameAt), types, names);
  blankParameterMarks(canvas, name, names);
  blankTail(canvas, name.close + 1, brace, names);
}

/** `int *unused_one UNUSED,`: a mark behind the name of a parameter. */
function blankParameterMarks(canvas: Canvas, name: Group, names: Names): void {
  for (let t = name.open + 2; t < name.close; t++) {
    const after = canvas.first(t + 1);
    if (after !== 44 && t + 1 !== name.close) continue;
    const before = canvas.word(t - 1);
    if (before !== '' && !KEYWORDS.has(before) && macroLike(canvas.word(t), names))
      canvas.blank(canvas.start(t), canvas.end(t));
  }
}

/** `__attribute__((…))` in front of the name would be taken for the name. */
function blankAttributes(canvas: Canvas, brace: number): void {
  for (let t = 0; t < brace; t++) {
    if (!canvas.word(t).startsWith('__attribute') || canvas.first(t + 1) !== OPEN_PAREN) continue;
    const close = canvas.closing(t + 1);
    canvas.blank(canvas.start(t), canvas.end(close));
    t = close;
  }
}

/** `PREFIX(name)(parameters)`, a name made by pasting, becomes `PREFIX_name (parameters)`. */
function joinPastedNames(canvas: Canvas, brace: number): void {
  for (let t = 1; t + 3 < brace; t++) {
    const isPasted =
      canvas.first(t) === OPEN_PAREN &&
      canvas.word(t - 1) !== '' &&
      canvas.word(t + 1) !== '' &&
      canvas.first(t + 2) === 41 &&
      canvas.first(t + 3) === OPEN_PAREN;
    if (!isPasted || KEYWORDS.has(canvas.word(t - 1))) continue;
    canvas.put(canvas.start(t), '_');
    canvas.blank(canvas.start(t + 2), canvas.end(t + 2));
    return;
  }
}

function groupsOf(canvas: Canvas, brace: number): Group[] {
  const groups: Group[] = [];
  for (let t = 0; t < brace; t++) {
    if (canvas.kind(t) !== Tok.punct || canvas.first(t) !== OPEN_PAREN) continue;
    const close = canvas.closing(t);
    if (canvas.first(close + 1) === OPEN_PAREN && canvas.character(canvas.start(t)) === 95) continue;
    const pasted = canvas.first(t - 1) === 41;
    const word = canvas.word(pasted ? t - 4 : t - 1);
    if (word !== '' && !KEYWORDS.has(word) && !word.startsWith('__attribute'))
      groups.push({ word: pasted ? t - 4 : t - 1, open: t, close });
    t = close;
  }
  return groups;
}

/** A macro in front of the real head: another group follows, with nothing but words and stars in between. */
function isPrefix(canvas: Canvas, groups: readonly Group[], at: number, names: Names): boolean {
  const group = groups[at];
  const next = groups[at + 1];
  if (group === undefined || next === undefined) return false;
  const word = canvas.word(group.word);
  if (!macroLike(word, names) && !names.isAttribute(word)) return false;
  if (next.word <= group.close) return false;
  for (let t = group.close + 1; t < next.word; t++)
    if (canvas.kind(t) !== Tok.word && canvas.first(t) !== 42 && canvas.kind(t) !== Tok.directive) return false;
  return true;
}

/** `LOCAL(type) name(`: the parenthesis holds the type, since no other type stands before the name. */
function unwraps(canvas: Canvas, group: Group, name: Group, names: Names): boolean {
  for (let t = group.close + 1; t < name.word; t++) {
    const word = canvas.word(t);
    if (word !== '' && !STORAGE_WORDS.has(word) && !word.startsWith('__') && !names.isAttribute(word)) return false;
  }
  for (let t = group.open + 1; t < group.close; t++)
    if (canvas.kind(t) !== Tok.word && canvas.first(t) !== 42) return false;
  return group.close > group.open + 1;
}

function blankSurplusWords(
  canvas: Canvas,
  name: number,
  prefixes: readonly Group[],
  unwrapped: number,
  names: Names,
): void {
  const inPrefix = (t: number): boolean => prefixes.some((group) => group.word <= t && t <= group.close);
  const candidates: number[] = [];
  let types = unwrapped;
  for (let t = 0; t < name; t++) {
    const word = canvas.word(t);
    if (word === '' || inPrefix(t) || STORAGE_WORDS.has(word)) continue;
    // `__stdcall` is no type, but `__m128i` may be the only one.
    if (word.startsWith('__') && names.isAttribute(word)) continue;
    if (word === 'struct' || word === 'union' || word === 'enum') {
      types = 1;
      t++;
    } else if (PRIMITIVE_WORDS.has(word)) types = 1;
    else candidates.push(t);
  }
  const surplus = candidates.length + Math.min(types, 1) - 1;
  if (surplus <= 0) return;
  const suspicion = (t: number): number => {
    const word = canvas.word(t);
    return names.isAttribute(word) ? 3 : names.isMacro(word) ? 2 : macroLike(word, names) ? 1 : 0;
  };
  const ranked = [...candidates].sort((a, b) => suspicion(b) - suspicion(a) || b - a);
  for (const t of ranked.slice(0, surplus)) canvas.blank(canvas.start(t), canvas.end(t));
}

/** Between the parameters and the brace: attributes, or old-style declarations of the parameters. */
function blankTail(canvas: Canvas, from: number, brace: number, names: Names): void {
  for (let t = from; t < brace; t++)
    if (canvas.first(t) === 59) {
      // Old-style declarations of the parameters: the grammar does not know them.
      canvas.blank(canvas.start(from), canvas.start(brace));
      return;
    }
  for (let t = from; t < brace; t++) {
    if (canvas.kind(t) === Tok.directive && /^#\s*pragma\b/.test(canvas.text.slice(canvas.start(t), canvas.end(t))))
      canvas.blank(canvas.start(t), canvas.end(t));
    const word = canvas.word(t);
    if (!macroLike(word, names) && !names.isAttribute(word)) continue;
    const close = canvas.first(t + 1) === OPEN_PAREN ? canvas.closing(t + 1) : t;
    canvas.blank(canvas.start(t), canvas.end(close));
    t = close;
  }
}
