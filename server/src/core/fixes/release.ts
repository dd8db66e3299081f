// Releases the GIL around a call that waits or computes: around the loop that it runs in, around its statement, or, where
// its result is used at once, in front of the statement with the result in a variable.
// Easy to get wrong: what stands in the same statement may need Python, and must be done in front of the region.
import type { TextEdit } from '../base/textEdit.js';
import type { Call } from '../ir/ir.js';
import { spelledCall } from '../rules/report.js';
import { addCallGuard } from './callGuard.js';
import { declarationOf, hoistPython, replacedText } from './hoist.js';
import { inLambda } from './inLambda.js';
import { inThreadState } from './inThreadState.js';
import { liftCall } from './lift.js';
import { declarationPlace } from './names.js';
import { isRefusal, type Offer, type Propose, type Proposed, type Refusal, refuse, type Written } from './proposal.js';
import { reasonToHold } from './reasonToHold.js';
import { type RegionWords, regionWords } from './regionWords.js';
import { isRetry, retryLoop } from './retryLoop.js';
import { inPlaceOf } from './rewrite.js';
import { callAt, type FixSite } from './site.js';
import { splitDeclaration } from './splitDeclaration.js';
import { LOOPS, nodesBelow, type Path, pathTo, spanOfNode, statementAround } from './statements.js';

export const releaseAroundCall: Propose = (site) => {
  const call = callAt(site);
  if (call === undefined) return refuse('the call could not be found in the text');
  if (site.file.needs.ofCall(site.fn.node, call) !== undefined)
    return refuse(`${spelledCall(call.callee ?? 'the call')} uses Python itself: the region belongs into it`);
  const reason = reasonToHold(site, call);
  if (reason !== undefined) return refuse(reason);
  const path = pathTo(site.view, call.whole, ['call_expression']);
  if (path === undefined) return refuse('the call comes from a macro, which would have to be changed itself');
  const statement = statementAround(site.view, path);
  if (statement === undefined) return refuse('the call stands in no statement');
  return proposalsFor(site, call, path, statement);
};

/** Around a loop that computes. */
export const releaseAroundLoop: Propose = (site) => {
  const loop = site.at?.instr;
  // The loop may run in a function that is called here.
  if (loop?.op !== 'loop') return releaseAroundCall(site);
  const path = pathTo(site.view, loop.whole, [...LOOPS]);
  if (path === undefined) return refuse('the loop comes from a macro');
  if (leaves(site, path.node)) return refuse('a return or jump leaves the loop, and would have to take the GIL back');
  const edits = around(site, path, regionWords(site));
  if (edits === undefined) return refuse('the loop stands where no region can go');
  return { offers: [[{ title: 'Release the GIL around the loop', edits, safe: false }]], refusal: undefined };
};

function proposalsFor(site: FixSite, call: Call, path: Path, statement: Path): Proposed {
  const words = regionWords(site);
  const title = `Release the GIL around ${spelledCall(site.finding.callee ?? 'the call')}`;
  // A lock that is waited for without the GIL may be taken in another order than before. And while a handle is being
  // closed another thread may see it in the object, where the GIL kept it away so far.
  const keepsOrder = site.finding.rule !== 'lock-with-gil' && !isForgottenAfter(site, call);
  const offers: Offer[number][] = [];
  let refusal: string | undefined;
  const add = (name: string, result: Written | Refusal | undefined): void => {
    if (result === undefined) return;
    if (isRefusal(result)) refusal ??= result.refused;
    else offers.push({ title: name, edits: result.edits, safe: result.safe && keepsOrder });
  };
  const loop = widestLoop(site, statement);
  if (loop !== undefined) {
    const edits = around(site, loop, words);
    if (edits !== undefined) add(`${title} and the loop around it`, { edits, safe: true });
  }
  add(title, wholeStatement(site, statement, words));
  add(title, liftCall(site, call, path, statement, words));
  add(title, inLambda(site, call, words));
  add(title, inThreadState(site, call, path, statement, words));
  return { offers: [offers, retryLoop(site, call, path, words), addCallGuard(site)], refusal };
}

