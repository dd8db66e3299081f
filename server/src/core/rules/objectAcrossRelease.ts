// What somebody else owns, used behind a place where that one could take it away.
// Easy to get wrong: with the GIL held nobody can, so the place of the mistake is where the reference should have been taken;
// and what nobody else can reach, or what the arguments of the call keep alive, is in no danger.
import { lender, referenceDroppers } from '../catalog/lenders.js';
import { type LateUse, lateUses } from '../flow/lent.js';
import { reachOf } from '../flow/owners.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import { type Guard, resultOf } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { findingAt, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const objectAcrossRelease: Rule = {
  id: 'object-across-release',
  severity: 'warning',
  silentWhereHeld: true,
  summary: 'A borrowed reference, or a pointer into an object, that is used although the GIL was released since',
  explain: `A borrowed reference is good for as long as its owner keeps it, and a pointer into a list or a \`bytearray\` for as long as nobody changes its size. As long as the GIL is held nobody else can. While it is released another thread can take the object out of the list, drop the last reference, or resize the \`bytearray\`, and this thread works on freed memory.

Take a reference with \`Py_INCREF()\` before the release, and give it back with \`Py_DECREF()\` behind the last use. For the memory of an object, export its buffer with \`PyObject_GetBuffer()\`, or let \`PyArg_ParseTuple()\` do that with \`y*\`: as long as the buffer is not given back, the object does not change its size.

Nothing is reported of what only this function knows, of the arguments of the call, of what is in a tuple, and of a pointer that is only compared.`,
  *check(fn): Iterable<Finding> {
    const told = new Set<number>();
    for (const late of soonest(lateUses(fn.unit.ir, fn.flow))) {
      if (told.has(late.lending.index) || excludeEachOther(fn, late)) continue;
      const finding = findingFor(fn, late);
      if (finding === undefined) continue;
      told.add(late.lending.index);
      yield finding;
    }
  },
};

/** The certain ones first, then as they stand in the text. */
const soonest = (uses: readonly LateUse[]): readonly LateUse[] =>
  [...uses].sort(
    (a, b) => Number(a.isDoubtful) - Number(b.isDoubtful) || a.use.instr.span.start - b.use.instr.span.start,
  );

function findingFor(fn: FunctionFacts, late: LateUse): Finding | undefined {
  const { lending, variable, release, use } = late;
  const { call, row } = lending;
  const reach = reachOf(fn.unit.ir, fn.flow.instrs, lending);
  if (reach === 'own') return undefined;
  const isSure = reach === 'shared' && !late.isDoubtful && !isDropped(fn, variable);
  const isInside = isPointerInto(fn, variable);
  const what = row.lends === 'memory' ? 'points into' : `${isInside ? 'points into what ' : ''}is borrowed from`;
  const mayHappen = row.lends === 'memory' ? 'move or free that memory' : 'let the object go';
  return findingAt(fn, call.span, lending.block, {
    rule: 'object-across-release',
    severity: isSure ? 'warning' : 'hint',
    certainty: isSure ? 'usually' : 'maybe',
    callee: row.name,
    message: `\`${variable}\` ${what} ${ownerOf(late)} and is used although the GIL was released since: meanwhile another thread may ${mayHappen}`,
    trace: [
      stepAt(fn.node, release.instr.span, 'the GIL is released here'),
      stepAt(fn.node, use.instr.span, `\`${variable}\` is used here`),
    ],
  });
}

function ownerOf({ lending: { call, row } }: LateUse): string {
  const owner = row.owner === undefined ? undefined : call.args[row.owner]?.text;
  return owner === undefined ? 'the interpreter' : owner === '' ? 'another object' : `\`${owner}\``;
}

/** The variable was read out of the object that was lent. */
const isPointerInto = ({ flow: { instrs } }: FunctionFacts, variable: string): boolean =>
  instrs.some(
    ({ instr: call }) =>
      call.op === 'call' &&
      lender(call.callee ?? '')?.lends === 'part' &&
      instrs.some(
        ({ instr }) => instr.op === 'assign' && instr.variable === variable && instr.result === resultOf(call.whole),
      ),
  );

/** Somewhere the function gives a reference back: then it has one, though nobody saw it taken. */
const isDropped = (fn: FunctionFacts, variable: string): boolean =>
  fn.flow.instrs.some(
    ({ instr }) =>
      instr.op === 'call' &&
      referenceDroppers.has(instr.callee ?? '') &&
      instr.args.some(({ name }) => name === variable),
  );

/** The release and the use stand under a condition and its opposite. */
function excludeEachOther({ unit: { ir } }: FunctionFacts, { release, use }: LateUse): boolean {
  const ahead = (ir.blocks[release.block]?.guards ?? []).map(plain);
  const behind = (ir.blocks[use.block]?.guards ?? []).map(plain);
  return ahead.some((one) => behind.some(({ text, holds }) => text === one.text && holds !== one.holds));
}

/** A condition without the `!` in front of it. */
function plain({ text, holds }: Guard): Pick<Guard, 'text' | 'holds'> {
  const negated = /^!\s*(\w+)$/.exec(text.replace(/^\(([\s\S]*)\)$/, '$1').trim())?.[1];
  return negated === undefined
    ? { text: text.replace(/^\(([\s\S]*)\)$/, '$1').trim(), holds }
    : { text: negated, holds: !holds };
}
