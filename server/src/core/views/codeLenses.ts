// One line above a function: what it is entered with, its regions, how often it makes everybody wait. Only where there
// is something to tell; a function that merely uses Python has no lens.
import { type Span, shift } from '../base/span.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { regionsOf } from './regions.js';
import { nameOf, type StateName } from './words.js';

export interface CodeLens {
  /** The name of the function. */
  readonly span: Span;
  readonly functionName: string;
  readonly title: string;
}

export function codeLensesOf(facts: FileFacts): readonly CodeLens[] {
  const lenses: CodeLens[] = [];
  for (const node of facts.own) {
    if (node.unit.isAlternate) continue;
    const { name, nameSpan } = node.unit.ir;
    const title = titleOf(facts.ofFunction(node), facts);
    if (title !== undefined) lenses.push({ span: shift(nameSpan, node.base), functionName: name, title });
  }
  return lenses;
}

const ENTRY: Readonly<Partial<Record<StateName, string>>> = {
  held: 'held on entry',
  released: 'released on entry',
  either: 'held or released on entry',
};

function titleOf(fn: FunctionFacts, facts: FileFacts): string | undefined {
  const { kind } = facts.entries.of(fn.node).reason;
  const told = [...countsIn(fn, facts), ...(kind === 'callback' || kind === 'callback-held' ? ['called back'] : [])];
  if (told.length === 0) return undefined;
  const entry = ENTRY[nameOf(facts.entries.of(fn.node).set)] ?? 'as the caller has it';
  return `GIL: ${[entry, ...told].join(' · ')}`;
}

const known = new WeakMap<FunctionFacts, readonly string[]>();

/** All that they rest on is in the function's facts. */
function countsIn(fn: FunctionFacts, facts: FileFacts): readonly string[] {
  let found = known.get(fn);
  if (found === undefined) {
    const regions = regionsOf(fn, facts);
    const released = regions.filter(({ kind }) => kind === 'released').length;
    const taken = regions.length - released;
    const { blocks, computes } = waitsIn(fn, facts);
    found = [
      ...(released > 0 ? [`${released} ${released === 1 ? 'region' : 'regions'}`] : []),
      ...(taken > 0 ? [`takes it ${taken}×`] : []),
      ...(blocks.length > 0 ? [`blocks ${blocks.length}×`] : []),
      ...(computes.length > 0 ? [`computes ${computes.length}×`] : []),
    ];
    known.set(fn, found);
  }
  return found;
}

export interface WaitsOf {
  /** The names of the calls that wait, and of those that compute for long, one for each call. */
  readonly blocks: readonly string[];
  readonly computes: readonly string[];
}

/** Calls that are made with the GIL and keep everybody waiting; those that may wait are not counted. */
export function waitsIn({ node, flow }: FunctionFacts, facts: FileFacts): WaitsOf {
  const blocks: string[] = [];
  const computes: string[] = [];
  const isUnknown = facts.entries.of(node).set === Gil.unreached;
  for (const { instr, index } of flow.instrs) {
    const { set, heldBy } = flow.before(index);
    if (instr.op !== 'call' || instr.inChild || (set & Gil.held) === 0) continue;
    // Whoever calls it may have the GIL or not: then it is not this function that makes others wait.
    if (isUnknown && heldBy === FROM_ENTRY) continue;
    const waits = facts.waits.ofCall(node, instr).filter(({ certainty }) => certainty !== 'maybe');
    const [first] = waits;
    if (first === undefined) continue;
    const isBlocking = waits.some(({ family }) => family === 'blocking' || family === 'lock');
    (isBlocking ? blocks : computes).push(instr.callee ?? first.row.name);
  }
  return { blocks, computes };
}
