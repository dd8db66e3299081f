// Reads what stands in front of a brace in C++: the head of a namespace, of a class, or of a function.
// Works on tokens alone. A class head may hold macros and attributes before the name, and a function may return a
// `struct x *`, so the keyword alone decides nothing.
import { closingBrackets } from './brackets.js';
import { Tok, type Tokens } from './tokens.js';

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const LESS = 60;
const GREATER = 62;
const COLON = 58;
const OPEN_BRACKET = 91;
const OPEN_BRACE = 123;
const COMMA = 44;

const CLASS_WORDS = new Set(['class', 'struct', 'union']);
const ACCESS = new Set(['public', 'private', 'protected', 'signals', 'slots', 'Q_SIGNALS', 'Q_SLOTS']);
/** Words that may stand on a new line behind the parameters of a function. */
const SUFFIXES = new Set([
  'const',
  'noexcept',
  'override',
  'final',
  'try',
  'throw',
  'requires',
  'volatile',
  '__attribute__',
]);
const CAPITALS = /^_*[A-Z][A-Z0-9_]+$/;

const NO_NAMES = new Set([
  'decltype',
  'noexcept',
  'alignas',
  'explicit',
  'requires',
  'throw',
  '__declspec',
  '__attribute__',
]);

export interface Head {
  word(t: number): string;
  isPunct(t: number, c: number): boolean;
  /** `::`, which is one token. */
  isScopeMark(t: number): boolean;
  isNamespace(from: number, brace: number): boolean;
  namespaceNames(from: number, brace: number): readonly string[];
  /** Whether a brace belongs to a `requires` expression. */
  isRequirement(brace: number): boolean;
  /** Whether a brace in a list of member initialisers holds the value of a member. */
  isMemberInitialiser(brace: number): boolean;
  /** The colon of an access label that starts at a token, or -1. */
  accessLabelEnd(t: number): number;
  /** The token that closes the angle bracket, parenthesis or bracket at `t`; the last token where nothing does. */
  closingAngle(t: number): number;
  closing(t: number): number;
  /** `MACRO(…)` and nothing else. */
  isGeneratorCall(from: number): boolean;
  isFunctionSuffix(t: number): boolean;
  /** The name of the function whose head starts at a token, qualified as written, without template arguments. */
  functionName(from: number, brace: number): string;
}

export interface ClassHead {
  /** Empty for a class without a name. */
  readonly name: string;
  readonly bases: readonly string[];
}

