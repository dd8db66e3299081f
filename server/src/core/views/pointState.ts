// The GIL at one place of a text, and why: what the status bar, the hover and `gilscope state` all answer.
import { type Span, shift } from '../base/span.js';
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import { FREE_THREADED, LONG, nameOf, SHORT, type StateName } from './words.js';

export interface Because {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

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
    if (op === 'assign' || op === 'loop' || (op === 'exit' && at.instr.kind === 'goto-away')) continue;
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
  if (offset - node.base < node.unit.ir.body.start)
    return describe(node, entryName(facts, node), because(facts, node, flow.before(0)));
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
    if (gil.heldBy === FROM_ENTRY) steps.push(...fromEntry(facts, node, 'held'));
    else own(gil.heldBy, 'took');
  }
  if (gil.set & Gil.released) {
    if (gil.releasedBy === FROM_ENTRY) steps.push(...fromEntry(facts, node, 'released'));
    else own(gil.releasedBy, 'released');
  }
  return steps;
}

const placed = ({ path, base }: FunctionNode, span: Span, message: string): Because => ({
  path,
  span: shift(span, base),
  message,
});

function fromEntry(facts: FileFacts, node: FunctionNode, how: 'held' | 'released'): Because[] {
  const { reason } = facts.entries.of(node);
  const { name, nameSpan } = node.unit.ir;
  switch (reason.kind) {
    case 'table': {
      const entry = facts.entries.table(node);
      if (entry === undefined) return [];
      const span = { start: entry.at, end: entry.at + entry.functionName.length };
      const message = `CPython enters \`${name}()\` with the GIL held: it stands in a \`${entry.table}\``;
      return [{ path: entry.path, span, message }];
    }
    case 'module-init':
      return [placed(node, nameSpan, `\`${name}()\` runs at import, with the GIL held`)];
    case 'callback': {
      const { by } = reason.callback;
      if ('at' in by) return [placed(node, nameSpan, `\`${name}()\` is called back without the GIL`)];
      const message = `\`${by.to}\` is given \`${name}()\`, and calls it without the GIL`;
      return [placed(by.caller, by.instr.span, message)];
    }
    case 'callback-held': {
      const { caller, instr, to } = reason.by;
      return [placed(caller, instr.span, `\`${to}\` is given \`${name}()\`, and calls it with the GIL held`)];
    }
    case 'slot':
    case 'declared': {
      const own = reason.kind === 'declared';
      const contract = own ? facts.contracts.ofFunction(node) : facts.contracts.ofSlot(node.path, reason.slot);
      const comment = contract?.comments[0];
      const message = own ? `\`${name}()\` is declared so` : `\`${reason.slot}\` is declared to call it so`;
      return comment === undefined ? [] : [{ path: comment.path, span: comment.at, message }];
    }
    case 'ensures':
      return [placed(node, nameSpan, `\`${name}()\` takes it first, so its callers do not hold it`)];
    case 'callers': {
      const { caller, call } = reason.site;
      return [placed(caller, call.span, `\`${caller.unit.ir.name}()\` calls \`${name}()\` with it ${how}`)];
    }
    case 'inferred': {
      const message =
        how === 'held'
          ? `\`${name}()\` uses Python, so its callers must hold it`
          : `\`${name}()\` takes it first, so its callers must have released it`;
      return [placed(node, nameSpan, message)];
    }
    case 'binding':
      return [placed(reason.by.caller, reason.by.instr.span, 'Python calls it with the GIL held: it is bound here')];
    case 'unknown':
      return [];
    default:
      reason satisfies never;
      return [];
  }
}
