// What can be told of a macro from the words of its body, without reading it as code: whether it has to be lowered at
// all, how many braces it leaves open, and whether it releases more often than it takes back.
// Easy to get wrong: nearly all macros of a project are constants and plain calls, so the answer has to be cheap.
import type { Catalog } from '../catalog/catalog.js';
import { givesLockBack, stateTypes } from '../catalog/tokens.js';
import type { MacroDefinition } from '../syntax/macros.js';

export interface Shape {
  /** Changes the GIL, may wait, or leaves the place of its use: by `return`, `goto`, a call that does not come back. */
  readonly matters: boolean;
  readonly changesGil: boolean;
  /** Braces that stay open behind it; negative where it closes some. */
  readonly braces: number;
  /** Releases and ensures, less what takes them back. */
  readonly balance: number;
}

export const PLAIN: Shape = { matters: false, changesGil: false, braces: 0, balance: 0 };

/** The tokens of a body that decide about its shape. */
const WORDS = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_$][\w$]*(?:::[A-Za-z_]\w*)*|[{}]/g;

const words = new WeakMap<MacroDefinition, readonly string[]>();

export function wordsOf(definition: MacroDefinition): readonly string[] {
  let found = words.get(definition);
  if (found === undefined) {
    found = (definition.body.match(WORDS) ?? []).filter((word) => word[0] !== '"' && word[0] !== "'");
    words.set(definition, found);
  }
  return found;
}

const LEAVES = new Set(['return', 'goto', 'throw', 'co_return']);
const LOOPS = new Set(['for', 'while', 'do', 'switch']);

/** @param inner the shape of another macro, or undefined where the word is none */
export function shapeOf(
  definition: MacroDefinition,
  catalog: Catalog,
  inner: (word: string) => Shape | undefined,
): Shape {
  let matters = false;
  let changesGil = false;
  let braces = 0;
  let balance = 0;
  let inLoop = false;
  for (const word of wordsOf(definition)) {
    if (word === '{') braces++;
    else if (word === '}') braces--;
    else if (LEAVES.has(word)) matters = true;
    else if (LOOPS.has(word)) inLoop = true;
    else if (word === 'break' || word === 'continue') matters ||= !inLoop;
    else if (definition.parameters?.includes(word) !== true) {
      const shape = shapeOfWord(word, catalog) ?? inner(word);
      if (shape === undefined) continue;
      matters ||= shape.matters;
      changesGil ||= shape.changesGil;
      braces += shape.braces;
      balance += shape.balance;
    }
  }
  return matters || changesGil ? { matters: true, changesGil, braces, balance } : { ...PLAIN, braces };
}

/** Names whose meaning the catalog knows whatever a header says. */
export const isKnown = (name: string, catalog: Catalog): boolean =>
  catalog.stateOp(name) !== undefined ||
  catalog.exitMacro(name) !== undefined ||
  catalog.isNoReturn(name) ||
  catalog.api(name) !== undefined;

const LEAVES_OR_WAITS: Shape = { matters: true, changesGil: false, braces: 0, balance: 0 };
const CHANGING: Shape = { matters: true, changesGil: true, braces: 0, balance: 0 };

function shapeOfWord(word: string, catalog: Catalog): Shape | undefined {
  switch (catalog.stateOp(word)?.op) {
    case undefined:
      break;
    case 'release':
    case 'ensure':
      return { ...CHANGING, balance: 1 };
    case 'acquire':
    case 'unensure':
      return { ...CHANGING, balance: -1 };
    case 'ends-process':
    case 'ends-thread':
      return LEAVES_OR_WAITS;
    default:
      return CHANGING;
  }
  // What a call waits for depends on its arguments, and which lock it gives back: the body shows them.
  if (catalog.isNoReturn(word) || catalog.blocking(word) !== undefined || catalog.exitMacro(word) !== undefined)
    return LEAVES_OR_WAITS;
  // A variable for the state is declared: whoever uses the macro has it as its own.
  if (stateTypes.includes(word)) return LEAVES_OR_WAITS;
  if (catalog.scopeGuard(word) !== undefined) return CHANGING;
  if (catalog.api(word) === undefined) return undefined;
  return givesLockBack(word) ? LEAVES_OR_WAITS : PLAIN;
}
