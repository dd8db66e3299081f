// What people do to a text while they work: type, delete, paste, swap, comment out, rename, undo, and the steps between
// that leave a text torn apart. An edit is data and means something in any text, so a sequence can be made before its
// texts are known.
// Easy to get wrong: most edits happen where the last one did; an edit that always jumps away never completes a word.
import fc from 'fast-check';
import { SNIPPETS } from './snippets.js';

/** Part of one change of a document; several are given from the end of the text to its start. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Kind =
  | 'type'
  | 'snippet'
  | 'delete'
  | 'delete lines'
  | 'paste lines'
  | 'swap lines'
  | 'move function'
  | 'swap includes'
  | 'comment out'
  | 'drop brace'
  | 'drop directive'
  | 'call'
  | 'rename'
  | 'toggle static'
  | 'undo'
  | 'format'
  | 'close'
  | 'reopen';

export interface Edit {
  readonly kind: Kind;
  /** Which document, as a share of those there are; undefined for the same as before. */
  readonly document: number | undefined;
  /** Where in the document, as a share of its length; undefined for where the last edit ended. */
  readonly at: number | undefined;
  readonly size: number;
  readonly choice: number;
  /** Whether the editor asks for its problems afterwards, and whether all answers are compared with fresh ones. */
  readonly afterwards: 'type on' | 'ask' | 'ask for all' | 'compare';
}

const share = fc.noBias(fc.double({ min: 0, max: 0.999_999, noNaN: true }));
const seldom = (freq: number): fc.Arbitrary<number | undefined> => fc.option(share, { nil: undefined, freq });

const kinds: fc.Arbitrary<Kind> = fc.oneof(
  { weight: 8, arbitrary: fc.constant('type' as const) },
  { weight: 9, arbitrary: fc.constant('snippet' as const) },
  { weight: 3, arbitrary: fc.constantFrom('delete' as const, 'delete lines' as const) },
  { weight: 3, arbitrary: fc.constantFrom('paste lines' as const, 'swap lines' as const) },
  { weight: 1, arbitrary: fc.constantFrom('move function' as const, 'swap includes' as const) },
  { weight: 3, arbitrary: fc.constantFrom('comment out' as const, 'drop brace' as const, 'drop directive' as const) },
  { weight: 5, arbitrary: fc.constantFrom('call' as const, 'rename' as const, 'toggle static' as const) },
  { weight: 4, arbitrary: fc.constant('undo' as const) },
  { weight: 1, arbitrary: fc.constantFrom('format' as const, 'close' as const, 'reopen' as const) },
);

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: kinds,
  // `freq` counts values for each undefined one.
  document: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: share }),
  at: seldom(1),
  size: fc.noBias(fc.nat(11)),
  choice: fc.noBias(fc.nat(1_000_000)),
  afterwards: fc.oneof(
    { weight: 8, arbitrary: fc.constant('type on' as const) },
    { weight: 8, arbitrary: fc.constant('ask' as const) },
    { weight: 3, arbitrary: fc.constant('ask for all' as const) },
    { weight: 1, arbitrary: fc.constant('compare' as const) },
  ),
});

/** What an edit of a text may want to know besides the text. */
export interface Surroundings {
  /** Where the cursor is. */
  readonly cursor: number;
  /** The other texts of the project. */
  readonly others: readonly string[];
  readonly isCpp: boolean;
}

/** The changes of one edit in the order in which they are sent; none where it has no meaning in this text. */
export function changesOf(edit: Edit, text: string, around: Surroundings): readonly Change[] {
  const at = Math.min(text.length, edit.at === undefined ? around.cursor : Math.floor(edit.at * text.length));
  const line = lineStart(text, at);
  const lines = linesFrom(text, line, 1 + (edit.size % 6));
  switch (edit.kind) {
    case 'type':
      return [{ start: at, end: at, text: LETTERS[edit.choice % LETTERS.length] ?? '' }];
    case 'snippet': {
      const some = around.isCpp ? [...SNIPPETS.c, ...SNIPPETS.cpp] : SNIPPETS.c;
      return [{ start: line, end: line, text: `${some[edit.choice % some.length]}\n` }];
    }
    case 'delete':
      return [{ start: at, end: Math.min(text.length, at + 1 + edit.size * edit.size), text: '' }];
    case 'delete lines':
      return [{ start: line, end: lines, text: '' }];
    case 'paste lines': {
      const from = around.others[edit.choice % Math.max(1, around.others.length)] ?? text;
      const start = lineStart(from, edit.choice % Math.max(1, from.length));
      return [{ start: line, end: line, text: from.slice(start, linesFrom(from, start, 2 + edit.size)) }];
    }
    case 'swap lines': {
      const next = linesFrom(text, line, 1);
      const after = linesFrom(text, next, 1);
      return [{ start: line, end: after, text: text.slice(next, after) + text.slice(line, next) }];
    }
    case 'move function':
      return swapNext(text, at, /(?<=^\}.*\n)[\s\S]*?^\}.*\n/gm);
    case 'swap includes':
      return swapNext(text, 0, /^\s*#\s*include.*\n/gm);
    case 'comment out':
      return commentOut(text, line, lines, edit.choice);
    case 'drop brace':
      return dropNext(text, at, edit.choice % 2 === 0 ? /\{/g : /\}/g);
    case 'drop directive':
      return dropNext(text, at, /^[ \t]*#.*\n/gm);
    case 'call': {
      const name = oneOf(namesOf([text, ...around.others]), edit.choice);
      return name === undefined
        ? []
        : [{ start: line, end: line, text: `${CALLS[edit.size % CALLS.length]?.(name)}\n` }];
    }
    case 'rename':
      return rename(text, edit, around);
    case 'toggle static':
      return text.startsWith('static ', line)
        ? [{ start: line, end: line + 7, text: '' }]
        : [{ start: line, end: line, text: 'static ' }];
    case 'format':
      return [{ start: 0, end: text.length, text: text.replace(/[ \t]+$/gm, '').replace(/\t/g, '    ') }];
    case 'undo':
    case 'close':
    case 'reopen':
      return [];
  }
}

