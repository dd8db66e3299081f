// Rewrites what the grammar cannot know into text of exactly the same length.
// Without it `Py_BEGIN_ALLOW_THREADS⏎ sleep(1);` is a declaration of `sleep`, and often no error node tells you.
// It walks the tokens once with a stack of bracket contexts; generic rules beat tables of names, so it asks little.
import { Tok } from '../tokens.js';
import { maskArgumentStart, maskArgumentToken, maskInitialiser } from './arguments.js';
import type { Canvas } from './canvas.js';
import { maskCppHeader } from './cppHeader.js';
import {
  isMarkBeforeDeclaration,
  maskAtomic,
  maskConstruction,
  maskMarkInDeclaration,
  maskMemberPointer,
  maskOperatorName,
  maskPastedWord,
} from './declarations.js';
import { maskHeader } from './header.js';
import { CONTROL_WORDS, KEYWORDS, macroLike, type Names } from './names.js';

export interface Masked {
  readonly text: string;
  /** Offsets of words that hide a `goto`, `return`, `break` or `continue` in a macro's argument. */
  readonly hiddenJumps: ReadonlySet<number>;
}

type Context = 'block' | 'data' | 'call' | 'control' | 'group';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const STAR = 42;
const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const QUESTION = 63;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const ASSEMBLER = new Set(['asm', '_asm', '__asm', '__asm__']);

/** @param brace token that opens the body, -1 where there is none; @param inC the C grammar is going to read it */
export function maskItem(canvas: Canvas, brace: number, names: Names, inC: boolean): Masked {
  const hiddenJumps = new Set<number>();
  if (brace >= 0) {
    if (inC) maskHeader(canvas, brace, names);
    else maskCppHeader(canvas, brace, names);
    maskBody(canvas, brace, names, inC, hiddenJumps);
  }
  // `@name@` is a placeholder of a generator.
  for (let at = canvas.text.indexOf('@'); at >= 0; at = canvas.text.indexOf('@', at + 1)) canvas.put(at, '_');
  return { text: canvas.masked(), hiddenJumps };
}

function maskBody(canvas: Canvas, brace: number, names: Names, inC: boolean, hidden: Set<number>): void {
  const stack: Context[] = [];
  let fresh = true;
  let questions = 0;
  let tag = false;
  let assigned = false;
  let closed: Context = 'group';
  /** Closing parentheses behind which the lens has put a semicolon. */
  const ended = new Set<number>();
  const startStatement = (): void => {
    fresh = true;
    questions = 0;
    tag = false;
    assigned = false;
  };

  for (let t = brace; t < canvas.count; t++) {
    const context = stack.at(-1) ?? 'block';
    const kind = canvas.kind(t);
    const c = canvas.first(t);
    if (kind === Tok.directive) continue;
    if (context === 'call') {
      const before = canvas.first(t - 1);
      if (before === COMMA || ((before === OPEN_PAREN || before === OPEN_BRACE) && !closes(c)))
        maskArgumentStart(canvas, t, hidden);
      maskArgumentToken(canvas, t);
    }
    if (kind === Tok.word) {
      const word = canvas.word(t);
      const done = maskWord(canvas, t, word, names, inC, context, fresh);
      if (done >= 0) {
        t = done;
        continue;
      }
      // A region macro at the start of a line ends whatever is still being typed before it.
      if (context === 'block' && !fresh && t > brace && names.isRegionMacro(word) && canvas.newlineAfter(t - 1)) {
        endUnfinished(canvas, t);
        startStatement();
      }
      if (context === 'block' && fresh) {
        const after = maskStatementStart(canvas, t, word, names, inC, ended);
        if (after >= 0) {
          t = after;
          startStatement();
          continue;
        }
      }
      if (word === 'struct' || word === 'union' || word === 'enum') tag = true;
      fresh = false;
      if (context === 'block' && (word === 'else' || word === 'do')) startStatement();
      continue;
    }
    if (kind !== Tok.punct) {
      fresh = false;
      continue;
    }
    switch (c) {
      case OPEN_PAREN:
        if (!inC && context === 'block' && !fresh) maskConstruction(canvas, t, names);
        stack.push(parenthesis(canvas, t));
        fresh = false;
        break;
      case OPEN_BRACKET:
        stack.push('group');
        fresh = false;
        break;
      case OPEN_BRACE:
        if (inC && context === 'call' && maskInitialiser(canvas, t)) stack.push('call');
        else {
          stack.push(braces(canvas, t, context, { fresh, tag, assigned, closed }));
          startStatement();
        }
        break;
      case CLOSE_PAREN:
      case CLOSE_BRACKET:
        closed = stack.pop() ?? 'group';
        fresh = false;
        if (closed === 'control' || ended.has(t)) startStatement();
        break;
      case CLOSE_BRACE: {
        const was = stack.pop();
        if (was === 'block') startStatement();
        else fresh = false;
        break;
      }
      case SEMICOLON:
        startStatement();
        break;
      case QUESTION:
        questions++;
        fresh = false;
        break;
      case COLON:
        if (context === 'block' && questions === 0 && canvas.end(t) === canvas.start(t) + 1) startStatement();
        else questions = Math.max(0, questions - 1);
        break;
      default:
        if (c === EQUALS && canvas.end(t) === canvas.start(t) + 1) assigned = true;
        if (c === STAR && !inC) maskMemberPointer(canvas, t);
        fresh = false;
    }
  }
}

