// What a hover says about a word that changes who holds the GIL, or that does something else that counts: macros of
// CPython and its kin by their rows, macros of the project by what they were lowered to, guards, thread state calls.
import { baseName } from '../base/includePaths.js';
import type { Span } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import { manualPage } from '../catalog/manual.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import { changesGil, type Instr, type StateInstr } from '../ir/ir.js';
import { EFFECTS, OPERATIONS, SWITCHING } from './hoverWords.js';

/** Where a macro of the project is defined. */
export interface MacroOrigin {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly definition: string;
}

/** @param word relative to the function's item */
export function aboutMacro(
  { unit }: FunctionNode,
  facts: FileFacts,
  catalog: Catalog,
  name: string,
  word: Span,
  originOf: (name: string) => MacroOrigin | undefined,
): readonly string[] {
  const here = unit.instrs.map(({ instr }) => instr).filter(({ span }) => isSame(span, word));
  const origin = here.length === 0 ? undefined : originOf(name);
  if (origin !== undefined) {
    const does = [...new Set(here.flatMap(doneBy))];
    const what = does.length === 0 ? 'does nothing about the GIL' : listed(does);
    const place =
      origin.path === facts.path ? `line ${origin.line}` : `\`${baseName(origin.path)}\`, line ${origin.line}`;
    return [
      `\`${name}\` ${what}.`,
      `Derived from its definition in ${place}:\n\n\`\`\`c\n${origin.definition}\n\`\`\``,
      ...manual(name),
      ...switching(here),
    ];
  }
  const known = aboutRow(catalog, name);
  if (known !== undefined) return [known, ...manual(name), ...switching(here)];
  const guard = guardAt(unit.instrs.map(({ instr }) => instr).filter(changesGil), name, word);
  if (guard === undefined) return [];
  return [
    `\`${guard.spelled}\` ${OPERATIONS[guard.op]} until its scope ends, by whatever way it is left.`,
    ...switching([guard]),
  ];
}

/** How far the variable of a guard stands behind the class at most. */
const FARTHEST = 200;

/** The guard whose variable or class the word is: what begins stands at the variable. */
function guardAt(all: readonly StateInstr[], name: string, word: Span): StateInstr | undefined {
  const begins = all.filter(({ op, spelling }) => spelling === 'call' && (op === 'release' || op === 'ensure'));
  const atVariable = begins.find(({ span, spelled }) => isSame(span, word) && lastName(spelled) !== name);
  if (atVariable !== undefined) return atVariable;
  return begins
    .filter(
      ({ span, spelled }) => lastName(spelled) === name && span.start >= word.end && span.start < word.end + FARTHEST,
    )
    .reduce<StateInstr | undefined>((a, b) => (a !== undefined && a.span.start <= b.span.start ? a : b), undefined);
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
const lastName = (spelled: string): string => /\w+$/.exec(spelled)?.[0] ?? spelled;

function doneBy(instr: Instr): readonly string[] {
  if (changesGil(instr)) return [effectOf(instr)];
  if (instr.op === 'exit')
    return instr.kind === 'return' ? ['returns'] : instr.kind === 'noreturn' ? ['does not come back'] : [];
  if (instr.op === 'call') return instr.callee === undefined ? [] : [`calls \`${instr.callee}()\``];
  if (instr.op === 'jump') return ['jumps'];
  return [];
}

const effectOf = (instr: StateInstr): string => {
  if (instr.op === 'release') return EFFECTS[instr.maybe ? 'release-maybe' : 'release'] ?? '';
  if (instr.op === 'acquire') return EFFECTS[instr.ifSaved ? 'acquire-if-saved' : 'acquire'] ?? '';
  return EFFECTS[instr.op] ?? '';
};

function aboutRow(catalog: Catalog, name: string): string | undefined {
  const row = catalog.regionMacro(name);
  if (row !== undefined) {
    const does = row.effects.map((effect) => EFFECTS[effect]).filter((effect) => effect !== undefined);
    const note = row.note === undefined ? '' : ` (${row.note})`;
    return `\`${name}\` ${does.length === 0 ? 'does not change who holds the GIL' : listed(does)}${note}.`;
  }
  const operation = catalog.stateOp(name);
  if (operation === undefined) return undefined;
  const note = operation.note === undefined ? '' : ` (${operation.note})`;
  return `\`${name}()\` ${OPERATIONS[operation.op]}${note}.`;
}

const listed = (parts: readonly string[]): string => parts.join(' and ');

const manual = (name: string): readonly string[] => {
  const page = manualPage(name);
  return page === undefined ? [] : [`[${page.title}](${page.address})`];
};

/** How threads take turns, where one of them waits for its turn. */
const switching = (here: readonly Instr[]): readonly string[] =>
  here.some(({ op }) => op === 'acquire' || op === 'ensure') ? [SWITCHING] : [];
