// Constants at calls decide paths in the called function: `raise` is false in `f(fd, 0)`. Only parameters that a function
// tests, or hands on to one that does, are told apart: the others would make summaries many and not better.
import { Gil, type GilSet } from '../flow/lattice.js';
import type { Call, FunctionIr } from '../ir/ir.js';
import type { Calls } from './calls.js';
import type { FunctionNode } from './node.js';
import { type Pass, passOver } from './passes.js';
import type { FunctionUnit } from './unit.js';

/** Truths of parameters by name. */
export type Known = ReadonlyMap<string, boolean>;
export const NOTHING_KNOWN: Known = new Map();

export interface Deciders {
  /** Truths of the callee's parameters at a call; `known` are those of the caller's own. */
  at(callee: FunctionNode, call: Call, caller: FunctionNode, known: Known): Known;
  /** The parameters of a function that decide a path, by index. */
  of(node: FunctionNode): ReadonlySet<number>;
  readonly pass: Pass<ReadonlySet<number>>;
  forget(node: FunctionNode): void;
}

const NONE: ReadonlySet<number> = new Set();

export function createDeciders(calls: Calls): Deciders {
  const values = new Map<FunctionNode, ReadonlySet<number>>();
  const of = (node: FunctionNode): ReadonlySet<number> => values.get(node) ?? NONE;
  const compute = (node: FunctionNode): ReadonlySet<number> => {
    const tested = testedParameters(node.unit.ir);
    const found = new Set(tested);
    for (const { instr } of node.unit.instrs) {
      if (instr.op !== 'call' || found.size === node.unit.ir.parameters.length) continue;
      const target = calls.target(node, instr);
      if (target.kind !== 'internal') continue;
      for (const callee of target.nodes)
        for (const index of of(callee)) {
          const handed = instr.args[index]?.text ?? '';
          const own = handed === '' ? -1 : node.unit.ir.parameters.findIndex(({ name }) => name === handed);
          if (own >= 0) found.add(own);
        }
    }
    return found.size === 0 ? NONE : found;
  };
  return {
    of,
    at(callee, call, caller, known) {
      if (calls.isRecursive(caller, callee)) return NOTHING_KNOWN;
      let found: Map<string, boolean> | undefined;
      for (const index of of(callee)) {
        const text = call.args[index]?.text ?? '';
        const truth = truthOfArgument(text, caller.unit, known);
        const name = callee.unit.ir.parameters[index]?.name ?? '';
        if (truth === undefined || name === '') continue;
        found ??= new Map();
        found.set(name, truth);
      }
      return found ?? NOTHING_KNOWN;
    },
    ...passOver(values, {
      bottom: NONE,
      compute,
      same: (a, b) => a.size === b.size && [...a].every((index) => b.has(index)),
    }),
  };
}

/** What an argument is worth as a condition: a constant, or a parameter of the caller that is known and never changed. */
function truthOfArgument(text: string, caller: FunctionUnit, known: Known): boolean | undefined {
  if (/^(?:0|NULL|nullptr|false|FALSE)$/.test(text)) return false;
  if (/^(?:[1-9]\d*|true|TRUE)$/.test(text)) return true;
  const truth = known.get(text);
  if (truth === undefined) return undefined;
  const changes = caller.instrs.some(({ instr }) => instr.op === 'assign' && instr.variable === text);
  return changes ? undefined : truth;
}

const tested = new WeakMap<FunctionIr, ReadonlySet<number>>();

function testedParameters(ir: FunctionIr): ReadonlySet<number> {
  const known = tested.get(ir);
  if (known !== undefined) return known;
  const found = new Set<number>();
  const byName = new Map(ir.parameters.map(({ name }, index) => [name, index] as const));
  for (const { edges } of ir.blocks)
    for (const { when } of edges) {
      const index = when === undefined ? undefined : byName.get(when.condition);
      if (index !== undefined && when?.condition !== '') found.add(index);
    }
  tested.set(ir, found);
  return found;
}

/** Parameters that a thread state is restored from. */
const stateParameters = new WeakMap<FunctionIr, readonly string[]>();

/**
 * What is known on entry, and that of a saved thread state that is handed over: the caller has one exactly where it has
 * released the GIL.
 */
export function withStates(ir: FunctionIr, entry: GilSet, known: Known): Known {
  if (!ir.changesState || entry === Gil.either || entry === Gil.unreached) return known;
  let names = stateParameters.get(ir);
  if (names === undefined) {
    const restored = new Set(
      ir.blocks.flatMap(({ instrs }) =>
        instrs.flatMap((instr) => (instr.op === 'acquire' && instr.from !== undefined ? [instr.from.text] : [])),
      ),
    );
    names = ir.parameters.flatMap(({ name }) => (restored.has(name) ? [name] : []));
    stateParameters.set(ir, names);
  }
  if (names.length === 0) return known;
  return new Map([...known, ...names.map((name) => [name, entry === Gil.released] as const)]);
}

/** A text for what is known, in a fixed order. */
export const knownKey = (known: Known): string =>
  known.size === 0
    ? ''
    : [...known]
        .map(([name, truth]) => `${name}=${truth}`)
        .sort()
        .join();
