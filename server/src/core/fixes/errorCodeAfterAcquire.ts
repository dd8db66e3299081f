// The code of the error is saved at the end of the region, and put back in front of what reads it.
// Easy to get wrong: the variable has to be known at both places, and must not be read where the region was not run.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { type ErrorCode, errorRead, errorWords } from '../catalog/errorCodes.js';
import { inFront } from './enclose.js';
import { statementAt } from './exits.js';
import { declarationPlace, declared, freeName } from './names.js';
import { offersOf, type Propose, refuse } from './proposal.js';
import { regionAt, type WholeRegion } from './regionAt.js';
import type { FixSite } from './site.js';
import { LOOPS, nodesBelow, type Path, spanOfNode } from './statements.js';

export const keepErrorCode: Propose = (site) => {
  const { finding, base, at } = site;
  const [end] = finding.trace;
  const reading = at === undefined ? undefined : statementAt(site, at.instr.span);
  if (end === undefined || at === undefined || reading === undefined)
    return refuse('the read could not be found in the text');
  const region = regionEndingAt(site, end.span.start - base);
  if (region === undefined) return refuse('the region does not begin and end in one block');
  const problem = problemWith(site, region, reading);
  if (problem !== undefined) return refuse(problem);
  const code = at.instr.op === 'call' ? codeOf(site, at.instr.span) : 'errno';
  const { type, name: wanted, read, set } = errorWords[code];
  const name = freeName(site, wanted);
  const begin: Path = { node: region.begin, parents: region.parents };
  const place = declarationPlace(site, begin);
  const declaration = `${declared(type, name)};`;
  const edits = [
    place?.kind === 'here' ? inFront(site, begin, [declaration]) : place && [place.edit([declaration])],
    inFront(site, { node: region.end, parents: region.parents }, [`${name} = ${read};`]),
    inFront(site, reading, [set(name)]),
  ];
  if (edits.some((own) => own === undefined)) return refuse('there is no place to save the code');
  const title = `Save ${read} in the region and put it back in front of the read`;
  return offersOf([{ title, edits: edits.flatMap((own): readonly TextEdit[] => own ?? []), safe: false }]);
};

/** Helpers read `errno` where they do not ask Windows. */
function codeOf({ fn }: FixSite, span: Span): ErrorCode {
  const call = fn.flow.instrs.find(({ instr }) => instr.op === 'call' && instr.span.start === span.start)?.instr;
  return (call?.op === 'call' ? errorRead(call.callee ?? '', call.args) : undefined) ?? 'errno';
}

function regionEndingAt(site: FixSite, end: number): WholeRegion | undefined {
  const { fn, base } = site;
  const shape = fn.unit.ir.regions.find((each) => each.end.start === end);
  return shape && regionAt(site, { start: base + shape.begin.start, end: base + shape.begin.end });
}

const LABELS: ReadonlySet<string> = new Set(['labeled_statement', 'case_statement']);

function problemWith(site: FixSite, { begin, parents }: WholeRegion, reading: Path): string | undefined {
  const { view } = site;
  const [block = -1] = parents;
  if (LOOPS.has(view.kind(reading.node))) return 'it is read in the head of a loop';
  if (!reading.parents.includes(block)) return 'it is read outside of the block that the region is in';
  for (const label of nodesBelow(view, block, LABELS))
    if (view.start(label) > view.start(begin) && view.start(label) <= spanOfNode(view, reading.node).start)
      return 'a jump may lead in between the region and the read';
  return undefined;
}
