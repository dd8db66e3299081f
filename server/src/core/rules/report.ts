// Builds findings and their stories: the places along a chain of calls, in the reader's own names.
import { type Span, shift } from '../base/span.js';
import type { Located } from '../flow/facts.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { LOOP_ROW } from '../interproc/loops.js';
import type { FunctionNode, Step } from '../interproc/node.js';
import type { FunctionUnit } from '../interproc/unit.js';
import type { Call, Instr } from '../ir/ir.js';
import { contractStep } from './contractSteps.js';
import type { Finding, TraceStep } from './finding.js';

/** What a rule says itself; the rest follows from the place. */
export type Said = Pick<Finding, 'rule' | 'severity' | 'certainty' | 'message' | 'unfixable' | 'wait'> & {
  readonly callee?: string;
  readonly trace?: readonly TraceStep[];
};

/** @param span relative to the function's item */
export function findingAt(fn: FunctionFacts, span: Span, block: number, said: Said): Finding {
  const { unit, node } = fn;
  return {
    rule: said.rule,
    severity: said.severity,
    certainty: said.certainty,
    span: shift(span, node.base),
    functionName: unit.ir.name,
    callee: said.callee ?? null,
    message: said.message,
    condition: conditionOf(unit, block),
    trace: said.trace ?? [],
    ...(said.unfixable === true && { unfixable: true }),
    ...(said.wait !== undefined && { wait: said.wait }),
  };
}

function conditionOf(unit: FunctionUnit, block: number): string | null {
  const all = [...unit.conditions, unit.ir.blocks[block]?.condition ?? ''].filter((text) => text !== '');
  return all.length === 0 ? null : all.join(' and ');
}

/** @param span relative to the function's item */
export const stepAt = (node: FunctionNode, span: Span, message: string): TraceStep => ({
  path: node.path,
  span: shift(span, node.base),
  message,
});

const NOWHERE_SPAN: Span = { start: 0, end: 0 };

/** What a step points at, relative to its function's item. */
export const spanAt = ({ node, index }: Step): Span => node.unit.instrs[index]?.instr.span ?? NOWHERE_SPAN;

/** Where the GIL was released, for a state whose reason is in this function. */
export function releasedStep(fn: FunctionFacts, gil: Held): TraceStep[] {
  const by = fn.flow.instrs[gil.releasedBy];
  if (gil.releasedBy === FROM_ENTRY || by === undefined) return [];
  const message =
    by.instr.op === 'call' ? `${by.instr.callee ?? 'this call'}() leaves the GIL released` : 'the GIL is released here';
  return [stepAt(fn.node, by.instr.span, message)];
}

/** Whether nobody can say if a call took the GIL back: it was given the saved thread state. */
export function isUncertain(fn: FunctionFacts, gil: Held): boolean {
  const by = fn.flow.instrs[gil.releasedBy]?.instr;
  return by?.op === 'call' && by.handsOver === true;
}

/** Why the GIL is held: taken back here, or brought in by the caller. */
export function heldStep(file: FileFacts, fn: FunctionFacts, gil: Held): TraceStep[] {
  const { node } = fn;
  const by = fn.flow.instrs[gil.heldBy];
  if (by !== undefined) return [stepAt(node, by.instr.span, 'the GIL is taken back here')];
  const { reason } = file.entries.of(node);
  const { name, nameSpan } = node.unit.ir;
  switch (reason.kind) {
    case 'table': {
      const entry = file.entries.table(node);
      if (entry === undefined) return [];
      const span = { start: entry.at, end: entry.at + entry.functionName.length };
      return [{ path: entry.path, span, message: `CPython calls ${name}() with the GIL held (${entry.table})` }];
    }
    case 'module-init':
      return [stepAt(node, nameSpan, `${name}() runs at import, with the GIL held`)];
    case 'binding': {
      const { caller, instr } = reason.by;
      return [stepAt(caller, instr.span, `Python calls ${name}() with the GIL held: it is bound here`)];
    }
    case 'callers': {
      const { caller, call } = reason.site;
      return [stepAt(caller, call.span, `${caller.unit.ir.name}() calls ${name}() with the GIL held`)];
    }
    case 'callback-held': {
      const { caller, instr, to } = reason.by;
      return [stepAt(caller, instr.span, `${spelledCall(to)} calls ${name}() back with the GIL held`)];
    }
    case 'slot':
      return contractStep(file.contracts.ofSlot(node.path, reason.slot)?.comments, 'callback');
    case 'declared':
      return contractStep(file.contracts.ofFunction(node)?.comments, 'state');
    default:
      return [stepAt(node, nameSpan, `${name}() uses Python objects, so its callers hold the GIL`)];
  }
}

function nameOf(instr: Instr): string {
  switch (instr.op) {
    case 'call':
      return `${instr.callee ?? 'a pointer'}()`;
    case 'loop':
      return LOOP_ROW.name;
    case 'exit':
    case 'jump':
    case 'assign':
    case 'point':
    case 'use':
      return '';
    default:
      return instr.spelled;
  }
}

/** The chain of calls to the event. */
export function chainSteps(steps: readonly Step[], last: string): TraceStep[] {
  return steps.map((step, i) => {
    const instr = step.node.unit.instrs[step.index]?.instr;
    const by = `${step.node.unit.ir.name}()`;
    const name = instr === undefined ? '' : nameOf(instr);
    const does = instr?.op === 'loop' ? 'runs' : i === steps.length - 1 ? last : 'calls';
    return stepAt(step.node, spanAt(step), `${by} ${does} ${name}`);
  });
}

export const spelledCall = (name: string): string =>
  /^[\w:.~<>-]+$/.test(name) && !name.includes(' ') ? `${name}()` : name;

/** What is called, as it is written: a call through a pointer in a structure is known by its member. */
export const calledAs = (call: Call): string => spelledCall(call.callee ?? call.member ?? 'a pointer');

export type { Located };
