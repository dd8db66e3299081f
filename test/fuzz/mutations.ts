// A text with a few things done to it that a slip of the hand, a bad merge or a wrong encoding may do.
// Works on pieces rather than characters, so that most of what was meaningful stays so.
import type { Random } from './random.js';

const PIECE = /\w+|\s+|[^\w\s]/g;
const STRANGE = [
  '\0',
  '😀',
  '\u{1F9D1}\u200D\u{1F4BB}',
  '\ud83d',
  '\u2028',
  '\ufeff',
  '\t',
  '\r',
  '\f',
  '漢',
  '\\\n',
  '\x1a',
];
const BRACKETS = ['(', ')', '[', ']', '{', '}', '<', '>', '({', '})'];
const QUOTES = ['"', "'", '/*', '*/', '//', 'R"x(', ')x"', '#', '##', '\\'];
const DIRECTIVES = ['\n#if X\n', '\n#else\n', '\n#endif\n', '\n#elif Y\n', '\n#define sleep(x) x\n', '\n#undef X\n'];
const WORDS = [
  'goto',
  'return',
  'template',
  'class',
  'case',
  'operator',
  'namespace',
  'else',
  'do',
  'Py_END_ALLOW_THREADS',
];

type Mutation = (pieces: string[], at: number, random: Random, other: string) => void;

const MUTATIONS: readonly Mutation[] = [
  (pieces, at) => void pieces.splice(at, 1),
  (pieces, at, random) => void pieces.splice(at, 1 + random.below(12)),
  (pieces, at) => void pieces.splice(at, 0, pieces[at] ?? ''),
  (pieces, at, random) => void pieces.splice(at, 0, ...pieces.slice(at, at + random.below(30))),
  (pieces, at, random) => {
    const to = random.below(pieces.length);
    [pieces[at], pieces[to]] = [pieces[to] ?? '', pieces[at] ?? ''];
  },
  (pieces, at) => void pieces.splice(at),
  (pieces, at) => void pieces.splice(0, at),
  (pieces, at, random, other) => {
    const from = random.below(Math.max(1, other.length));
    pieces.splice(at, random.below(20), other.slice(from, from + random.below(400)));
  },
  (pieces, at) => {
    const piece = pieces[at] ?? '';
    pieces[at] = piece === piece.toLowerCase() ? piece.toUpperCase() : piece.toLowerCase();
  },
  (pieces, at, random) => void pieces.splice(at, random.below(2), random.pick(BRACKETS)),
  (pieces, at, random) => void pieces.splice(at, random.below(2), random.pick(QUOTES)),
  (pieces, at, random) => void pieces.splice(at, 0, random.pick(STRANGE)),
  (pieces, at, random) => void pieces.splice(at, random.below(2), random.pick(DIRECTIVES)),
  (pieces, at, random) => void pieces.splice(at, random.below(2), ` ${random.pick(WORDS)} `),
  (pieces) => void pieces.splice(0, pieces.length, pieces.join('').replaceAll('\n', '\r\n')),
  (pieces) => void pieces.splice(0, pieces.length, pieces.join('').replaceAll('\n', ' ')),
];

/** @param other a text that parts are taken from */
export function mutated(text: string, other: string, random: Random): string {
  const pieces: string[] = text.match(PIECE) ?? [];
  for (let n = 1 + random.below(6); n > 0 && pieces.length > 0; n--)
    random.pick(MUTATIONS)(pieces, random.below(pieces.length), random, other);
  return pieces.join('');
}