/** Whether a member that the call is given is set to null in this function. */
function isForgottenAfter({ fn, text, base }: FixSite, { args }: Call): boolean {
  const body = text.slice(base + fn.unit.ir.body.start, base + fn.unit.ir.body.end);
  return args.some(({ text: given }) => {
    if (!/^[\w]+->[\w.>-]+$/.test(given)) return false;
    return new RegExp(`${given.replace(/[.]/g, '\\.')}\\s*=\\s*(?:NULL|nullptr|0|-1)\\b`).test(body);
  });
}

/** The outermost loop around a statement that needs no Python and is left at its end only. */
function widestLoop(site: FixSite, statement: Path): Path | undefined {
  const { view, file, fn } = site;
  const all = [statement.node, ...statement.parents];
  let widest: Path | undefined;
  for (const [i, node] of all.entries()) {
    if (!LOOPS.has(view.kind(node))) continue;
    const span = spanOfNode(view, node);
    const usesPython = fn.unit.instrs.some(
      ({ instr }) =>
        (instr.op === 'call' &&
          span.start <= instr.span.start &&
          instr.span.end <= span.end &&
          file.needs.ofCall(fn.node, instr) !== undefined) ||
        (instr.op !== 'point' &&
          instr.op !== 'use' &&
          instr.op !== 'call' &&
          instr.op !== 'assign' &&
          instr.op !== 'loop' &&
          span.start <= instr.span.start &&
          instr.span.end <= span.end),
    );
    if (usesPython || leaves(site, node) || retriesOnSignal(site, node)) break;
    widest = { node, parents: all.slice(i + 1) };
  }
  return widest;
}

const EXITS: ReadonlySet<string> = new Set([
  'return_statement',
  'goto_statement',
  'labeled_statement',
  'throw_statement',
  'co_return_statement',
]);

/** Whether something in a node leaves it otherwise than at its end. */
export function leaves({ view }: FixSite, node: number): boolean {
  for (const _ of nodesBelow(view, node, EXITS)) return true;
  return false;
}

/** Between two tries Python's signal handlers have to run, with the GIL held. */
const retriesOnSignal = ({ view, text, base }: FixSite, node: number): boolean =>
  isRetry(text.slice(base + view.start(node), base + view.end(node)));

const hasDirective = ({ text, base, view }: FixSite, node: number): boolean =>
  /\n[ \t]*#/.test(text.slice(base + view.start(node), base + view.end(node)));

function around(site: FixSite, statement: Path, words: RegionWords): readonly TextEdit[] | undefined {
  const span = spanOfNode(site.view, statement.node);
  return inPlaceOf(site, statement, { before: [], inside: [replacedText(site, span, [])], after: [] }, words);
}

/** The statement as a whole goes into the region, what it wants from Python in front of it. */
function wholeStatement(site: FixSite, statement: Path, words: RegionWords): Written | Refusal | undefined {
  const { view } = site;
  const kind = view.kind(statement.node);
  if (hasDirective(site, statement.node)) return { refused: 'an #if stands in the middle of the statement' };
  if (kind === 'declaration') return splitDeclaration(site, statement, words);
  if (kind !== 'expression_statement') return undefined;
  const span = spanOfNode(view, statement.node);
  const hoisted = hoistPython(site, statement.node, new Set());
  if (isRefusal(hoisted)) return hoisted;
  const inside = [replacedText(site, span, hoisted.replacements)];
  const lines = hoisted.declarations.map(declarationOf);
  const place = declarationPlace(site, statement);
  if (place === undefined) return undefined;
  if (lines.length === 0 || place.kind === 'here') {
    const edits = inPlaceOf(site, statement, { before: lines, inside, after: [] }, words);
    return edits && { edits, safe: hoisted.safe };
  }
  const declarations = hoisted.declarations.map(
    ({ type, name }) => `${type.endsWith('*') ? type : `${type} `}${name};`,
  );
  const before = hoisted.declarations.map(({ name, value }) => `${name} = ${value};`);
  const edits = inPlaceOf(site, statement, { before, inside, after: [] }, words);
  return edits && { edits: [place.edit(declarations), ...edits], safe: hoisted.safe };
}
