// Functions that are entered without the GIL, or by threads that Python does not know: who calls them, and whether they
// take the GIL before they use Python.
// Easy to get wrong: helpers that are called in a region are entered without it as well. They are told only where they
// take it; the others are part of the region that calls them.
import { type Span, shift } from '../../base/span.js';
import type { CallbackRegistrar, Certainty } from '../../catalog/types.js';
import { Gil } from '../../flow/lattice.js';
import { FROM_ENTRY } from '../../flow/state.js';
import type { EntryReason } from '../../interproc/entries.js';
import type { FileFacts } from '../../interproc/fileFacts.js';
import { isStrong } from '../../interproc/needs.js';
import type { FunctionNode } from '../../interproc/node.js';
import type { Because } from '../entryReason.js';
import { stateOnEntry } from '../pointState.js';
import type { StateName } from '../words.js';

/** `takes`: it takes the GIL first; `held`: whoever calls it has it; `missing`: it uses Python without it. */
export type CallbackVerdict = 'takes' | 'held' | 'missing' | 'maybe-missing' | 'no-python';

export interface EnteredFunction {
  readonly name: string;
  readonly span: Span;
  readonly entered: StateName;
  /** Who calls it so, and where that is said. */
  readonly because: readonly Because[];
  /** The thread that runs it, where the catalog knows. */
  readonly thread: CallbackRegistrar['thread'] | undefined;
  readonly certainty: Certainty;
  readonly verdict: CallbackVerdict;
  /** Where it takes the GIL, or calls a helper that does. */
  readonly takes: Because | undefined;
  /** What it uses that needs the GIL. */
  readonly needs: string | undefined;
}

export function enteredFunctions(facts: FileFacts): readonly EnteredFunction[] {
  return facts.own.filter((node) => !node.unit.isAlternate && isTold(facts, node)).map((node) => told(facts, node));
}

function isTold(facts: FileFacts, node: FunctionNode): boolean {
  const { set, reason } = facts.entries.of(node);
  const mayBeReleased = (set & Gil.released) !== 0;
  switch (reason.kind) {
    case 'callback':
    case 'callback-held':
    case 'ensures':
      return true;
    case 'slot':
    case 'declared':
      return mayBeReleased;
    case 'callers':
    case 'inferred':
      return mayBeReleased && taking(facts, node) !== undefined;
    default:
      return false;
  }
}

function told(facts: FileFacts, node: FunctionNode): EnteredFunction {
  const { state, because } = stateOnEntry(facts, node);
  const { reason } = facts.entries.of(node);
  const takes = taking(facts, node);
  const use = facts.needs.of(node);
  // Reading a field is a race at most, and the rules are silent about it.
  const need = use?.reads === true ? undefined : use;
  return {
    name: node.unit.ir.name,
    span: shift(node.unit.ir.nameSpan, node.base),
    entered: state,
    because,
    thread: threadOf(reason),
    certainty: certaintyOf(reason),
    verdict:
      state === 'held'
        ? 'held'
        : need !== undefined
          ? isStrong(need)
            ? 'missing'
            : 'maybe-missing'
          : takes !== undefined
            ? 'takes'
            : 'no-python',
    takes,
    needs: need?.name,
  };
}

/** The first place, in the order of the text, where it takes the GIL itself or calls somebody who does. */
function taking(facts: FileFacts, node: FunctionNode): Because | undefined {
  const { path, base, unit } = node;
  const flow = facts.entries.facts(node);
  let helper: Because | undefined;
  for (const { instr, index } of [...unit.instrs].sort((a, b) => a.instr.span.start - b.instr.span.start)) {
    // Where it is taken back after a region, it was there before.
    if (flow.before(index).releasedBy !== FROM_ENTRY) continue;
    const span = shift(instr.span, base);
    if (instr.op === 'ensure' || instr.op === 'acquire')
      return { path, span, message: `\`${instr.spelled}\` takes it` };
    if (instr.op !== 'call' || helper !== undefined) continue;
    const target = facts.calls.target(node, instr);
    if (target.kind === 'internal' && target.nodes.every(ensuresItself))
      helper = { path, span, message: `\`${instr.callee ?? 'a helper'}()\` takes it` };
  }
  return helper;
}

const ensuresItself = ({ unit }: FunctionNode): boolean => unit.instrs.some(({ instr }) => instr.op === 'ensure');

function threadOf(reason: EntryReason): EnteredFunction['thread'] {
  const by = reason.kind === 'callback' ? reason.callback.by : reason.kind === 'callback-held' ? reason.by : undefined;
  const rows = by !== undefined && 'rows' in by ? by.rows : [];
  const [first] = rows;
  return first !== undefined && rows.every(({ thread }) => thread === first.thread) ? first.thread : undefined;
}

/** What a manual or a contract says is certain; what other functions do is a hint at most. */
function certaintyOf(reason: EntryReason): Certainty {
  if (reason.kind !== 'callback') return reason.kind === 'ensures' || reason.kind === 'callers' ? 'usually' : 'always';
  const { kind } = reason.callback.evidence;
  return kind === 'documented' || kind === 'bound' || kind === 'run' ? 'always' : 'usually';
}
