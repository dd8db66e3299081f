// Who is called back without the GIL. The catalog knows for the libraries in it; for the others the program itself tells:
// a function that is handed over without the GIL, one that takes the GIL itself somewhere, or one whose siblings do.
import { Gil, type GilSet } from '../flow/lattice.js';
import type { Ensuring } from './ensuring.js';
import type { Handover, Handovers } from './handovers.js';
import { compareNodes, type FunctionNode } from './node.js';
import type { StoredName } from './unit.js';

/** Why a function counts as called back without the GIL. */
export type Evidence =
  /** The library's manual says so. */
  | { readonly kind: 'documented' }
  /** It is an argument of a call that is made without the GIL. */
  | { readonly kind: 'handed-over-released' }
  /** The library's manual says that it may run on any thread, or it is a signal, which interrupts whatever runs. */
  | { readonly kind: 'any-thread' }
  /** It takes the GIL itself somewhere. */
  | { readonly kind: 'ensures' }
  /** A lambda, which nobody but the function that it is given to can call. */
  | { readonly kind: 'run' }
  /** Bound to Python by a library that releases the GIL around it. */
  | { readonly kind: 'bound' }
  /** This function goes the same way, and takes the GIL. */
  | { readonly kind: 'sibling'; readonly node: FunctionNode };

export interface Callback {
  readonly evidence: Evidence;
  readonly by: Handover | StoredName;
}

export interface CallbackInput {
  readonly handovers: Pick<Handovers, 'of' | 'family'>;
  readonly ensuring: Ensuring;
  /** The initialisers that a function stands in. */
  stored(node: FunctionNode): readonly StoredName[];
  /** The functions that stand in the same initialiser. */
  together(stored: StoredName): readonly FunctionNode[];
  stateAt(handover: Handover): GilSet;
}

/** How a function is called back, where that is without the GIL. */
export function callbackOf(node: FunctionNode, input: CallbackInput): Callback | undefined {
  const { ensuring } = input;
  const handovers = input.handovers.of(node).filter(({ isTaken }) => !isTaken);
  const documented = handovers.find(
    ({ rows }) => rows.length > 0 && rows.every(({ entry, thread }) => entry === 'released' && thread !== 'caller'),
  );
  if (documented !== undefined) return { evidence: { kind: 'documented' }, by: documented };
  const anyThread = handovers.find(
    ({ rows }) =>
      rows.length > 0 &&
      rows.every(({ entry, thread }) => entry !== 'held' && (thread === 'any' || thread === 'signal')),
  );
  if (anyThread !== undefined) return { evidence: { kind: 'any-thread' }, by: anyThread };
  // What a manual says about others is no reason to doubt it.
  const unknown = handovers.filter(({ rows }) => !rows.some(({ entry }) => entry === 'held'));
  for (const by of unknown)
    if (by.instr.op === 'call' && input.stateAt(by) === Gil.released)
      return { evidence: { kind: 'handed-over-released' }, by };
  const stored = input.stored(node);
  const first: Handover | StoredName | undefined = unknown[0] ?? stored[0];
  if (first === undefined) return undefined;
  // With Python objects in its signature it is no function for a library that knows no Python.
  if (node.unit.ir.hasObjects) return undefined;
  if (ensuring.of(node)) return { evidence: { kind: 'ensures' }, by: first };
  for (const by of unknown) {
    const sibling = firstEnsuring(node, input.handovers.family(by.family), ensuring);
    if (sibling !== undefined) return { evidence: { kind: 'sibling', node: sibling }, by };
  }
  for (const by of stored) {
    const sibling = firstEnsuring(node, input.together(by), ensuring);
    if (sibling !== undefined) return { evidence: { kind: 'sibling', node: sibling }, by };
  }
  return undefined;
}

/** The first in the order of the program, so that it does not matter who came first. */
function firstEnsuring(
  node: FunctionNode,
  family: Iterable<FunctionNode>,
  ensuring: Ensuring,
): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (const sibling of family)
    if (sibling !== node && ensuring.first(sibling) && (found === undefined || compareNodes(sibling, found) < 0))
      found = sibling;
  return found;
}
