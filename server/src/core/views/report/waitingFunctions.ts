// The functions that hold the GIL while they wait, with every wait and the calls that lead to it.
// It is built from what the rules found and from nothing else, so that the report and the findings cannot disagree: what
// a comment allows, and what is only possible where nobody asked for that, is in neither.
import { type Span, shift } from '../../base/span.js';
import type { BlockingClass, Certainty } from '../../catalog/types.js';
import type { FileFacts } from '../../interproc/fileFacts.js';
import type { FunctionNode } from '../../interproc/node.js';
import type { Because } from '../entryReason.js';
import { functionAt, stateOnEntry } from '../pointState.js';
import type { StateName } from '../words.js';
import { byRisk, riskOf } from './risk.js';

/** A finding, as far as the report reads it. */
export interface Found {
  readonly rule: string;
  readonly span: Span;
  readonly callee: string | null;
  readonly certainty: Certainty;
  readonly message: string;
  readonly condition: string | null;
  readonly trace: readonly Because[];
  readonly wait?: { readonly class: BlockingClass; readonly call: string };
}

/** A call, or a loop, that waits while the GIL is held. */
export interface HeldWait {
  /** What is called, as written; null for a loop. */
  readonly callee: string | null;
  /** The call at the end of the chain, which waits itself. */
  readonly call: string;
  readonly class: BlockingClass;
  readonly certainty: Certainty;
  readonly span: Span;
  readonly message: string;
  /** The `#if` under which alone it is there. */
  readonly condition: string | null;
  /** From where the GIL is held to the call that waits. */
  readonly chain: readonly Because[];
}

export interface WaitingFunction {
  readonly name: string;
  readonly span: Span;
  readonly entered: StateName;
  /** The gravest first. */
  readonly waits: readonly HeldWait[];
  /** An order, no measurement: see `risk.ts`. */
  readonly risk: number;
}

export function waitingFunctions(facts: FileFacts, found: readonly Found[]): readonly WaitingFunction[] {
  const byFunction = new Map<FunctionNode, HeldWait[]>();
  for (const one of found) {
    const wait = heldWait(one);
    const node = wait && functionAt(facts, one.span.start);
    if (wait === undefined || node === undefined) continue;
    const waits = byFunction.get(node);
    if (waits === undefined) byFunction.set(node, [wait]);
    else waits.push(wait);
  }
  return [...byFunction].map(([node, waits]) => {
    return {
      name: node.unit.ir.name,
      span: shift(node.unit.ir.nameSpan, node.base),
      entered: stateOnEntry(facts, node).state,
      waits: waits.sort(byRisk),
      risk: riskOf(waits),
    };
  });
}

function heldWait({ wait, callee, certainty, span, message, condition, trace }: Found): HeldWait | undefined {
  return wait && { callee, ...wait, certainty, span, message, condition, chain: trace };
}
