// The body of a macro as a tree, ready to be lowered wherever the macro is used. It is parsed as the body of a function,
// through the same lens; braces, `do` and `try` that the macro opens or closes are completed, and known as such.
// Easy to get wrong: parsing overwrites the columns of the last tree, so what is kept is a copy.
import type { Language, TreeParser } from '../syntax/flatTree.js';
import type { Names } from '../syntax/lens/names.js';
import type { MacroDefinition } from '../syntax/macros.js';
import { readItem } from '../syntax/parseItem.js';
import { Tok, tokenize } from '../syntax/tokens.js';
import type { TreeView } from '../syntax/tree.js';

export interface Template {
  readonly view: TreeView;
  readonly text: string;
  readonly hiddenJumps: ReadonlySet<number>;
  /** The node of the body, braces of the wrapping function included. */
  readonly body: number;
  /** Where the braces stand that are the surrounding code's: what is declared in them is not the macro's own. */
  readonly borrowed: ReadonlySet<number>;
  /** The expression that the body is, where it is nothing else; -1 otherwise. */
  readonly value: number;
}

const HEAD = 'void macro(void)\n';
const LONGEST = 20_000;

/** @param body the macro's body, with pasted parameters replaced already */
export function readTemplate(body: string, names: Names, parser: TreeParser, language: Language): Template | undefined {
  if (body.length > LONGEST) return undefined;
  const { before, after, opened } = completion(body);
  const bodyAt = HEAD.length + 1 + before.length;
  const source = `${HEAD}{${before}${body}\n;${after}}`;
  const tokens = tokenize(source);
  let brace = 0;
  while (brace < tokens.count && tokens.start[brace] !== HEAD.length) brace++;
  const item = {
    kind: 'function',
    start: 0,
    end: source.length,
    firstToken: 0,
    endToken: tokens.count,
    brace,
    conditions: [],
  } as const;
  let template: Template | undefined;
  readItem(source, item, tokens, names, parser, language === 'c', (reading) => {
    if (template !== undefined) return;
    const view = reading.view.kept();
    const node = bodyOf(view);
    if (node < 0) return;
    const borrowed = new Set([HEAD.length, ...opened.map((at) => bodyAt + at)]);
    for (let at = 0; at < before.length; at++) if (before[at] === '{') borrowed.add(HEAD.length + 1 + at);
    const { text, hiddenJumps } = reading;
    template = { view, text, hiddenJumps, body: node, borrowed, value: onlyExpression(view, node) };
  });
  return template;
}

interface Completion {
  readonly before: string;
  readonly after: string;
  /** Offsets in the body of braces that it leaves open. */
  readonly opened: readonly number[];
}

/** What has to stand before and behind a body so that its braces are balanced. */
function completion(body: string): Completion {
  const tokens = tokenize(body);
  const open: { at: number; word: string }[] = [];
  let before = '';
  const word = (t: number): string => (tokens.kind[t] === Tok.word ? body.slice(tokens.start[t], tokens.end[t]) : '');
  for (let t = 0; t < tokens.count; t++) {
    if (tokens.kind[t] !== Tok.punct) continue;
    if (tokens.first[t] === 123) open.push({ at: tokens.start[t] ?? 0, word: word(t - 1) });
    else if (tokens.first[t] === 125 && open.pop() === undefined) {
      const next = word(t + 1);
      before = `${next === 'while' ? 'do {' : next === 'catch' ? 'try {' : next === 'else' ? 'if (1) {' : '{'}${before}`;
    }
  }
  const after = open
    .map((brace) => (brace.word === 'do' ? '} while (0);' : brace.word === 'try' ? '} catch (...) {}' : '}'))
    .reverse()
    .join('');
  return { before, after, opened: open.map(({ at }) => at) };
}

function bodyOf(view: TreeView): number {
  for (let node = 0; node < view.tree.count; node++)
    if (view.kind(node) === 'compound_statement' && view.start(node) === HEAD.length) return node;
  return -1;
}

function onlyExpression(view: TreeView, body: number): number {
  const statements = view.named(body).filter((node) => view.firstChild(node) >= 0 || view.kind(node) !== ';');
  const real = statements.filter((node) => view.end(node) > view.start(node) + 1);
  const [only] = real;
  if (real.length !== 1 || only === undefined || view.kind(only) !== 'expression_statement') return -1;
  return view.firstChild(only);
}

const PASTED = /([A-Za-z_]\w*)?\s*##\s*([A-Za-z_]\w*)?/;

/**
 * The body without `#` and `##`. Parameters that are pasted to something are replaced by what they are given, since the
 * grammar has to see one name.
 */
export function withoutPasting(definition: MacroDefinition, argument: (parameter: string) => string): string {
  let { body } = definition;
  if (!body.includes('#')) return body;
  const parameters = definition.parameters ?? [];
  const given = (name: string | undefined): string =>
    name === undefined ? '' : parameters.includes(name) || name === '__VA_ARGS__' ? argument(name) : name;
  for (let match = PASTED.exec(body), turns = 0; match !== null && turns < 100; match = PASTED.exec(body), turns++)
    body = body.slice(0, match.index) + given(match[1]) + given(match[2]) + body.slice(match.index + match[0].length);
  return body.replace(/#+@?\s*[A-Za-z_]\w*/g, '""').replaceAll('#', ' ');
}
