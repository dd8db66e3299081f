// Runs Python's signal handlers between two tries, and leaves the function where one of them raised.
// Easy to get wrong: nothing may be left behind that the function would give back further down, and the handlers need the GIL.
import type { TextEdit } from '../base/textEdit.js';
import { changesError } from '../catalog/errorCodes.js';
import { signalCheck } from '../catalog/forFixes.js';
import { Gil } from '../flow/lattice.js';
import type { Retry } from '../ir/ir.js';
import { inFront } from './enclose.js';
import { endOfLineComment, indentStep, insertAfter } from './layout.js';
import { declarationPlace, freeName } from './names.js';
import { offersOf, type Proposal, type Propose, refuse } from './proposal.js';
import { regionWords } from './regionWords.js';
import { failureOf, retryLoop } from './retryLoop.js';
import { type FixSite, textOf } from './site.js';
import { LOOPS, nodesBelow, type Path, pathTo, spanOfNode } from './statements.js';

export const checkSignals: Propose = (site) => {
  const { finding, base, fn, view } = site;
  const retry = fn.unit.ir.retries.find(({ test }) => test.start === finding.span.start - base);
  const path = retry && pathTo(view, retry.loop, [...LOOPS]);
  const failed = failureOf(site);
  if (retry === undefined || path === undefined) return refuse('the loop could not be found in the text');
  if (failed === undefined) return refuse('how the function says that it failed is not known');
  if (cleansUp(site, retry)) return refuse('what has to be given back where a handler raises is for the author to say');
  if (isReleasedAt(site, retry))
    return refuse('the loop runs without the GIL: the region has to be inside of the loop');
  const edits = retry.isHead ? inHead(site, retry, path, failed) : inBody(site, retry, path, failed);
  const around = releasing(site, retry);
  if (edits === undefined && around.length === 0) return refuse('the handlers cannot be called where the loop stands');
  const own: Proposal[] =
    edits === undefined ? [] : [{ title: 'Run signal handlers between two tries', edits, safe: false }];
  return offersOf(around, own);
};

/** Where nothing releases the GIL yet, the wait can do that too. */
function releasing(site: FixSite, { loop }: Retry): readonly Proposal[] {
  const { fn, file, view } = site;
  const waiting = fn.unit.instrs.find(
    ({ instr }) =>
      instr.op === 'call' &&
      loop.start <= instr.span.start &&
      instr.span.end <= loop.end &&
      file.waits.ofCall(fn.node, instr).length > 0,
  )?.instr;
  if (waiting?.op !== 'call' || fn.unit.ir.changesState) return [];
  const path = pathTo(view, waiting.whole, ['call_expression']);
  return path === undefined ? [] : retryLoop(site, waiting, path, regionWords(site));
}

function isReleasedAt({ fn }: FixSite, { test }: Retry): boolean {
  const at = fn.flow.instrs.find(({ instr }) => instr.span.start >= test.start && instr.span.end <= test.end);
  return at !== undefined && fn.flow.before(at.index).set !== Gil.held;
}

/** Behind the loop something is given back, or the function goes to where it is. */
function cleansUp({ fn }: FixSite, { loop }: Retry): boolean {
  return fn.flow.instrs.some(
    ({ instr }) =>
      instr.op === 'call' && instr.span.start >= loop.end && changesError(instr.callee ?? '') !== undefined,
  );
}

function inHead(site: FixSite, { loop }: Retry, path: Path, failed: string): readonly TextEdit[] | undefined {
  const { view, base, text } = site;
  const condition = view.named(view.child(path.node, 'condition'))[0];
  const place = declarationPlace(site, path);
  if (condition === undefined || place === undefined || endOfLineComment(text, base + loop.end) === undefined)
    return undefined;
  const flag = freeName(site, 'async_err');
  const span = spanOfNode(view, condition);
  const asked = textOf(site, span);
  const wrapped = view.kind(condition) === 'binary_expression' && !/\|\|/.test(asked) ? asked : `(${asked})`;
  const step = indentStep(text, base + loop.start);
  const declaration = `int ${flag} = 0;`;
  const declares = place.kind === 'here' ? inFront(site, path, [declaration]) : [place.edit([declaration])];
  return (
    declares && [
      ...declares,
      {
        span: { start: base + span.start, end: base + span.end },
        newText: `${wrapped} && !(${flag} = ${signalCheck}())`,
      },
      insertAfter(text, base + loop.end, base + loop.start, [`if (${flag})`, `${step}${failed}`]),
    ]
  );
}

/** In front of the `continue` that tries again; where the loop goes on by itself, at the end of its body. */
function inBody(site: FixSite, { test }: Retry, path: Path, failed: string): readonly TextEdit[] | undefined {
  const { view, base, text } = site;
  const [branch] = [...nodesBelow(view, path.node, new Set(['if_statement']))].filter(
    (node) => view.start(node) <= test.start && test.end <= view.end(view.child(node, 'condition')),
  );
  if (branch === undefined) return undefined;
  const then = view.child(branch, 'consequence');
  const [next] = nodesBelow(view, then, new Set(['continue_statement']));
  const step = indentStep(text, base + view.start(branch));
  const lines = [`if (${signalCheck}() < 0)`, `${step}${failed}`];
  if (next !== undefined) {
    const at = pathTo(view, spanOfNode(view, next), ['continue_statement']);
    return at && inFront(site, at, lines);
  }
  if (view.child(branch, 'alternative') >= 0) return undefined;
  return [insertAfter(text, base + view.end(branch), base + view.start(branch), lines)];
}
