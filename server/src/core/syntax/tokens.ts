// The one tokenizer pass over a file. Everything that must not be fooled by strings, comments or directives (cutting
// into items, the lens, suppressions) works on these columns. A directive is one token, continuation lines included;
// comments are no tokens and are listed apart.
import type { Span } from '../base/span.js';

export const Tok = { word: 0, number: 1, text: 2, punct: 3, directive: 4 } as const;
export type TokKind = (typeof Tok)[keyof typeof Tok];

export interface Tokens {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** First character code of each token: enough to tell brackets and separators apart. */
  readonly first: Uint16Array;
  readonly comments: readonly Span[];
  /** Which of the tokens are directives, in order. */
  readonly directives: readonly number[];
}

const NEWLINE = 10;
const SLASH = 47;
const STAR = 42;
const HASH = 35;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

/** Letters, digits, `_`, `$`, everything beyond ASCII, and `@`, which marks placeholders in generated sources. */
const WORD = new Uint8Array(128);
for (let c = 0; c < 128; c++) if (/[\w$@]/.test(String.fromCharCode(c))) WORD[c] = 1;
const isWord = (c: number): boolean => c >= 128 || WORD[c] === 1;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Two-character operators that must not be read as two operators. */
const PAIRS: ReadonlySet<number> = new Set(
  ['->', '++', '--', '==', '!=', '<=', '>=', '&&', '||', '<<', '>>', '::', '+=', '-=', '|=', '&='].map(
    (pair) => (pair.charCodeAt(0) << 16) | pair.charCodeAt(1),
  ),
);
const LITERAL_PREFIX = /^(?:L|u|U|u8|R|LR|uR|UR|u8R)$/;

/** End of a `/*` comment that starts at `at`, or of the text. */
function blockCommentEnd(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

/** End of a line comment: a backslash before the line end carries it on. */
function lineCommentEnd(text: string, at: number): number {
  let i = at;
  for (;;) {
    i = text.indexOf('\n', i);
    if (i < 0) return text.length;
    const before = text.charCodeAt(i - 1) === 13 ? i - 2 : i - 1;
    if (text.charCodeAt(before) !== BACKSLASH) return i;
    i++;
  }
}

/** End of a literal whose opening quote is at `at`. An unclosed one ends with its line, so that one typo costs one line. */
function literalEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i += text.charCodeAt(i + 1) === 13 ? 2 : 1;
    else if (c === quote) return i + 1;
    else if (c === NEWLINE) return i;
  }
  return text.length;
}

function rawLiteralEnd(text: string, at: number): number {
  const open = text.indexOf('(', at);
  if (open < 0 || open - at > 18) return literalEnd(text, at);
  const close = `)${text.slice(at + 1, open)}"`;
  const end = text.indexOf(close, open);
  return end < 0 ? text.length : end + close.length;
}

/** End of a directive that starts at `at`: the end of its line, continuations and comments that span lines followed. */
function directiveEnd(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === NEWLINE) return text.charCodeAt(i - 1) === 13 ? i - 1 : i;
    if (c === BACKSLASH) i += text.charCodeAt(i + 1) === 13 ? 2 : 1;
    else if (c === SLASH && text.charCodeAt(i + 1) === STAR) i = blockCommentEnd(text, i) - 1;
    else if (c === SLASH && text.charCodeAt(i + 1) === SLASH) return lineCommentEnd(text, i);
    else if (c === QUOTE) i = literalEnd(text, i) - 1;
  }
  return text.length;
}

/** Tokens while they are read. */
export interface Draft {
  put(kind: TokKind, start: number, end: number, first: number): void;
  /** Takes over the tokens from a place on, moved by so many characters. */
  append(tokens: Tokens, from: number, moved: number): void;
  readonly comments: Span[];
  finished(): Tokens;
}

