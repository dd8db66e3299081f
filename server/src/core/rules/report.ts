// Builds findings and their stories: the places along a chain of calls, in the reader's own names.
import { type Span, shift } from '../base/span.js';
import type { Located } from '../flow/facts.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/analysis.js';
import type { Step } from '../interproc/needs.js';
import type { FunctionUnit } from '../interproc/unit.js';
import type { Finding, TraceStep } from './finding.js';

/** What a rule says itself; the rest follows from the place. */
export type Said = Pick<Finding, 'rule' | 'severity' | 'certainty' | 'message'> & {
  readonly callee?: string;
  readonly trace?: readonly TraceStep[];
};

/** @param span relative to the function's item */
export function findingAt(fn: FunctionFacts, span: Span, block: number, said: Said): Finding {
  const { unit } = fn;
  return {
    rule: said.rule,
    severity: said.severity,
    certainty: said.certainty,
    span: shift(span, unit.base),
    functionName: unit.ir.name,
    callee: said.callee ?? null,
    message: said.message,
    condition: conditionOf(unit, block),
    trace: said.trace ?? [],
  };
}

function conditionOf(unit: FunctionUnit, block: number): string | null {
  const all = [...unit.conditions, unit.ir.blocks[block]?.condition ?? ''].filter((text) => text !== '');
  return all.length === 0 ? null : all.join(' and ');
}

export const stepAt = (file: FileFacts, unit: FunctionUnit, span: Span, message: string): TraceStep => ({
  path: file.file.path,
  span: shift(span, unit.base),
  message,
});

/** Where the GIL was released, for a state whose reason is in this function. */
export function releasedStep(file: FileFacts, fn: FunctionFacts, gil: Held): TraceStep[] {
  const by = fn.flow.instrs[gil.releasedBy];
  if (gil.releasedBy === FROM_ENTRY || by === undefined) return [];
  return [
    stepAt(
      file,
      fn.unit,
      by.instr.span,
      by.instr.op === 'call'
        ? `${by.instr.callee ?? 'this call'}() leaves the GIL released`
        : 'the GIL is released here',
    ),
  ];
}

/** Whether nobody can say if a call took the GIL back: it was given the saved thread state. */
export function isUncertain(fn: FunctionFacts, gil: Held): boolean {
  const by = fn.flow.instrs[gil.releasedBy]?.instr;
  return by?.op === 'call' && by.handsOver === true;
}

/** Why the GIL is held: taken back here, or brought in by the caller. */
export function heldStep(file: FileFacts, fn: FunctionFacts, gil: Held): TraceStep[] {
  const by = fn.flow.instrs[gil.heldBy];
  if (by !== undefined) return [stepAt(file, fn.unit, by.instr.span, 'the GIL is taken back here')];
  const { reason } = file.entries.of(fn.index);
  const name = fn.unit.ir.nameSpan;
  switch (reason.kind) {
    case 'table':
      return [
        {
          path: file.file.path,
          span: { start: reason.entry.at, end: reason.entry.at + reason.entry.functionName.length },
          message: `CPython calls ${fn.unit.ir.name}() with the GIL held (${reason.entry.table})`,
        },
      ];
    case 'module-init':
      return [stepAt(file, fn.unit, name, `${fn.unit.ir.name}() runs at import, with the GIL held`)];
    case 'binding': {
      const binder = file.file.functions[reason.caller];
      return binder === undefined
        ? []
        : [
            stepAt(
              file,
              binder,
              reason.call.span,
              `Python calls ${fn.unit.ir.name}() with the GIL held: it is bound here`,
            ),
          ];
    }
    case 'callers': {
      const caller = file.file.functions[reason.caller];
      return caller === undefined
        ? []
        : [stepAt(file, caller, reason.call.span, `${caller.ir.name}() calls ${fn.unit.ir.name}() with the GIL held`)];
    }
    default:
      return [stepAt(file, fn.unit, name, `${fn.unit.ir.name}() uses Python objects, so its callers hold the GIL`)];
  }
}

/** The chain of calls to the event, without the first step when that is where the finding stands. */
export function chainSteps(file: FileFacts, steps: readonly Step[], last: string): TraceStep[] {
  return steps.flatMap((step, i) => {
    const unit = file.file.functions[step.functionIndex];
    if (unit === undefined) return [];
    const { instr } = step.at;
    const name =
      instr.op === 'call'
        ? `${instr.callee ?? 'a pointer'}()`
        : instr.op === 'exit' || instr.op === 'jump' || instr.op === 'assign' || instr.op === 'point'
          ? ''
          : instr.spelled;
    return [
      stepAt(
        file,
        unit,
        instr.span,
        i === steps.length - 1 ? `${unit.ir.name}() ${last} ${name}` : `${unit.ir.name}() calls ${name}`,
      ),
    ];
  });
}

export const spelledCall = (name: string): string =>
  /^[\w:.~<>-]+$/.test(name) && !name.includes(' ') ? `${name}()` : name;

export type { Located };
