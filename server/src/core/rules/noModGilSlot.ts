// Modules that do not say whether they work without a GIL.
// Easy to get wrong: the word may stand in an `#if` that the analysed build leaves out, so the text is asked for it and
// not the flow.
import type { Span } from '../base/span.js';
import { gilSlot, isInitFunction, moduleMakers } from '../catalog/moduleSlots.js';
import type { Finding } from './finding.js';
import { findingAt } from './report.js';
import type { OptInRule } from './rule.js';

export const noModGilSlot: OptInRule = {
  id: 'no-mod-gil-slot',
  severity: 'hint',
  offByDefault: true,
  summary: 'A module that does not say whether it works without a GIL',
  explain: `Python 3.13 and later can be built without a GIL. A module has to say that it is ready for that: where one does not, importing it turns the GIL on again for the whole process, and all its threads wait for each other.

A module with slots says it in a row, \`{Py_mod_gil, Py_MOD_GIL_NOT_USED}\`; one that is made with \`PyModule_Create()\` calls \`PyUnstable_Module_SetGIL()\`. It is a promise: what the GIL guarded, such as static variables and objects that threads share, needs a lock of its own. A module that needs the GIL says so with \`Py_MOD_GIL_USED\`.`,
  *check(fn, _file, { text }): Iterable<Finding> {
    if (!isInitFunction(fn.unit.ir.name) || text.includes(gilSlot.call)) return;
    for (const { instr, block } of fn.flow.instrs) {
      if (instr.op !== 'call' || instr.callee === undefined || !moduleMakers.has(instr.callee)) continue;
      yield findingAt(fn, instr.span, block, {
        ...said,
        callee: instr.callee,
        message: `${instr.callee}() makes a module that does not say whether it works without a GIL: importing it turns the GIL on for the whole process`,
      });
    }
  },
};

const said = { rule: 'no-mod-gil-slot', severity: 'hint', certainty: 'usually' } as const;

/** A table that describes how a module is made, outside of all functions. */
export interface SlotTable {
  readonly name: string;
  readonly nameSpan: Span;
  readonly saysGil: boolean;
  readonly condition: string | null;
}

export const slotFindings = (tables: readonly SlotTable[]): Finding[] =>
  tables
    .filter(({ saysGil }) => !saysGil)
    .map(({ name, nameSpan, condition }) => ({
      ...said,
      span: nameSpan,
      functionName: '',
      callee: name,
      message: `\`${name}\` does not say whether the module works without a GIL: importing it turns the GIL on for the whole process`,
      condition,
      trace: [],
    }));
