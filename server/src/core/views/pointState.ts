// The GIL at one place of a text, and why: what the status bar, the hover and `gilscope state` all answer.
import type { Span } from '../base/span.js';
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import { type Because, entryReason, placed } from './entryReason.js';
import { FREE_THREADED, LONG, nameOf, SHORT, type StateName } from './words.js';

export interface PointState {
  readonly state: StateName;
  readonly functionName: string;
  /** One short line: `GIL held`. */
  readonly text: string;
  /** Markdown: the state in both vocabularies, and why. */
  readonly detail: string;
  readonly because: readonly Because[];
}

/** The innermost function that holds an offset; of two readings the one in which the offset is alive. */
export function functionAt(facts: FileFacts, offset: number): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (const node of facts.own) {
    const { span } = node.unit.ir;
    if (offset < node.base + span.start || offset > node.base + span.end) continue;
    const known = found?.unit.ir.span;
    if (found === undefined || known === undefined || length(span) < length(known)) found = node;
    else if (length(span) > length(known)) continue;
    else if (instrAt(node, offset)?.exact === true && instrAt(found, offset)?.exact !== true) found = node;
  }
  return found;
}

/** The instruction that tells the state at an offset: the innermost one around it, otherwise the next one. */
function instrAt(
  { unit, base }: FunctionNode,
  offset: number,
): { readonly at: Located; readonly exact: boolean } | undefined {
  const relative = offset - base;
  let around: Located | undefined;
  let next: Located | undefined;
  for (const at of unit.instrs) {
    const { span, op } = at.instr;
    if (op === 'assign' || op === 'loop' || op === 'use' || (op === 'exit' && at.instr.kind === 'goto-away')) continue;
    if (span.start <= relative && relative <= span.end) {
      if (around === undefined || length(span) < length(around.instr.span)) around = at;
    } else if (span.start > relative && (next === undefined || span.start < next.instr.span.start)) next = at;
  }
  if (around !== undefined) return { at: around, exact: true };
  return next === undefined ? undefined : { at: next, exact: false };
}

const length = (span: Span): number => span.end - span.start;

export function stateAt(facts: FileFacts, offset: number): PointState {
  const node = functionAt(facts, offset);
  if (node === undefined)
    return { state: 'outside', functionName: '', text: SHORT.outside, detail: LONG.outside, because: [] };
  const entry = facts.entries.of(node);
  const flow = facts.entries.facts(node);
  if (offset - node.base < node.unit.ir.body.start) return stateOnEntry(facts, node);
  const found = instrAt(node, offset);
  const gil: Held =
    found === undefined
      ? { set: Gil.unreached, heldBy: FROM_ENTRY, releasedBy: FROM_ENTRY }
      : flow.before(found.at.index);
  const fromEntry = (gil.set & Gil.held) === 0 || gil.heldBy === FROM_ENTRY;
  const unchanged = fromEntry && ((gil.set & Gil.released) === 0 || gil.releasedBy === FROM_ENTRY);
  const state = gil.set !== Gil.unreached && entry.set === Gil.unreached && unchanged ? 'as-entered' : nameOf(gil.set);
  return describe(node, state, because(facts, node, gil));
}

export const stateOnEntry = (facts: FileFacts, node: FunctionNode): PointState =>
  describe(node, entryName(facts, node), because(facts, node, facts.entries.facts(node).before(0)));

const entryName = (facts: FileFacts, node: FunctionNode): StateName => {
  const { set } = facts.entries.of(node);
  return set === Gil.unreached ? 'as-entered' : nameOf(set);
};

function describe({ unit }: FunctionNode, state: StateName, steps: readonly Because[]): PointState {
  const why = steps.map(({ message }) => `- ${message}`).join('\n');
  return {
    state,
    functionName: unit.ir.name,
    text: SHORT[state],
    detail: [LONG[state], why, state === 'held' || state === 'released' ? FREE_THREADED : '']
      .filter((part) => part !== '')
      .join('\n\n'),
    because: steps,
  };
}

function because(facts: FileFacts, node: FunctionNode, gil: Held): readonly Because[] {
  const steps: Because[] = [];
  const own = (by: number, verb: string): void => {
    const instr = node.unit.instrs[by]?.instr;
    if (instr === undefined) return;
    const spelled = instr.op === 'call' ? `${instr.callee ?? 'a call'}()` : 'spelled' in instr ? instr.spelled : 'this';
    steps.push(placed(node, instr.span, `\`${spelled}\` ${verb} it`));
  };
  if (gil.set & Gil.held) {
    if (gil.heldBy === FROM_ENTRY) steps.push(...entryReason(facts, node, 'held'));
    else own(gil.heldBy, 'took');
  }
  if (gil.set & Gil.released) {
    if (gil.releasedBy === FROM_ENTRY) steps.push(...entryReason(facts, node, 'released'));
    else own(gil.releasedBy, 'released');
  }
  return steps;
}
