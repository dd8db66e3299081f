// The head of a C++ function definition, from its first token to the brace. The grammar knows constructors, operators and
// qualified names; what it does not know are macros: export marks and calling conventions in front of the name, marks
// behind the parameters. A surplus macro becomes blanks. The return type may be in capitals too: one of two words goes.
import { Tok } from '../tokens.js';
import type { Canvas } from './canvas.js';
import { macroLike, type Names, PRIMITIVE_WORDS, STORAGE_WORDS } from './names.js';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const LESS = 60;
const GREATER = 62;
const COLON = 58;
const OPEN_BRACKET = 91;
const MINUS = 45;
const CAPITALS = /^_*[A-Z][A-Z0-9_]+$/;
const NO_NAMES = new Set([
  'decltype',
  'noexcept',
  'alignas',
  'explicit',
  'requires',
  'throw',
  '__declspec',
  'typename',
]);

interface Name {
  /** First token of the name with its qualification. */
  readonly from: number;
  readonly word: number;
  readonly open: number;
  readonly close: number;
}

export function maskCppHeader(canvas: Canvas, brace: number, names: Names): void {
  blankAttributes(canvas, brace);
  joinPastedName(canvas, brace, names);
  const start = behindTemplates(canvas, brace);
  const name = nameOf(canvas, start, brace, names);
  if (name === undefined) return;
  blankSurplusWords(canvas, start, name, names);
  if (name.from === start || onlyStorage(canvas, start, name.from)) plainArguments(canvas, name);
  blankParameterMarks(canvas, name, names);
  blankTail(canvas, name.close + 1, brace, names);
}

function blankAttributes(canvas: Canvas, brace: number): void {
  for (let t = 0; t < brace; t++) {
    const word = canvas.word(t);
    if (word === 'friend') canvas.blank(canvas.start(t), canvas.end(t));
    if (!word.startsWith('__attribute') || canvas.first(t + 1) !== OPEN_PAREN) continue;
    const close = canvas.closing(t + 1);
    canvas.blank(canvas.start(t), canvas.end(close));
    t = close;
  }
}

/** The first token behind `template <…>`. */
function behindTemplates(canvas: Canvas, brace: number): number {
  let t = 0;
  while (canvas.word(t) === 'template' && canvas.first(t + 1) === LESS) t = closingAngle(canvas, t + 1, brace) + 1;
  return t;
}

function closingAngle(canvas: Canvas, from: number, stop: number): number {
  for (let depth = 0, t = from; t < stop; t++) {
    if (canvas.kind(t) !== Tok.punct) continue;
    const c = canvas.first(t);
    const width = canvas.end(t) - canvas.start(t);
    if (c === OPEN_PAREN) t = canvas.closing(t);
    else if (c === LESS) depth += width;
    else if (c === GREATER) {
      depth -= width;
      if (depth <= 0) return t;
    }
  }
  return from;
}

function nameOf(canvas: Canvas, start: number, brace: number, names: Names): Name | undefined {
  let found: Name | undefined;
  for (let t = start; t < brace; t++) {
    if (canvas.kind(t) !== Tok.punct) continue;
    const c = canvas.first(t);
    if (c === LESS && canvas.word(t - 1) !== 'operator' && canvas.word(t - 1) !== '')
      t = closingAngle(canvas, t, brace);
    else if (c === OPEN_BRACKET) t = canvas.closing(t);
    else if (c === COLON && canvas.end(t) - canvas.start(t) === 1) break;
    else if (c === OPEN_PAREN) {
      const close = canvas.closing(t);
      const word = canvas.word(t - 1);
      if (NO_NAMES.has(word)) {
        t = close;
        continue;
      }
      const isMark =
        found !== undefined &&
        (macroLike(canvas.word(found.word), names) || names.isAttribute(canvas.word(found.word)));
      if (found === undefined || (isMark && canvas.kind(found.close + 1) === Tok.word && word !== ''))
        found = { from: firstOfName(canvas, t - 1, start), word: t - 1, open: t, close };
      t = close;
    } else if (c === MINUS && found !== undefined) break;
  }
  return found;
}

/** Back from the last word of `a::b<T>::c` or `operator +` to its first token. */
function firstOfName(canvas: Canvas, word: number, start: number): number {
  let t = word;
  if (canvas.first(t) === GREATER && canvas.word(t - 1) !== 'operator') t = beforeAngle(canvas, t, start);
  for (let back = t; back >= start && back > t - 4; back--) if (canvas.word(back) === 'operator') t = back;
  if (canvas.first(t - 1) === 126) t--;
  while (t - 1 > start && canvas.first(t - 1) === COLON && canvas.end(t - 1) - canvas.start(t - 1) === 2) {
    t -= 2;
    if (canvas.first(t) !== GREATER) continue;
    t = beforeAngle(canvas, t, start);
  }
  return Math.max(t, start);
}

