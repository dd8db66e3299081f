// Functions whose address leaves the program's sight: they are given to a library, which calls them when it likes.
// Functions of one family go to the same library by the same way, so what one of them does tells about the others.
import type { CallbackRegistrar, CallbackSlot } from '../catalog/types.js';
import type { Assign, Call } from '../ir/ir.js';
import { compareNodes, type FunctionNode } from './node.js';

/** A function is an argument of a call, or stored in a member. */
export interface Handover {
  readonly registered: FunctionNode;
  readonly caller: FunctionNode;
  /** The call that it is an argument of, or the assignment. */
  readonly instr: Call | Assign;
  /** The called function or the member. */
  readonly to: string;
  /** What the catalog knows about it: several rows where structures share the name of a member. */
  readonly rows: readonly (CallbackRegistrar | CallbackSlot)[];
  /** Given to a function of the program, which calls it itself. */
  readonly isTaken: boolean;
  /** Tells functions that go to the same call, or into the same structure. */
  readonly family: string;
}

export interface Handovers {
  /** In the order of the program. */
  of(node: FunctionNode): readonly Handover[];
  family(name: string): Iterable<FunctionNode>;
  /** All of them, in the order of the program. */
  all(): readonly Handover[];
  /** What a function hands over from now on. Returns all functions for whom that may change something. */
  replace(by: FunctionNode, now: readonly Handover[]): Iterable<FunctionNode>;
}

const NONE: readonly Handover[] = [];

export function createHandovers(): Handovers {
  const byGiver = new Map<FunctionNode, readonly Handover[]>();
  const byTaken = new Map<FunctionNode, Map<FunctionNode, Handover[]>>();
  const families = new Map<string, Map<FunctionNode, number>>();

  const count = ({ registered, family }: Handover, change: number): void => {
    const members = families.get(family) ?? new Map<FunctionNode, number>();
    const now = (members.get(registered) ?? 0) + change;
    if (now > 0) members.set(registered, now);
    else members.delete(registered);
    families.set(family, members);
  };

  return {
    of: (node) =>
      [...(byTaken.get(node)?.entries() ?? [])].sort(([a], [b]) => compareNodes(a, b)).flatMap(([, list]) => list),
    all: () => [...byGiver.keys()].sort(compareNodes).flatMap((by) => byGiver.get(by) ?? NONE),
    family: (name) => families.get(name)?.keys() ?? [],
    replace(by, now) {
      const before = byGiver.get(by) ?? NONE;
      if (before.length === 0 && now.length === 0) return [];
      const met = new Set<FunctionNode>();
      for (const { family } of before) for (const member of families.get(family)?.keys() ?? []) met.add(member);
      for (const handover of before) {
        byTaken.get(handover.registered)?.delete(by);
        count(handover, -1);
      }
      for (const handover of now) {
        const givers = byTaken.get(handover.registered) ?? new Map<FunctionNode, Handover[]>();
        givers.set(by, [...(givers.get(by) ?? []), handover]);
        byTaken.set(handover.registered, givers);
        count(handover, 1);
      }
      for (const { family } of now) for (const member of families.get(family)?.keys() ?? []) met.add(member);
      if (now.length > 0) byGiver.set(by, now);
      else byGiver.delete(by);
      return met;
    },
  };
}