/** What is masked at a word wherever it stands. Returns the last token that is done with, or -1. */
function maskWord(
  canvas: Canvas,
  t: number,
  word: string,
  names: Names,
  inC: boolean,
  context: Context,
  fresh: boolean,
): number {
  if (word === '_Atomic' && inC) maskAtomic(canvas, t);
  else if (word === 'operator' && !inC) maskOperatorName(canvas, t, context === 'block' && fresh);
  else if (context === 'block' && !fresh) return maskMarkInDeclaration(canvas, t, word, names);
  else if (context === 'call' && inC) return maskPastedWord(canvas, t, word, names);
  return -1;
}

const closes = (c: number): boolean => c === CLOSE_PAREN || c === CLOSE_BRACE;

/** Ends the half statement in front of token `t`: with a value where an operator waits for one. */
function endUnfinished(canvas: Canvas, t: number): void {
  const at = canvas.start(t) - 1;
  const waits =
    canvas.kind(t - 1) === Tok.punct && canvas.first(t - 1) !== CLOSE_PAREN && canvas.first(t - 1) !== CLOSE_BRACKET;
  const room = canvas.character(at - 1) === 32 || canvas.character(at - 1) === 9;
  if (waits && room && canvas.end(t - 1) < at) canvas.put(at - 1, '0');
  canvas.put(at, ';');
}

function parenthesis(canvas: Canvas, t: number): Context {
  const word = canvas.word(t - 1);
  if (CONTROL_WORDS.has(word)) return 'control';
  if (word !== '' && !KEYWORDS.has(word) && !word.startsWith('__attribute')) return 'call';
  return 'group';
}

interface StatementSoFar {
  readonly fresh: boolean;
  readonly tag: boolean;
  readonly assigned: boolean;
  readonly closed: Context;
}

function braces(canvas: Canvas, t: number, context: Context, statement: StatementSoFar): Context {
  const before = canvas.first(t - 1);
  if (context === 'data') return 'data';
  if (context === 'call' || context === 'control' || context === 'group')
    return before === CLOSE_PAREN ? 'data' : 'block';
  if (statement.fresh) return 'block';
  if (statement.assigned || statement.tag || before === EQUALS) return 'data';
  return before === CLOSE_PAREN && statement.closed === 'group' ? 'data' : 'block';
}

/**
 * A word at the start of a statement. Returns the last token of a macro that is done with, or -1 where the walk goes on
 * behind the word; closing parentheses that now end a statement are added to `ended`.
 */
