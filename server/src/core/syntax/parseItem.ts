// From an item to a tree: all arms of `#if` together where that parses, otherwise one configuration and its complement.

import {
  complementValues,
  type Decide,
  evaluate,
  type MacroValues,
  readDirective,
  undecided,
  usualValues,
} from './conditionals.js';
import type { Item } from './cut.js';
import type { TreeParser } from './flatTree.js';
import { canvasOf } from './lens/canvas.js';
import { maskItem } from './lens/lens.js';
import type { Names } from './lens/names.js';
import { Tok, type Tokens } from './tokens.js';
import { TreeView } from './tree.js';

/** One reading of an item. The view is valid only until the next parse. */
export interface Reading {
  readonly view: TreeView;
  /** The item's original text; node offsets point into it. */
  readonly text: string;
  readonly hiddenJumps: ReadonlySet<number>;
  /** Offsets in the item of what the grammar could not read; empty where the reading is clean. */
  readonly damage: readonly number[];
  /** Where one configuration was chosen: the conditions that were taken, as written. */
  readonly configuration: readonly string[] | undefined;
}

/**
 * Calls `use` with each reading of a function, one after the other: one where all arms parse together, otherwise up to
 * two configurations that between them keep every arm of a plain `#if … #else`.
 */
export function readItem(
  source: string,
  item: Item,
  tokens: Tokens,
  names: Names,
  parser: TreeParser,
  inC: boolean,
  use: (reading: Reading) => void,
  decide: Decide = undecided,
): void {
  const stray = strayDirectives(source, item, tokens);
  const all = stray.size === 0 ? undefined : { alive: (token: number): boolean => !stray.has(token), shown: undefined };
  const whole = readingOf(source, item, tokens, names, parser, inC, all);
  if (whole.damage.length === 0 || !hasConditional(source, item, tokens)) {
    use(whole);
    return;
  }
  const usual = configure(source, item, tokens, usualValues, decide);
  use(readingOf(source, item, tokens, names, parser, inC, usual));
  const other = configure(source, item, tokens, complementValues, decide);
  if (other.shown?.join('\n') !== usual.shown?.join('\n'))
    use(readingOf(source, item, tokens, names, parser, inC, other));
}

interface Configuration {
  alive(token: number): boolean;
  readonly shown: readonly string[] | undefined;
}

/** `#else` and `#endif` of an `#if` that stands before the item. */
function strayDirectives(source: string, item: Item, tokens: Tokens): ReadonlySet<number> {
  const stray = new Set<number>();
  let depth = 0;
  for (let t = item.firstToken; t < item.endToken; t++) {
    if (tokens.kind[t] !== Tok.directive) continue;
    const { name } = readDirective(source.slice(tokens.start[t], tokens.end[t]));
    if (name === 'if') depth++;
    else if (depth === 0 && (name === 'else' || name === 'elif' || name === 'endif')) stray.add(t);
    else if (name === 'endif') depth--;
  }
  return stray;
}

function hasConditional(source: string, item: Item, tokens: Tokens): boolean {
  for (let t = item.firstToken; t < item.endToken; t++)
    if (tokens.kind[t] === Tok.directive && readDirective(source.slice(tokens.start[t], tokens.end[t])).name === 'if')
      return true;
  return false;
}

function configure(source: string, item: Item, tokens: Tokens, values: MacroValues, decide: Decide): Configuration {
  const holds = (condition: string): boolean => decide(condition) ?? evaluate(condition, values);
  const dead = new Set<number>();
  const shown: string[] = [];
  const stack: { outer: boolean; taken: boolean; live: boolean }[] = [];
  const isLive = (): boolean => stack.at(-1)?.live ?? true;
  for (let t = item.firstToken; t < item.endToken; t++) {
    if (tokens.kind[t] !== Tok.directive) {
      if (!isLive()) dead.add(t);
      continue;
    }
    dead.add(t);
    const directive = readDirective(source.slice(tokens.start[t], tokens.end[t]));
    const top = stack.at(-1);
    if (directive.name === 'if') {
      const outer = isLive();
      const live = outer && holds(directive.rest);
      stack.push({ outer, taken: live, live });
      if (live) shown.push(directive.shown);
    } else if ((directive.name === 'elif' || directive.name === 'else') && top !== undefined) {
      top.live = top.outer && !top.taken && (directive.name === 'else' || holds(directive.rest));
      top.taken ||= top.live;
      if (top.live) shown.push(directive.shown);
    } else if (directive.name === 'endif') stack.pop();
  }
  return { alive: (t) => !dead.has(t), shown };
}

function readingOf(
  source: string,
  item: Item,
  tokens: Tokens,
  names: Names,
  parser: TreeParser,
  inC: boolean,
  configuration: Configuration | undefined,
): Reading {
  const canvas = canvasOf(source, item, tokens, configuration?.alive);
  let brace = -1;
  if (item.brace >= 0) {
    const at = (tokens.start[item.brace] ?? 0) - item.start;
    for (let t = 0; t < canvas.count && brace < 0; t++) if (canvas.start(t) === at) brace = t;
  }
  const masked = maskItem(canvas, brace, names, inC);
  const tree = parser.parse(masked.text);
  const view = new TreeView(tree, parser.grammar);
  return {
    view,
    text: canvas.text,
    hiddenJumps: masked.hiddenJumps,
    damage: damageOf(view),
    configuration: configuration?.shown,
  };
}

/** Where the tree holds errors or tokens that are not in the text. */
function damageOf(view: TreeView): number[] {
  const found = [...view.tree.missing];
  const { count, kind } = view.tree;
  const error = view.errorKind;
  for (let node = 0; node < count; node++) if (kind[node] === error) found.push(view.start(node));
  return found.sort((a, b) => a - b);
}