/** @param expected how many tokens there will be, about */
export function draftOf(expected: number): Draft {
  let size = expected;
  let kind = new Uint8Array(size);
  let start = new Uint32Array(size);
  let end = new Uint32Array(size);
  let first = new Uint16Array(size);
  let count = 0;
  const comments: Span[] = [];
  const directives: number[] = [];
  const reserve = (more: number): void => {
    if (count + more <= size) return;
    size = Math.max(2 * size, count + more);
    const wider = <T extends Uint8Array | Uint16Array | Uint32Array>(from: T, into: T): T => {
      into.set(from);
      return into;
    };
    kind = wider(kind, new Uint8Array(size));
    start = wider(start, new Uint32Array(size));
    end = wider(end, new Uint32Array(size));
    first = wider(first, new Uint16Array(size));
  };
  return {
    comments,
    put(k, from, to, character) {
      if (count === size) reserve(1);
      if (k === Tok.directive) directives.push(count);
      kind[count] = k;
      start[count] = from;
      end[count] = to;
      first[count++] = character;
    },
    append(tokens, from, moved) {
      const more = tokens.count - from;
      for (const t of tokens.directives) if (from <= t && t < tokens.count) directives.push(t - from + count);
      reserve(more);
      kind.set(tokens.kind.subarray(from, tokens.count), count);
      first.set(tokens.first.subarray(from, tokens.count), count);
      for (let t = from; t < tokens.count; t++, count++) {
        start[count] = (tokens.start[t] ?? 0) + moved;
        end[count] = (tokens.end[t] ?? 0) + moved;
      }
    },
    finished: () => ({ count, kind, start, end, first, comments, directives }),
  };
}

export function tokenize(text: string): Tokens {
  const draft = draftOf((text.length >> 2) + 16);
  readTokens(text, 0, draft, text.length, () => false);
  return draft.finished();
}

/**
 * Reads tokens from a place that is the beginning of the text or the end of a token.
 *
 * @param mayEnd asked at the end of each token from `since` on: true to read no more
 */
export function readTokens(
  text: string,
  from: number,
  draft: Draft,
  since: number,
  mayEnd: (end: number) => boolean,
): void {
  const { comments } = draft;
  let lineStart = from === 0;
  let i = from;
  let isDone = false;
  const put = (k: TokKind, to: number): void => {
    draft.put(k, i, to, text.charCodeAt(i));
    lineStart = false;
    i = to;
    isDone = to >= since && mayEnd(to);
  };

  while (i < text.length && !isDone) {
    const c = text.charCodeAt(i);
    if (c === NEWLINE) {
      lineStart = true;
      i++;
    } else if (c <= 32 || c === 0xfeff || c === 0xa0) {
      i++;
    } else if (isDigit(c) || (c === 46 && isDigit(text.charCodeAt(i + 1)))) {
      let to = i + 1;
      while (to < text.length && (isWord(text.charCodeAt(to)) || text.charCodeAt(to) === 46)) to++;
      put(Tok.number, to);
    } else if (isWord(c)) {
      let to = i + 1;
      while (to < text.length && isWord(text.charCodeAt(to))) to++;
      const after = text.charCodeAt(to);
      if ((after === QUOTE || after === APOSTROPHE) && to - i <= 3 && LITERAL_PREFIX.test(text.slice(i, to)))
        put(
          Tok.text,
          text.charCodeAt(to - 1) === 82 && after === QUOTE ? rawLiteralEnd(text, to) : literalEnd(text, to),
        );
      else put(Tok.word, to);
    } else if (c === SLASH && text.charCodeAt(i + 1) === STAR) {
      const to = blockCommentEnd(text, i);
      comments.push({ start: i, end: to });
      i = to;
    } else if (c === SLASH && text.charCodeAt(i + 1) === SLASH) {
      const to = lineCommentEnd(text, i);
      comments.push({ start: i, end: to });
      i = to;
    } else if (c === QUOTE || c === APOSTROPHE) {
      put(Tok.text, literalEnd(text, i));
    } else if (c === HASH && lineStart) {
      put(Tok.directive, directiveEnd(text, i));
    } else {
      put(Tok.punct, PAIRS.has((c << 16) | text.charCodeAt(i + 1)) ? i + 2 : i + 1);
    }
  }
}
