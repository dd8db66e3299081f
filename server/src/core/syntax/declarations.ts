// What a file declares, by name and place, read from the tokens alone: functions, their prototypes, and members and
// variables that may hold a pointer to a function. Only comments that are about a declaration need this, so it is worked
// out when there are some.
// Easy to get wrong: `PyAPI_FUNC(int) f(void)` and `int f(void) DEPRECATED(1)` both have two pairs of parentheses.
import type { Item } from './cut.js';
import { STORAGE_WORDS } from './lens/names.js';
import { Tok, type Tokens } from './tokens.js';

export interface Declaration {
  readonly kind: 'function' | 'slot' | 'other';
  /** With the class or namespace that it stands in: `Reader::close`. */
  readonly name: string;
  readonly nameToken: number;
  readonly isStatic: boolean;
  readonly isDefinition: boolean;
  /** Range of tokens, the end excluded; of a definition with its body. */
  readonly firstToken: number;
  readonly endToken: number;
  /** Where the body begins, or the end. */
  readonly headEnd: number;
  /** The parenthesis that opens the list of parameters; -1 where there is none. */
  readonly parameters: number;
}

/** The innermost class or namespace around a declaration. */
interface Within {
  readonly name: string;
  readonly isClass: boolean;
}

const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const STAR = 42;
const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const OPEN = 123;
const CLOSE = 125;

/** Words whose parentheses belong to them. */
const NO_NAME =
  /^(?:__attribute__?|__declspec|alignas|_Alignas|noexcept|throw|decltype|typeof|__typeof__|__asm__|asm)$/;
const DEEPEST = 40;

