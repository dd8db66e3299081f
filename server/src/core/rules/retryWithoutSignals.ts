// A wait that is tried again after each signal, and never lets Python handle the signal.
// Easy to get wrong: handlers run with the GIL held and on the main thread only, so a loop in a function that knows nothing of
// Python, or that is entered without the GIL, is no mistake.
import { signalChecks } from '../catalog/forFixes.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Call, Retry } from '../ir/ir.js';
import { choiceAt } from './choice.js';
import type { Finding } from './finding.js';
import { findingAt, heldStep, releasedStep } from './report.js';
import type { Rule } from './rule.js';

export const retryWithoutSignals: Rule = {
  id: 'retry-without-signals',
  severity: 'hint',
  summary: 'A loop that tries again after a signal and never runs the signal handlers of Python',
  explain: `A signal interrupts the wait, and the handler that is written in Python runs the next time that the main thread asks for it. A loop that goes back to waiting at once never asks: Ctrl-C does nothing until the wait ends by itself.

Call \`PyErr_CheckSignals()\` between two tries, with the GIL held, and leave the loop where it fails: the handler raised an exception. This is the form that the documentation of the C API has:

\`\`\`c
do {
    Py_BEGIN_ALLOW_THREADS
    n = read(fd, data, size);
    Py_END_ALLOW_THREADS
} while (n < 0 && errno == EINTR && !(async_err = PyErr_CheckSignals()));
if (async_err)
    return NULL;
\`\`\``,
  *check(fn, file): Iterable<Finding> {
    const { retries } = fn.unit.ir;
    if (retries.length === 0 || !file.isAware(fn.node) || file.entries.of(fn.node).onlyInChild) return;
    for (const retry of retries) {
      const at = fn.flow.instrs.find(({ instr }) => isIn(instr.span.start, retry));
      const gil = at && fn.flow.before(at.index);
      if (at === undefined || gil === undefined || !isBlind(fn, file, retry)) continue;
      // Without the GIL from the start it is no Python thread that waits, or the caller tries again.
      const isOwn = gil.set === Gil.released && gil.releasedBy !== FROM_ENTRY;
      if (gil.set !== Gil.held && !isOwn) continue;
      yield findingAt(fn, retry.test, at.block, {
        rule: 'retry-without-signals',
        severity: 'hint',
        certainty: 'usually',
        message: 'the loop goes back to waiting after a signal, and Python handles none: Ctrl-C does nothing',
        trace: isOwn ? releasedStep(fn, gil) : heldStep(file, fn, gil),
      });
    }
  },
};

const isIn = (at: number, { loop }: Retry): boolean => loop.start <= at && at < loop.end;

/** There is a call that could wait, none that runs the handlers, and no flag that keeps Python out of it. */
function isBlind(fn: FunctionFacts, file: FileFacts, retry: Retry): boolean {
  let waits = false;
  for (const at of fn.flow.instrs) {
    if (at.instr.op !== 'call' || !isIn(at.instr.span.start, retry)) continue;
    if (handlesSignals(fn, file, at.instr) || choiceAt(fn, at, file).kind === 'flag') return false;
    waits = true;
  }
  return waits;
}

/** Directly, or in a function of the program that does so itself. */
function handlesSignals({ node }: FunctionFacts, file: FileFacts, call: Call): boolean {
  if (signalChecks.has(call.callee ?? '')) return true;
  const target = file.calls.target(node, call);
  if (target.kind !== 'internal') return target.kind === 'unknown' && call.callee === undefined;
  return target.nodes.some(({ unit }) =>
    unit.instrs.some(({ instr }) => instr.op === 'call' && signalChecks.has(instr.callee ?? '')),
  );
}
