// The GIL at one place of a text, and why: what the status bar, the hover and `gilscope state` all answer.
import { type Span, shift } from '../base/span.js';
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FileFacts } from '../interproc/analysis.js';
import type { FunctionUnit } from '../interproc/unit.js';
import { FREE_THREADED, LONG, nameOf, SHORT, type StateName } from './words.js';

export interface Because {
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
export function functionAt(facts: FileFacts, offset: number): number {
  let found = -1;
  for (const [index, { ir, base }] of facts.file.functions.entries()) {
    if (offset < base + ir.span.start || offset > base + ir.span.end) continue;
    const known = facts.file.functions[found]?.ir.span;
    if (known === undefined || length(ir.span) < length(known)) found = index;
    else if (length(ir.span) > length(known)) continue;
    else if (instrAt(facts, index, offset)?.exact === true && instrAt(facts, found, offset)?.exact !== true)
      found = index;
  }
  return found;
}

/** The instruction that tells the state at an offset: the innermost one around it, otherwise the next one. */
function instrAt(
  facts: FileFacts,
  index: number,
  offset: number,
): { readonly at: Located; readonly exact: boolean } | undefined {
  const unit = facts.file.functions[index];
  if (unit === undefined) return undefined;
  const relative = offset - unit.base;
  let around: Located | undefined;
  let next: Located | undefined;
  for (const at of unit.instrs) {
    const { span, op } = at.instr;
    if (op === 'assign' || (op === 'exit' && at.instr.kind === 'goto-away')) continue;
    if (span.start <= relative && relative <= span.end) {
      if (around === undefined || length(span) < length(around.instr.span)) around = at;
    } else if (span.start > relative && (next === undefined || span.start < next.instr.span.start)) next = at;
  }
  if (around !== undefined) return { at: around, exact: true };
  return next === undefined ? undefined : { at: next, exact: false };
}

const length = (span: Span): number => span.end - span.start;

export function stateAt(facts: FileFacts, offset: number): PointState {
  const index = functionAt(facts, offset);
  const unit = facts.file.functions[index];
  if (unit === undefined)
    return { state: 'outside', functionName: '', text: SHORT.outside, detail: LONG.outside, because: [] };
  const entry = facts.entries.of(index);
  const flow = facts.entries.facts(index);
  if (offset - unit.base < unit.ir.body.start)
    return describe(unit, entryName(facts, index), because(facts, index, flow.before(0)));
  const found = instrAt(facts, index, offset);
  const gil: Held =
    found === undefined
      ? { set: Gil.unreached, heldBy: FROM_ENTRY, releasedBy: FROM_ENTRY }
      : flow.before(found.at.index);
  const fromEntry = (gil.set & Gil.held) === 0 || gil.heldBy === FROM_ENTRY;
  const unchanged = fromEntry && ((gil.set & Gil.released) === 0 || gil.releasedBy === FROM_ENTRY);
  const state = gil.set !== Gil.unreached && entry.set === Gil.unreached && unchanged ? 'as-entered' : nameOf(gil.set);
  return describe(unit, state, because(facts, index, gil));
}

const entryName = (facts: FileFacts, index: number): StateName => {
  const { set } = facts.entries.of(index);
  return set === Gil.unreached ? 'as-entered' : nameOf(set);
};

function describe(unit: FunctionUnit, state: StateName, steps: readonly Because[]): PointState {
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

function because(facts: FileFacts, index: number, gil: Held): readonly Because[] {
  const unit = facts.file.functions[index];
  if (unit === undefined) return [];
  const steps: Because[] = [];
  const own = (by: number, verb: string): void => {
    const instr = unit.instrs[by]?.instr;
    if (instr === undefined) return;
    const spelled = instr.op === 'call' ? `${instr.callee ?? 'a call'}()` : 'spelled' in instr ? instr.spelled : 'this';
    steps.push({ span: shift(instr.span, unit.base), message: `\`${spelled}\` ${verb} it` });
  };
  if (gil.set & Gil.held) {
    if (gil.heldBy === FROM_ENTRY) steps.push(...fromEntry(facts, index, 'held'));
    else own(gil.heldBy, 'took');
  }
  if (gil.set & Gil.released) {
    if (gil.releasedBy === FROM_ENTRY) steps.push(...fromEntry(facts, index, 'released'));
    else own(gil.releasedBy, 'released');
  }
  return steps;
}

function fromEntry(facts: FileFacts, index: number, how: 'held' | 'released'): Because[] {
  const unit = facts.file.functions[index];
  if (unit === undefined) return [];
  const { reason } = facts.entries.of(index);
  const name = shift(unit.ir.nameSpan, unit.base);
  switch (reason.kind) {
    case 'table':
      return [
        {
          span: { start: reason.entry.at, end: reason.entry.at + reason.entry.functionName.length },
          message: `CPython enters \`${unit.ir.name}()\` with the GIL held: it stands in a \`${reason.entry.table}\``,
        },
      ];
    case 'module-init':
      return [{ span: name, message: `\`${unit.ir.name}()\` runs at import, with the GIL held` }];
    case 'callback': {
      const caller = facts.file.functions[reason.caller];
      return caller === undefined
        ? []
        : [
            {
              span: shift(reason.call.span, caller.base),
              message: `\`${reason.registrar}()\` runs \`${unit.ir.name}()\` without the GIL`,
            },
          ];
    }
    case 'callers': {
      const caller = facts.file.functions[reason.caller];
      return caller === undefined
        ? []
        : [
            {
              span: shift(reason.call.span, caller.base),
              message: `\`${caller.ir.name}()\` calls \`${unit.ir.name}()\` with it ${how}`,
            },
          ];
    }
    case 'binding': {
      const binder = facts.file.functions[reason.caller];
      return binder === undefined
        ? []
        : [
            {
              span: shift(reason.call.span, binder.base),
              message: `Python calls it with the GIL held: it is bound here`,
            },
          ];
    }
    case 'inferred':
      return [
        {
          span: name,
          message:
            how === 'held'
              ? `\`${unit.ir.name}()\` uses Python, so its callers must hold it`
              : `\`${unit.ir.name}()\` takes it first, so its callers must have released it`,
        },
      ];
    case 'unknown':
      return [];
    default:
      reason satisfies never;
      return [];
  }
}