function maskStatementStart(
  canvas: Canvas,
  t: number,
  word: string,
  names: Names,
  inC: boolean,
  ended: Set<number>,
): number {
  if (KEYWORDS.has(word) || word.startsWith('__attribute') || word === '__extension__') return -1;
  const next = canvas.first(t + 1);
  if (next === OPEN_BRACE && ASSEMBLER.has(word)) {
    const close = canvas.closing(t + 1);
    canvas.blank(canvas.start(t), canvas.end(t));
    canvas.blank(canvas.end(t + 1), canvas.start(close));
    return close;
  }
  const region = names.isRegionMacro(word);
  // `Py_BEGIN_ALLOW_THREADS⏎ (void)pause();`: the parenthesis belongs to the next statement.
  const bare = region && canvas.newlineAfter(t);
  if (next === OPEN_PAREN && canvas.kind(t + 1) === Tok.punct && !bare)
    return maskCallStatement(canvas, t, word, names, inC, ended);
  if (!region && isMarkBeforeDeclaration(canvas, t, word, names)) {
    canvas.blank(canvas.start(t), canvas.end(t));
    return t;
  }
  if (!region && !macroLike(word, names)) return -1;
  if (next === OPEN_BRACE && !region && (inC || opensBlock(canvas, t + 1, word, names))) {
    maskBlockOpener(canvas, t, word);
    return -1;
  }
  const nextKind = canvas.kind(t + 1);
  const ends = nextKind === -1 || nextKind === Tok.directive || next === CLOSE_BRACE;
  const another = nextKind === Tok.word && canvas.newlineAfter(t);
  const other = region && next !== SEMICOLON && next !== EQUALS;
  if (!ends && !another && !other) return -1;
  canvas.put(canvas.end(t) - 1, ';');
  return t;
}

/** `MACRO(…)` or `call(…)` at the start of a statement. */
function maskCallStatement(
  canvas: Canvas,
  t: number,
  word: string,
  names: Names,
  inC: boolean,
  ended: Set<number>,
): number {
  const close = canvas.closing(t + 1);
  if (close >= canvas.count) return -1;
  const next = canvas.first(close + 1);
  const nextKind = canvas.kind(close + 1);
  const opens = next === OPEN_BRACE && nextKind === Tok.punct && !names.isRegionMacro(word);
  if (opens && (inC || opensBlock(canvas, close + 1, word, names))) {
    maskBlockOpener(canvas, t, word);
    return -1;
  }
  if (inC && !names.isRegionMacro(word)) {
    const isLabel = next === COLON && nextKind === Tok.punct && macroLike(word, names) && word.length >= 4;
    const isCondition =
      canvas.word(close + 1) === 'else' && !(canvas.first(t - 1) === CLOSE_PAREN && !ended.has(t - 1));
    if (isLabel) replaceWord(canvas, t, 'case');
    if (isLabel) return -1;
    if (isCondition && word.length >= 2) replaceWord(canvas, t, 'if');
  }
  const sameLine = !canvas.newlineAfter(close);
  const keyword = KEYWORDS.has(canvas.word(close + 1));
  if (nextKind === Tok.word && sameLine && !keyword && !names.isRegionMacro(word)) {
    if (!macroLike(word, names) && !names.isAttribute(word)) return -1;
    canvas.blank(canvas.start(t), canvas.end(close));
    return close;
  }
  const ends = nextKind === -1 || nextKind === Tok.directive || next === CLOSE_BRACE;
  if (!ends && nextKind !== Tok.word) return -1;
  const blank = canvas.character(canvas.end(close));
  if (blank !== 32 && blank !== 9 && blank !== 10 && blank !== 13 && blank !== undefined) return -1;
  if (blank !== undefined) canvas.put(canvas.end(close), ';');
  ended.add(close);
  return -1;
}

/** C++ has objects made with braces, so that only a known macro at the end of a line opens a block. */
const opensBlock = (canvas: Canvas, brace: number, word: string, names: Names): boolean =>
  canvas.newlineAfter(brace) && macroLike(word, names) && names.isMacro(word);

/** `FOR_EACH(…) {` or `BLOCK {`: a body that runs some number of times, read as a loop or a condition. */
function maskBlockOpener(canvas: Canvas, t: number, word: string): void {
  const hasArguments = canvas.first(t + 1) === OPEN_PAREN;
  const opener = hasArguments ? (word.length >= 5 ? 'while' : 'if') : word.length >= 5 ? 'if(x)' : '';
  replaceWord(canvas, t, opener);
}

function replaceWord(canvas: Canvas, t: number, by: string): void {
  const start = canvas.start(t);
  const room = canvas.end(t) - start;
  canvas.blank(start, start + room);
  for (let i = 0; i < by.length && i < room; i++) canvas.put(start + i, by[i] ?? ' ');
}