/** From the `>` at `t` back to the word in front of its `<`. */
function beforeAngle(canvas: Canvas, from: number, start: number): number {
  let t = from;
  for (let depth = 0; t > start; t--) {
    if (canvas.first(t) === GREATER) depth += canvas.end(t) - canvas.start(t);
    else if (canvas.first(t) === LESS && --depth === 0) break;
  }
  return t - 1;
}

/** `MACRO(name)<T>(parameters)`, a name made by pasting, becomes `MACRO_name <T>(parameters)`. */
function joinPastedName(canvas: Canvas, brace: number, names: Names): void {
  for (let t = 1; t + 3 < brace; t++) {
    if (canvas.first(t) !== OPEN_PAREN || canvas.first(t + 2) !== CLOSE_PAREN || canvas.first(t + 3) !== LESS) continue;
    if (canvas.word(t + 1) === '' || !macroLike(canvas.word(t - 1), names)) continue;
    canvas.put(canvas.start(t), '_');
    canvas.blank(canvas.start(t + 2), canvas.end(t + 2));
    return;
  }
}

function onlyStorage(canvas: Canvas, from: number, to: number): boolean {
  for (let t = from; t < to; t++) if (canvas.kind(t) !== Tok.word || !STORAGE_WORDS.has(canvas.word(t))) return false;
  return true;
}

/** Of the words in front of the name one is the type; macros among the others are blanked, with their arguments. */
function blankSurplusWords(canvas: Canvas, start: number, name: Name, names: Names): void {
  const marks: { readonly from: number; readonly to: number; readonly sure: boolean }[] = [];
  let hasType = false;
  for (let t = start; t < name.from; t++) {
    const word = canvas.word(t);
    if (word === '') {
      if (canvas.first(t) === LESS) t = closingAngle(canvas, t, name.from);
      continue;
    }
    const qualified = isScopeMark(canvas, t - 1) || isScopeMark(canvas, t + 1);
    const called = canvas.first(t + 1) === OPEN_PAREN && canvas.kind(t + 1) === Tok.punct;
    const to = called ? canvas.closing(t + 1) : t;
    const sure = names.isAttribute(word) || (called && !NO_NAMES.has(word));
    if (STORAGE_WORDS.has(word) || NO_NAMES.has(word)) t = to;
    else if (!qualified && (sure || macroLike(word, names))) {
      marks.push({ from: t, to, sure });
      t = to;
    } else hasType = true;
    if (PRIMITIVE_WORDS.has(word)) hasType = true;
  }
  const last = marks.at(-1);
  for (const mark of marks)
    if (mark.sure || hasType || mark !== last) canvas.blank(canvas.start(mark.from), canvas.end(mark.to));
}

const isScopeMark = (canvas: Canvas, t: number): boolean =>
  canvas.first(t) === COLON && canvas.end(t) - canvas.start(t) === 2;

/** `TEST("name") {`: the parameters of a macro that stands for a head may be anything. */
function plainArguments(canvas: Canvas, name: Name): void {
  if (!CAPITALS.test(canvas.word(name.word))) return;
  for (let t = name.open + 1; t < name.close; t++) {
    if (canvas.kind(t) !== Tok.text && canvas.kind(t) !== Tok.number) continue;
    canvas.blank(canvas.start(t), canvas.end(t));
    canvas.put(canvas.start(t), '_');
  }
}

/** `int *unused_one UNUSED,`: a mark behind the name of a parameter. */
function blankParameterMarks(canvas: Canvas, name: Name, names: Names): void {
  for (let t = name.open + 1; t < name.close; t++) {
    const word = canvas.word(t);
    if (word === '' || !(names.isAttribute(word) || names.isMacro(word))) continue;
    const called = canvas.first(t + 1) === OPEN_PAREN;
    if (called && !names.isAttribute(word)) continue;
    const to = called ? canvas.closing(t + 1) : t;
    if (canvas.word(t - 1) === '' && !names.isAttribute(word)) continue;
    if (called && canvas.first(to + 1) !== 44 && to + 1 !== name.close) continue;
    canvas.blank(canvas.start(t), canvas.end(to));
    t = to;
  }
}

/** Between the parameters and the brace or the member initialisers. */
function blankTail(canvas: Canvas, from: number, brace: number, names: Names): void {
  for (let t = from; t < brace; t++) {
    const c = canvas.first(t);
    if (canvas.kind(t) === Tok.punct && ((c === COLON && canvas.end(t) - canvas.start(t) === 1) || c === MINUS)) return;
    const word = canvas.word(t);
    if (word === '' || (!macroLike(word, names) && !names.isAttribute(word))) continue;
    const close = canvas.first(t + 1) === OPEN_PAREN ? canvas.closing(t + 1) : t;
    if (canvas.first(close) !== CLOSE_PAREN && close !== t) return;
    canvas.blank(canvas.start(t), canvas.end(close));
    t = close;
  }
}
