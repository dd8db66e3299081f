// When a function runs: as part of a start, in a process just forked, or at any time. Top-down over the call graph: a
// function runs whenever one of its callers does.
// Easy to get wrong: functions that call each other and nobody else does run never, as far as can be seen, so a cycle
// begins with nothing; and an address that goes out of sight may be called at any time.
import { isModuleInit } from '../catalog/entryTables.js';
import { childFunctions, childRegistrars, startUpFunctions, startUpTable } from '../catalog/phases.js';
import type { Calls } from './calls.js';
import type { Handover } from './handovers.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';
import type { StoredName, TableEntry } from './unit.js';

/** A set of phases as bits; nothing where nobody is seen to call the function. */
const Phase = { none: 0, start: 1, child: 2, any: 4 } as const;

export interface Phases {
  /** Runs before there are other threads, and then never again. */
  isStarting(node: FunctionNode): boolean;
  /** Runs in a process just forked only. */
  isInChild(node: FunctionNode): boolean;
  readonly pass: Pass<number>;
  forget(node: FunctionNode): void;
}

export interface PhasesInput {
  readonly calls: Calls;
  readonly table: (node: FunctionNode) => TableEntry | undefined;
  readonly stored: (node: FunctionNode) => readonly StoredName[];
  /** A public function of Python: others may call it as well. */
  readonly isPublicApi: (node: FunctionNode) => boolean;
}

const starts = new Set(startUpFunctions);
const children = new Set(childFunctions);

export function createPhases({ calls, table, stored, isPublicApi }: PhasesInput): Phases {
  const values = new Map<FunctionNode, number>();
  const compute = (node: FunctionNode): number => {
    const { name, isStatic } = node.unit.ir;
    if (children.has(name)) return Phase.child;
    if (starts.has(name) || isModuleInit(name)) return Phase.start;
    const entry = table(node);
    if (entry !== undefined) return entry.table === startUpTable ? Phase.start : Phase.any;
    if (isPublicApi(node) || stored(node).length > 0) return Phase.any;
    let found: number = Phase.none;
    for (const handover of calls.handovers.of(node)) found |= isForChild(handover) ? Phase.child : Phase.any;
    const sites = calls.sites(node);
    if (sites.length === 0 && !isStatic) found |= Phase.any;
    for (const { call, caller } of sites) found |= call.inChild ? Phase.child : (values.get(caller) ?? Phase.none);
    return found;
  };
  return {
    isStarting: (node) => values.get(node) === Phase.start,
    isInChild: (node) => values.get(node) === Phase.child,
    ...passOver(values, {
      bottom: Phase.none,
      compute,
      same: (a, b) => a === b,
    }),
  };
}

const isForChild = ({ instr, to, registered }: Handover): boolean =>
  instr.op === 'call' &&
  childRegistrars.some(
    ({ registrar, arg }) =>
      registrar === to && instr.args.every(({ name }, i) => (name === registered.unit.ir.name) === (i === arg)),
  );
