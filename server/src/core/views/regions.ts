// The regions of a function: where the GIL is released or taken, where that ends, where it is interrupted, and where a
// region is left without its end. Whatever spells them: macros, calls, guards, helpers that do it for their callers.
// Easy to get wrong: a state has one reason where two begins come together, so the other one is matched by the place
// that keeps the thread state.
import type { Span } from '../base/span.js';
import type { FlowFacts } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { NO_EFFECT } from '../flow/transfer.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Instr, Release } from '../ir/ir.js';

/** A word in a function, relative to its item. */
export interface Mark {
  readonly span: Span;
  readonly spelled: string;
}

export interface Region {
  /** `taken`: a stretch in which an Ensure or its like holds the GIL. */
  readonly kind: 'released' | 'taken';
  readonly begin: Mark;
  /** In the order of the text. */
  readonly ends: readonly Mark[];
  /** Where it takes the GIL back for a moment, and where it goes on. */
  readonly pauses: readonly Mark[];
  /** Where control leaves it without passing an end. */
  readonly exits: readonly Mark[];
}

const known = new WeakMap<FunctionFacts, readonly Region[]>();

/** In the order of the text. All that they rest on is in the function's facts. */
export function regionsOf(fn: FunctionFacts, facts: FileFacts): readonly Region[] {
  let found = known.get(fn);
  if (found === undefined) {
    found = changesState(fn, facts) ? collect(fn, facts) : NONE;
    known.set(fn, found);
  }
  return found;
}

const NONE: readonly Region[] = [];

const changesState = ({ node, unit }: FunctionFacts, facts: FileFacts): boolean =>
  unit.ir.changesState ||
  unit.instrs.some(({ instr }) => instr.op === 'call' && facts.effects.ofCall(node, instr) !== NO_EFFECT);

interface Open {
  readonly kind: Region['kind'];
  readonly begin: Mark;
  readonly place: string | undefined;
  readonly ends: Mark[];
  readonly pauses: Mark[];
  readonly exits: Mark[];
}

function collect(fn: FunctionFacts, facts: FileFacts): readonly Region[] {
  const { flow, node } = fn;
  const open = new Map<number, Open>();
  for (const { instr, index } of flow.instrs) {
    const begin = beginOf(instr, index, fn, facts);
    if (begin !== undefined) open.set(index, { ...begin, ends: [], pauses: [], exits: [] });
  }
  const regionAt = (by: number): Open | undefined => open.get(rootOf(by, flow));
  for (const { instr, index } of flow.instrs) {
    const { set, heldBy, releasedBy } = flow.before(index);
    if (set === Gil.unreached) continue;
    const released = set & Gil.released ? regionAt(releasedBy) : undefined;
    switch (instr.op) {
      case 'acquire':
        add(instr.spelling === 'inside' ? released?.pauses : released?.ends, instr);
        break;
      case 'release':
        if (isResumed(instr, heldBy, flow)) add(regionAt(heldBy)?.pauses, instr);
        break;
      case 'unensure':
        for (const [place, { at }] of flow.tokensBefore(index).some)
          if (instr.token === undefined || place === instr.token.text) add(open.get(at)?.ends, instr);
        break;
      case 'exit':
        if (instr.kind === 'goto-away') break;
        add(released?.exits, instr);
        for (const { at } of flow.tokensBefore(index).some.values()) add(open.get(at)?.exits, instr);
        break;
      case 'jump':
        for (const region of open.values()) if (leaves(instr.leaves, region.begin.span)) add(region.exits, instr);
        break;
      case 'call':
        if (facts.effects.ofCall(node, instr).fromReleased === Gil.held) add(released?.ends, markOf(instr));
        break;
      default:
        break;
    }
  }
  return [...open.values()].map((region) => completed(region, fn)).sort(byBegin);
}

function beginOf(
  instr: Instr,
  index: number,
  { flow, node }: FunctionFacts,
  facts: FileFacts,
): Pick<Open, 'kind' | 'begin' | 'place'> | undefined {
  const { set, heldBy } = flow.before(index);
  if (set === Gil.unreached) return undefined;
  if (instr.op === 'release' && !isResumed(instr, heldBy, flow))
    return { kind: 'released', begin: markOf(instr), place: instr.saves?.text };
  if (instr.op === 'ensure') return { kind: 'taken', begin: markOf(instr), place: undefined };
  if (instr.op === 'call' && set & Gil.held && facts.effects.ofCall(node, instr).fromHeld === Gil.released)
    return { kind: 'released', begin: markOf(instr), place: undefined };
  return undefined;
}

/** Goes on with a region that took the GIL back for a moment. */
function isResumed(instr: Release, heldBy: number, flow: FlowFacts): boolean {
  const by = flow.instrs[heldBy]?.instr;
  return instr.spelling === 'inside' && by?.op === 'acquire' && by.spelling === 'inside';
}

/** The instruction that began the region which an instruction belongs to. */
function rootOf(by: number, flow: FlowFacts): number {
  const seen = new Set<number>();
  for (let at = by; !seen.has(at); ) {
    seen.add(at);
    const instr = flow.instrs[at]?.instr;
    const { heldBy, releasedBy } = flow.before(at);
    if (instr?.op === 'acquire' && instr.spelling === 'inside') at = releasedBy;
    else if (instr?.op === 'release' && isResumed(instr, heldBy, flow)) at = heldBy;
    else return at;
  }
  return by;
}

/** The ends of a region whose begin is not the one that the flow remembers. */
function completed(region: Open, { flow }: FunctionFacts): Region {
  const { kind, begin, place, ends } = region;
  if (kind === 'released' && ends.length === 0 && place !== undefined)
    for (const { instr, index } of flow.instrs)
      if (
        instr.op === 'acquire' &&
        instr.spelling !== 'inside' &&
        instr.from?.text === place &&
        instr.span.start >= begin.span.start &&
        (flow.before(index).set & Gil.released) !== 0
      )
        add(ends, instr);
  return {
    kind,
    begin,
    ends: ends.sort(byStart),
    pauses: region.pauses.sort(byStart),
    exits: region.exits.sort(byStart),
  };
}

const leaves = (all: readonly Span[], begin: Span): boolean => all.some(({ start }) => start === begin.start);

const markOf = (instr: Exclude<Instr, { op: 'point' | 'loop' | 'assign' | 'use' }>): Mark => ({
  span: instr.span,
  spelled: instr.op === 'call' ? (instr.callee ?? '') : instr.spelled,
});

function add(to: Mark[] | undefined, instr: Mark): void {
  if (to === undefined || to.some(({ span }) => span.start === instr.span.start && span.end === instr.span.end)) return;
  to.push({ span: instr.span, spelled: instr.spelled });
}

const byStart = (a: Mark, b: Mark): number => a.span.start - b.span.start;
const byBegin = (a: Region, b: Region): number => byStart(a.begin, b.begin);
