// The code of an error is read too late: what ran since the region may have left another one.
// Easy to get wrong: taking the GIL back keeps the code, and so does everything that only looks at objects.
import { type ErrorCode, errorRead } from '../catalog/errorCodes.js';
import { lateReads } from '../flow/errorCode.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Call } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { calledAs, findingAt, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const errorCodeAfterAcquire: Rule = {
  id: 'error-code-after-acquire',
  severity: 'hint',
  silentWhereHeld: true,
  onlyLooksBehindRegions: true,
  summary: 'The code of an error is read behind calls that may have changed it since the region',
  explain: `The end of a region keeps \`errno\` and the thread's last error on Windows: CPython saves them while it waits for the GIL. Nobody keeps them over what runs behind the region. \`Py_DECREF()\` may run a destructor that closes a file, \`PyBuffer_Release()\` the code of whoever exported the buffer, and the exception then tells of an error that has nothing to do with the call that failed.

Read the code first, or save it in a variable inside the region and put it back in front of the function that reads it.

Calls that free memory are told only as uncertain: C libraries of today keep \`errno\` in \`free()\`. Behind a call that may have failed itself nothing is told.`,
  *check(fn, file): Iterable<Finding> {
    const told = new Set<number>();
    const reads = (call: Call): ErrorCode | undefined => errorReadBy(fn, file, call);
    const all = [...lateReads(fn.unit.ir, fn.flow.instrs, reads)];
    all.sort((a, b) => Number(b.isCertain) - Number(a.isCertain) || a.changer.index - b.changer.index);
    for (const { code, acquire, changer, read, isCertain } of all) {
      if (told.has(read.index) || changer.instr.op !== 'call') continue;
      told.add(read.index);
      const what = code === 'errno' ? '`errno`' : 'the last error';
      const by = read.instr.op === 'call' ? `${calledAs(read.instr)} reads ${what}` : `${what} is read`;
      yield findingAt(fn, read.instr.span, read.block, {
        rule: 'error-code-after-acquire',
        severity: 'hint',
        certainty: isCertain ? 'usually' : 'maybe',
        ...(read.instr.op === 'call' && read.instr.callee !== undefined && { callee: read.instr.callee }),
        message: `${by} behind ${calledAs(changer.instr)}, which may have changed it since the region`,
        trace: [
          stepAt(fn.node, acquire.instr.span, 'the GIL is taken back here, and the code is kept'),
          stepAt(fn.node, changer.instr.span, `${calledAs(changer.instr)} may change the code`),
        ],
      });
    }
  },
};

/** A helper of the program that begins with reading the code counts as well. */
function errorReadBy({ node }: FunctionFacts, file: FileFacts, call: Call): ErrorCode | undefined {
  const own = errorRead(call.callee ?? '', call.args);
  if (own !== undefined || call.callee === undefined) return own;
  const target = file.calls.target(node, call);
  if (target.kind !== 'internal' || target.nodes.length !== 1) return undefined;
  const first = target.nodes[0]?.unit.instrs.find(({ instr }) => instr.op === 'call')?.instr;
  return first?.op === 'call' ? errorRead(first.callee ?? '', first.args) : undefined;
}