export function headFrom(text: string, tokens: Tokens): Head {
  const { count, kind, start, end, first } = tokens;
  const word = (t: number): string => (kind[t] === Tok.word ? text.slice(start[t], end[t]) : '');
  const isPunct = (t: number, c: number): boolean => kind[t] === Tok.punct && first[t] === c;
  const length = (t: number): number => (end[t] ?? 0) - (start[t] ?? 0);

  let partners: Int32Array | undefined;
  const closing = (t: number): number => {
    partners ??= closingBrackets(
      count,
      (at) => kind[at] ?? 0,
      (at) => first[at] ?? 0,
      count - 1,
    );
    return partners[t] ?? count - 1;
  };
  const closingAngle = (t: number): number => {
    for (let depth = 0, at = t; at < count; at++) {
      if (kind[at] !== Tok.punct) continue;
      const c = first[at];
      if (c === OPEN_PAREN || c === OPEN_BRACKET) at = closing(at);
      else if (c === LESS && length(at) === 1) depth++;
      else if (c === LESS && text.startsWith('<<', start[at])) depth += 2;
      else if (c === GREATER && !text.startsWith('>=', start[at])) {
        depth -= length(at);
        if (depth <= 0) return at;
      } else if (c === 59 || c === OPEN_BRACE) return at - 1;
    }
    return count - 1;
  };

  const hasAnother = (from: number, brace: number): boolean => {
    for (let t = from; t < brace; t++) {
      if (isPunct(t, COLON) && length(t) === 1) return false;
      if (isPunct(t, OPEN_PAREN)) return !SUFFIXES.has(word(t - 1));
    }
    return false;
  };
  /** The text of a name from its last token back to its first: `X<T>::~X` is `X::~X`. */
  const nameBefore = (open: number, from: number): string => {
    for (let t = open - 1; t >= from && t > open - 5; t--)
      if (word(t) === 'operator') {
        const called = text.slice(start[t], end[open - 1]).replace(/\s+/g, ' ');
        return qualified(
          t,
          from,
          called === 'operator' ? 'operator()' : called.replace(/^operator (?=\W)/, 'operator'),
        );
      }
    return word(open - 1) === '' ? '' : qualified(open - 1, from, word(open - 1));
  };
  const qualified = (last: number, from: number, name: string): string => {
    let t = last;
    let whole = name;
    if (isPunct(t - 1, 126)) {
      whole = `~${whole}`;
      t--;
    }
    while (t - 2 >= from && isPunct(t - 1, COLON) && length(t - 1) === 2) {
      t -= 2;
      if (isPunct(t, GREATER)) {
        for (let depth = 0; t > from; t--) {
          if (isPunct(t, GREATER)) depth += length(t);
          else if (isPunct(t, LESS) && --depth <= 0) break;
        }
        t--;
      }
      if (word(t) === '') break;
      whole = `${word(t)}::${whole}`;
    }
    return whole;
  };

  return {
    word,
    isPunct,
    functionName(from, brace) {
      let name = '';
      for (let t = from; t < brace; t++) {
        if (word(t) === 'template' && isPunct(t + 1, LESS)) t = closingAngle(t + 1);
        else if (isPunct(t, COLON) && length(t) === 1) break;
        else if (isPunct(t, OPEN_BRACKET) && word(t - 1) !== 'operator') t = closing(t);
        else if (isPunct(t, OPEN_PAREN)) {
          const before = word(t - 1);
          const isMark =
            NO_NAMES.has(before) ||
            (CAPITALS.test(before) &&
              kind[closing(t) + 1] === Tok.word &&
              name === '' &&
              hasAnother(closing(t) + 1, brace));
          if (!isMark) {
            name = nameBefore(t, from);
            if (name !== '') return name;
          }
          t = closing(t);
        }
      }
      return name;
    },
    closing,
    closingAngle,
    isScopeMark: (t) => isPunct(t, COLON) && length(t) === 2,
    isNamespace(from, brace) {
      for (let t = from; t < brace && t < from + 4 && kind[t] === Tok.word; t++)
        if (word(t) === 'namespace') return true;
      return false;
    },
    namespaceNames(from, brace) {
      let t = from;
      while (word(t) !== 'namespace') t++;
      const names: string[] = [];
      for (t++; t < brace; t++) {
        if (isPunct(t, OPEN_BRACKET) || isPunct(t, OPEN_PAREN)) t = closing(t);
        else if (word(t) !== '' && word(t) !== 'inline') {
          if (!isPunct(t - 1, COLON)) names.length = 0;
          names.push(word(t));
        }
      }
      return names;
    },
    isRequirement(brace) {
      if (word(brace - 1) === 'requires') return true;
      if (!isPunct(brace - 1, CLOSE_PAREN)) return false;
      for (let depth = 0, t = brace - 1; t >= 0 && t > brace - 2_000; t--) {
        if (isPunct(t, CLOSE_PAREN)) depth++;
        else if (isPunct(t, OPEN_PAREN) && --depth === 0)
          return word(t - 1) === 'requires' && word(t - 2) === 'requires';
      }
      return false;
    },
    isMemberInitialiser: (brace) =>
      kind[brace - 1] === Tok.word ? word(brace - 1) !== 'try' : isPunct(brace - 1, GREATER),
    accessLabelEnd(t) {
      if (!ACCESS.has(word(t))) return -1;
      const colon = ACCESS.has(word(t + 1)) ? t + 2 : t + 1;
      return isPunct(colon, COLON) && length(colon) === 1 ? colon : -1;
    },
    isGeneratorCall: (from) => CAPITALS.test(word(from)) && isPunct(from + 1, OPEN_PAREN),
    isFunctionSuffix: (t) => SUFFIXES.has(word(t)) || (CAPITALS.test(word(t)) && isPunct(t + 1, OPEN_BRACE)),
  };
}

/** The class whose body the brace opens, or undefined where it opens something else. */
export function classHead(head: Head, from: number, brace: number): ClassHead | undefined {
  let t = from;
  for (; t < brace && !CLASS_WORDS.has(head.word(t)); t++) {
    if (head.word(t) === 'enum') return undefined;
    if (head.word(t) === 'template' && head.isPunct(t + 1, LESS)) t = head.closingAngle(t + 1);
    else if (head.isPunct(t, OPEN_PAREN) || head.isPunct(t, OPEN_BRACKET)) t = head.closing(t);
  }
  if (t >= brace) return undefined;
  let name = '';
  for (t++; t < brace; t++) {
    const word = head.word(t);
    if (word === 'final') continue;
    if (word !== '') {
      name = head.isScopeMark(t - 1) && name !== '' ? `${name}::${word}` : word;
    } else if (head.isPunct(t, LESS)) t = head.closingAngle(t);
    else if (head.isPunct(t, OPEN_PAREN)) {
      if (!isAttribute(head.word(t - 1))) return undefined;
      t = head.closing(t);
    } else if (head.isPunct(t, OPEN_BRACKET)) t = head.closing(t);
    else if (head.isScopeMark(t)) continue;
    else if (head.isPunct(t, COLON)) return { name, bases: basesFrom(head, t + 1, brace) };
    else return undefined;
  }
  return { name, bases: [] };
}

/** What stands in front of a parenthesis in the head of a class; in front of any other the head is that of a function. */
const isAttribute = (word: string): boolean =>
  /^(?:alignas|_*attribute_*|__declspec)$/.test(word) || CAPITALS.test(word);

function basesFrom(head: Head, from: number, brace: number): readonly string[] {
  const bases: string[] = [];
  let base = '';
  for (let t = from; t < brace; t++) {
    const word = head.word(t);
    if (word === 'public' || word === 'private' || word === 'protected' || word === 'virtual') continue;
    if (word !== '') base = base === '' ? word : `${base}::${word}`;
    else if (head.isPunct(t, LESS)) t = head.closingAngle(t);
    else if (head.isPunct(t, COMMA)) {
      if (base !== '') bases.push(base);
      base = '';
    }
  }
  if (base !== '') bases.push(base);
  return bases;
}
