// Where the GIL is released, from there to where it is taken back, and what waits meanwhile: what a region is good for.
// Easy to get wrong: a region is what one release reaches on any path, so an acquire on one path alone does not end it.
import { type Span, shift } from '../../base/span.js';
import type { BlockingClass, Certainty } from '../../catalog/types.js';
import type { Located } from '../../flow/facts.js';
import { Gil } from '../../flow/lattice.js';
import type { FileFacts } from '../../interproc/fileFacts.js';
import type { FunctionNode } from '../../interproc/node.js';
import type { Call, Instr } from '../../ir/ir.js';
import { isKnown } from '../coverage.js';
import { byRisk, riskOf } from './risk.js';
import type { Found } from './waitingFunctions.js';

/** A call that waits while the GIL is released, as it should. */
export interface ReleasedWait {
  readonly callee: string;
  /** The call that waits itself, through whomever. */
  readonly call: string;
  readonly class: BlockingClass;
  readonly certainty: Certainty;
  readonly span: Span;
}

export interface Region {
  readonly functionName: string;
  /** What releases the GIL, as written. */
  readonly spelled: string;
  /** From the release to the last place where the GIL may still be released. */
  readonly span: Span;
  /** On some path the GIL is held in it. */
  readonly isConditional: boolean;
  /** The gravest first. */
  readonly waits: readonly ReleasedWait[];
  readonly risk: number;
  readonly calls: number;
  /** Calls of functions that nothing is known about: one of them may be what the region is for. */
  readonly unknownCalls: number;
  /** How many things are reported in it. */
  readonly problems: number;
}

export function regionsOf(facts: FileFacts, found: readonly Found[]): readonly Region[] {
  const regions = new Map<number, Region>();
  for (const node of facts.own)
    for (const [by, inside] of releasedStretches(facts, node)) {
      const region = regionAt(facts, node, by, inside, found);
      // Two readings of a function have most of their regions in common.
      if (region !== undefined && !regions.has(region.span.start)) regions.set(region.span.start, region);
    }
  return [...regions.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The instructions that each release of a function reaches. */
function releasedStretches(facts: FileFacts, node: FunctionNode): ReadonlyMap<number, readonly Located[]> {
  const stretches = new Map<number, Located[]>();
  const flow = facts.entries.facts(node);
  if (flow.keepsGil) return stretches;
  for (const at of node.unit.instrs) {
    const { set, releasedBy } = flow.before(at.index);
    if ((set & Gil.released) === 0 || releasedBy < 0) continue;
    const known = stretches.get(releasedBy);
    if (known === undefined) stretches.set(releasedBy, [at]);
    else known.push(at);
  }
  return stretches;
}

function regionAt(
  facts: FileFacts,
  node: FunctionNode,
  by: number,
  inside: readonly Located[],
  found: readonly Found[],
): Region | undefined {
  const begin = node.unit.instrs[by]?.instr;
  if (begin === undefined) return undefined;
  const flow = facts.entries.facts(node);
  const calls = inside.flatMap(({ instr }) => (instr.op === 'call' ? [instr] : []));
  const waits = calls.flatMap((call) => waitsOf(facts, node, call)).sort(byRisk);
  const end = inside.reduce((last, { instr }) => (isPlace(instr) ? Math.max(last, instr.span.end) : last), 0);
  const span = shift({ start: begin.span.start, end: Math.max(end, begin.span.end) }, node.base);
  return {
    functionName: node.unit.ir.name,
    spelled: 'spelled' in begin ? begin.spelled : begin.op === 'call' ? (begin.callee ?? '') : '',
    span,
    isConditional: inside.some(({ index }) => flow.before(index).set === Gil.either),
    waits,
    risk: riskOf(waits),
    calls: calls.length,
    unknownCalls: calls.filter((call) => !isKnown(facts.calls.target(node, call))).length,
    problems: found.filter((one) => span.start <= one.span.start && one.span.end <= span.end).length,
  };
}

const waitsOf = (facts: FileFacts, node: FunctionNode, call: Call): readonly ReleasedWait[] =>
  facts.waits.ofCall(node, call).map(({ row, certainty }) => ({
    callee: call.callee ?? call.member ?? row.name,
    call: row.name,
    class: row.class,
    certainty,
    span: shift(call.span, node.base),
  }));

/** What a reader sees happen; the rest is there for the flow. */
const isPlace = ({ op }: Instr): boolean => op !== 'point' && op !== 'assign' && op !== 'loop' && op !== 'use';
