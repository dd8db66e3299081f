// Why a call must keep the GIL, or why nobody can say that it need not: what to tell in place of a fix.
import { borrowedResults, mutableMemory, resultTypes, sharedResults, sizedFetches } from '../catalog/forFixes.js';
import type { Call } from '../ir/ir.js';
import { spelledCall } from '../rules/report.js';
import { usesIn } from './hoist.js';
import type { FixSite } from './site.js';
import { holds } from './statements.js';

export function reasonToHold(site: FixSite, call: Call): string | undefined {
  const { finding, fn, file } = site;
  if (finding.unfixable === true)
    return 'its result lies in a buffer of the whole process, which the GIL keeps from other threads';
  const target = file.calls.target(fn.node, call);
  if (target.kind === 'blocking' && sharedResults.has(target.row.name) && !takesLock(site))
    return 'its result lies in memory that the next call of another thread overwrites, and nothing but the GIL guards it';
  const name = spelledCall(call.callee ?? 'the call');
  for (const { instr } of fn.unit.instrs) {
    if (instr.op !== 'call' || instr === call || instr.callee === undefined) continue;
    if (instr.callee === call.callee && asksForSize(instr, call))
      return `${name} is asked for a size first, and the answer may have changed when the GIL was given away in between`;
    const source = instr.callee;
    const isInside = holds(call.whole, instr.whole);
    const isMoving = mutableMemory.has(source)
      ? isInside || call.args.some(({ name: given }) => given !== undefined && holdsResultOf(site, given, source))
      : isInside && borrowedResults.has(source) && givesPointer(site, call, instr);
    if (isMoving)
      return `an argument comes from ${spelledCall(source)}: another thread may change the object meanwhile`;
  }
  return undefined;
}

/** Whether what is made of a borrowed object in an argument is a pointer into it. */
const givesPointer = (site: FixSite, call: Call, borrowing: Call): boolean =>
  usesIn(site, call.whole).some(
    ({ whole, callee }) =>
      whole !== borrowing.whole &&
      holds(whole, borrowing.whole) &&
      resultTypes.get(callee ?? '')?.endsWith('*') !== false,
  );

const takesLock = ({ fn, file }: FixSite): boolean =>
  fn.unit.instrs.some(({ instr }) => {
    const target = instr.op === 'call' ? file.calls.target(fn.node, instr) : undefined;
    return target?.kind === 'blocking' && target.row.class === 'lock';
  });

const isNull = (text: string): boolean => /^(?:NULL|nullptr)$/.test(text);

/** The same function with a null pointer where the other call has a buffer. */
const asksForSize = (one: Call, other: Call): boolean =>
  sizedFetches.has(one.callee ?? '') &&
  one.args.some(({ text }, i) => isNull(text) !== isNull(other.args[i]?.text ?? ''));

/** Whether a variable gets the result of a function somewhere in this one. */
const holdsResultOf = ({ fn, text, base }: FixSite, variable: string, callee: string): boolean =>
  new RegExp(`\\b${variable}\\s*=\\s*(?:\\([^()]*\\)\\s*)?${callee}\\s*\\(`).test(
    text.slice(base + fn.unit.ir.body.start, base + fn.unit.ir.body.end),
  );