export function readDeclarations(text: string, items: readonly Item[], tokens: Tokens): readonly Declaration[] {
  const found: Declaration[] = [];
  const word = (t: number): string => (tokens.kind[t] === Tok.word ? text.slice(tokens.start[t], tokens.end[t]) : '');
  const isPunct = (t: number, c: number): boolean => tokens.kind[t] === Tok.punct && tokens.first[t] === c;
  /** The token behind the bracket that closes the one at `open`. */
  const behind = (open: number, end: number): number => {
    let depth = 0;
    for (let t = open; t < end; t++) {
      if (tokens.kind[t] !== Tok.punct) continue;
      const c = tokens.first[t];
      if (c === OPEN || c === OPEN_PAREN || c === OPEN_BRACKET) depth++;
      else if ((c === CLOSE || c === CLOSE_PAREN || c === 93) && --depth === 0) return t + 1;
    }
    return end;
  };

  const nameOf = (first: number, headEnd: number): { token: number; parameters: number } => {
    let hasType = false;
    let fallback = { token: -1, parameters: -1 };
    let last = -1;
    for (let t = first; t < headEnd; ) {
      const c = tokens.kind[t] === Tok.punct ? tokens.first[t] : 0;
      if (c === OPEN_PAREN) {
        if (isPunct(t + 1, STAR)) {
          let at = t + 1;
          while (at < headEnd && word(at) === '') at++;
          if (isPunct(at + 1, OPEN_PAREN)) return { token: at, parameters: at + 1 };
          return { token: at, parameters: -1 };
        }
        const before = word(t - 1);
        const mayName = t > first && before !== '' && !NO_NAME.test(before) && !STORAGE_WORDS.has(before);
        // The name is made by a macro: `STRINGLIB(find)(…)`.
        if (mayName && hasType && isPunct(behind(t, headEnd), OPEN_PAREN)) return { token: -1, parameters: -1 };
        if (mayName && hasType) return { token: t - 1, parameters: t };
        if (mayName && fallback.token < 0) fallback = { token: t - 1, parameters: t };
        hasType ||= mayName;
        t = behind(t, headEnd);
        continue;
      }
      // What stands in braces has names of its own.
      if (c === OPEN) return { token: -1, parameters: -1 };
      if (
        c === EQUALS ||
        c === OPEN_BRACKET ||
        c === COMMA ||
        (c === COLON && tokens.end[t] === (tokens.start[t] ?? 0) + 1)
      )
        break;
      const name = word(t);
      if (name !== '') {
        hasType ||= last >= 0;
        if (!STORAGE_WORDS.has(name)) last = t;
      }
      t++;
    }
    if (fallback.token >= 0) return fallback;
    return { token: last, parameters: -1 };
  };

  const declare = (first: number, end: number, brace: number, within: Within, depth: number): void => {
    const headEnd = brace >= 0 ? brace : end;
    const opener = openingWord(word, first, headEnd);
    const isTypedef = opener === 'typedef' || opener === 'using' || opener === 'friend';
    const { token, parameters } = nameOf(first, headEnd);
    let qualified = word(token);
    for (let t = token - 1; t > first && text.slice(tokens.start[t], tokens.end[t]) === '::'; t -= 2)
      qualified = `${word(t - 1)}::${qualified}`;
    const isPointer = parameters < 0;
    const kind = token < 0 || qualified === '' || isTypedef ? 'other' : isPointer ? 'slot' : 'function';
    found.push({
      kind,
      name: kind === 'function' && within.name !== '' ? `${within.name}::${qualified}` : qualified,
      nameToken: token,
      isStatic: hasWord(word, first, headEnd, 'static') && !within.isClass,
      isDefinition: brace >= 0,
      firstToken: first,
      endToken: end,
      headEnd,
      parameters,
    });
    if (brace < 0 && depth < DEEPEST) members(first, end, depth);
  };

  /** The declarations between the braces of a structure or class. */
  const members = (first: number, end: number, depth: number): void => {
    let open = first;
    for (; open < end && !isPunct(open, OPEN); open++) if (isPunct(open, EQUALS) || isPunct(open, OPEN_PAREN)) return;
    const opener = openingWord(word, first, open);
    if (open >= end || !/^(?:struct|union|class|typedef|template)$/.test(opener) || hasWord(word, first, open, 'enum'))
      return;
    const isClass = /^(?:class|struct)$/.test(opener) && word(first + 1) !== '';
    const within: Within = { name: isClass ? word(first + 1) : '', isClass };
    const close = behind(open, end) - 1;
    let began = open + 1;
    for (let t = open + 1; t < close; ) {
      if (tokens.kind[t] === Tok.directive || /^(?:public|private|protected)$/.test(word(t))) {
        began = t + (tokens.kind[t] === Tok.directive || !isPunct(t + 1, COLON) ? 1 : 2);
        t = began;
      } else if (isPunct(t, SEMICOLON)) {
        if (t > began) declare(began, t + 1, -1, within, depth + 1);
        began = ++t;
      } else if (isPunct(t, OPEN)) {
        const after = behind(t, close);
        const isBody = isPunct(t - 1, CLOSE_PAREN) || /^(?:const|override|final|noexcept)$/.test(word(t - 1));
        if (isBody) {
          declare(began, after, t, within, depth + 1);
          began = after;
        }
        t = after;
      } else if (isPunct(t, OPEN_PAREN)) t = behind(t, close);
      else t++;
    }
  };

  for (const item of items)
    if (item.kind === 'function' || item.kind === 'declaration')
      declare(item.firstToken, item.endToken, item.brace, scopeOf(item), 0);
  return found;
}

const scopeOf = ({ scope, inClass }: Item): Within => ({ name: scope?.at(-1) ?? '', isClass: inClass === true });

/** The first word that says what is declared. */
function openingWord(word: (t: number) => string, first: number, end: number): string {
  for (let t = first; t < end; t++) {
    const name = word(t);
    if (name === 'typedef' || !STORAGE_WORDS.has(name) || name === 'friend') return name;
  }
  return '';
}

function hasWord(word: (t: number) => string, first: number, end: number, wanted: string): boolean {
  for (let t = first; t < end; t++) if (word(t) === wanted) return true;
  return false;
}

/** Which parameter a place between two tokens belongs to; undefined outside of the list. `behind` a comma, the one before. */
export function parameterAt(
  declaration: Declaration,
  token: number,
  behind: boolean,
  tokens: Tokens,
): number | undefined {
  const { parameters, headEnd } = declaration;
  if (parameters < 0 || token <= parameters) return undefined;
  let depth = 0;
  let index = 0;
  for (let t = parameters; t < Math.min(token, headEnd); t++) {
    if (tokens.kind[t] !== Tok.punct) continue;
    const c = tokens.first[t];
    if (c === OPEN_PAREN) depth++;
    else if (c === CLOSE_PAREN && --depth === 0) return undefined;
    else if (c === COMMA && depth === 1 && !(behind && t === token - 1)) index++;
  }
  return index;
}