const LETTERS = [
  'x',
  'n',
  ' ',
  '\n',
  '(',
  ')',
  ';',
  '"',
  "'",
  '{',
  '}',
  '/',
  '*',
  '/*',
  '*/',
  '//',
  '#',
  ',',
  '\\',
  '😀',
  '_',
];

const CALLS: readonly ((name: string) => string)[] = [
  (name) => `    ${name}(n);`,
  (name) => `    PyObject *made = ${name}(self, args);`,
  (name) => `    if (${name}(0) < 0)\n        return NULL;`,
  (name) => `    Py_BEGIN_ALLOW_THREADS\n    ${name}();\n    Py_END_ALLOW_THREADS`,
  (name) => `    table->hook = ${name};`,
  (name) => `    pthread_create(&thread, NULL, ${name}, NULL);`,
  (name) => `static struct ops ops_of_${name} = {.run = ${name}};`,
  (name) => `#define ${name}(x) Py_BEGIN_ALLOW_THREADS x; Py_END_ALLOW_THREADS`,
  (name) => `#define ${name} nothing_at_all`,
  (name) => `void ${name}(int n);  // gil: blocking`,
  (name) => `void ${name}(int n)\n{\n    sleep(n);\n}`,
  (name) => `static PyMethodDef rows[] = {{"${name}", ${name}, METH_O, NULL}, {NULL}};`,
];

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Behind the end of so many lines. */
function linesFrom(text: string, from: number, count: number): number {
  let at = from;
  for (let i = 0; i < count && at < text.length; i++) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return at;
}

function commentOut(text: string, start: number, end: number, choice: number): readonly Change[] {
  const old = text.slice(start, end);
  const ways = [
    `/*${old}*/\n`,
    `#if 0\n${old}#endif\n`,
    `#ifdef MS_WINDOWS\n${old}#else\n${old}#endif\n`,
    old.replace(/^(?=.)/gm, '//'),
    old.replace(/^\/\//gm, ''),
  ];
  return [{ start, end, text: ways[choice % ways.length] ?? '' }];
}

/** Exchanges the next two parts of the text that fit and follow each other. */
function swapNext(text: string, from: number, part: RegExp): readonly Change[] {
  part.lastIndex = from;
  const [first, second] = [part.exec(text), part.exec(text)];
  if (first === null || second === null) return [];
  const [start, end] = [first.index, second.index + second[0].length];
  const between = text.slice(start + first[0].length, second.index);
  return [{ start, end, text: second[0] + between + first[0] }];
}

/** Takes out the next place that fits, or else the first one. */
function dropNext(text: string, from: number, what: RegExp): readonly Change[] {
  what.lastIndex = from;
  const found = what.exec(text) ?? what.exec(text);
  return found === null ? [] : [{ start: found.index, end: found.index + found[0].length, text: '' }];
}

/** Functions and macros that the texts define or call. */
const namesOf = (texts: readonly string[]): readonly string[] => [
  ...new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^#\s*define (\w+)|\b([a-z]\w+)(?=\()/gm)].map(([, a, b]) => a ?? b ?? ''),
    ),
  ),
];

const oneOf = (names: readonly string[], choice: number): string | undefined =>
  names[choice % Math.max(1, names.length)];

/** One occurrence or all of them in the document, to a new name or to that of something else. */
function rename(text: string, { choice, size }: Edit, { others }: Surroundings): readonly Change[] {
  const names = namesOf([text]);
  const name = oneOf(names, choice);
  if (name === undefined) return [];
  const to = size % 3 === 0 ? `${name}_x` : (oneOf(namesOf([text, ...others]), choice >> 3) ?? name);
  const places = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map(({ index }) => index);
  const chosen = size < 6 ? [places[choice % Math.max(1, places.length)] ?? 0] : places;
  return chosen.reverse().map((start) => ({ start, end: start + name.length, text: to }));
}

export const applied = (text: string, changes: readonly Change[]): string =>
  changes.reduce((now, change) => now.slice(0, change.start) + change.text + now.slice(change.end), text);

/** The one change that makes another text of a text. */
export function difference(from: string, to: string): readonly Change[] {
  if (from === to) return [];
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let [end, toEnd] = [from.length, to.length];
  while (end > start && toEnd > start && from[end - 1] === to[toEnd - 1]) {
    end--;
    toEnd--;
  }
  return [{ start, end, text: to.slice(start, toEnd) }];
}
