// Whether nothing in a part of a function takes its time: what the rules about useless regions share.
import type { Span } from '../base/span.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Call } from '../ir/ir.js';

/** @param isShort whether a call surely comes back soon */
export const isIdle = (fn: FunctionFacts, { start, end }: Span, isShort: (call: Call) => boolean): boolean =>
  fn.flow.instrs.every(
    ({ instr }) =>
      instr.span.start < start ||
      instr.span.end > end ||
      instr.op === 'point' ||
      instr.op === 'use' ||
      instr.op === 'assign' ||
      (instr.op === 'call' && isShort(instr)),
  );
