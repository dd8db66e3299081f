// What was lent is kept alive over the release: by a reference, or by an export of the buffer.
// Easy to get wrong: it has to be given back on every way out, behind the last use of the object and of every pointer into
// it, and not while the GIL is released.
import type { TextEdit } from '../base/textEdit.js';
import { bufferWords, type Lender, lender } from '../catalog/lenders.js';
import { referenceWords } from '../catalog/strongTwins.js';
import { type Call, resultOf } from '../ir/ir.js';
import { spelledCall } from '../rules/report.js';
import { insertAfter } from './layout.js';
import { lentUses, type Taken } from './lentUses.js';
import { declarationPlace, freeName } from './names.js';
import { isRefusal, offersOf, type Propose, type Proposed, refuse } from './proposal.js';
import { failureOf } from './retryLoop.js';
import { linesInPlaceOf } from './rewrite.js';
import { callAt, type FixSite, textOf } from './site.js';
import { spanOfNode } from './statements.js';
import { givenBack, takenBy } from './strongReference.js';

export const keepObject: Propose = (site) => {
  const call = callAt(site);
  const row = lender(call?.callee ?? '');
  if (call === undefined || row === undefined) return refuse('the call could not be found in the text');
  if (site.language === 'cpp') return refuse('an exception could leave without giving the object back');
  if (row.into !== undefined)
    return refuse(`${spelledCall(row.name)} fills variables again and again: what to keep is for the author to say`);
  if (row.lends === 'memory' && row.hasNoBuffer === true)
    return refuse(
      'nothing keeps the items of a list where they are: copy them to a tuple first, or take each one while the GIL is held',
    );
  const taken = takenBy(site, call);
  if (isRefusal(taken)) return refuse(taken.refused);
  const pointers = pointersInto(site, taken.variable);
  return row.lends === 'memory'
    ? exported(site, call, { ...taken, pointers: [taken.variable] })
    : referenced(site, row, { ...taken, pointers });
};

/** The variables that get a pointer into what another one holds. */
function pointersInto({ fn }: FixSite, variable: string): readonly string[] {
  const { instrs } = fn.unit;
  return instrs.flatMap(({ instr }) => {
    if (instr.op !== 'assign' || instr.result === undefined) return [];
    const from = instrs.find(({ instr: call }) => call.op === 'call' && resultOf(call.whole) === instr.result)?.instr;
    const isPart = from?.op === 'call' && lender(from.callee ?? '')?.lends === 'part';
    return isPart && from.args[0]?.name === variable ? [instr.variable] : [];
  });
}

function referenced(site: FixSite, row: Lender, taken: Taken): Proposed {
  const { view, base, text } = site;
  const lent = lentUses(site, taken);
  if (isRefusal(lent)) return refuse(lent.refused);
  const isSure = lent.nullCheck !== undefined || row.neverNull === true;
  const [takes, takesAny] = referenceWords.take;
  const word = isSure ? referenceWords.drop : referenceWords.dropIfAny;
  const drops = givenBack(site, taken, lent, `${word}(${taken.variable});`);
  if (isRefusal(drops)) return refuse(drops.refused);
  const behind = lent.nullCheck ?? taken.statement.node;
  const line = `${isSure ? takes : takesAny}(${taken.variable});`;
  const take = insertAfter(text, base + view.end(behind), base + view.start(behind), [line]);
  const title = `Take a reference to \`${taken.variable}\` and give it back behind its last use`;
  return offersOf([{ title, edits: [take, ...drops], safe: false }]);
}

/** The export of a buffer in the place of the bare pointer. */
function exported(site: FixSite, call: Call, taken: Taken): Proposed {
  const { view, fn } = site;
  const owner = call.args[0];
  if (owner === undefined || !/^\w+$/.test(owner.text)) return refuse('the object is in no variable');
  const failed = failureOf(site);
  const own = textOf(site, fn.unit.ir.body);
  if (failed === undefined || /\bgoto\b/.test(own))
    return refuse('what has to be given back where the buffer cannot be had is for the author to say');
  const lent = lentUses(site, taken);
  if (isRefusal(lent)) return refuse(lent.refused);
  const buffer = freeName(site, 'buffer');
  const drops = givenBack(site, taken, lent, `${bufferWords.giveBack}(&${buffer});`);
  if (isRefusal(drops)) return refuse(drops.refused);
  const written = textOf(site, spanOfNode(view, taken.statement.node));
  const place = declarationPlace(site, taken.statement);
  if (place === undefined) return refuse('there is no place to declare the buffer');
  const edits = exporting(site, taken, { written, name: buffer, owner: owner.text, failed, place });
  if (edits === undefined) return refuse('the buffer cannot be exported where the pointer is taken');
  const title = `Export the buffer of \`${owner.text}\` and give it back behind the last use`;
  return offersOf([{ title, edits: [...edits, ...drops], safe: false }]);
}

interface Export {
  readonly written: string;
  readonly name: string;
  readonly owner: string;
  readonly failed: string;
  readonly place: NonNullable<ReturnType<typeof declarationPlace>>;
}

function exporting(site: FixSite, taken: Taken, to: Export): readonly TextEdit[] | undefined {
  const { written, name, owner, failed, place } = to;
  const { type, take, kind } = bufferWords;
  const value = written.replace(/=\s*[\s\S]*$/, `= ${name}.buf;`);
  const asks = [`if (${take}(${owner}, &${name}, ${kind}) < 0) {`, `    ${failed}`, '}'];
  const isDeclared = site.view.kind(taken.statement.node) === 'declaration';
  if (place.kind === 'top') {
    const placed = linesInPlaceOf(site, taken.statement, [...asks, value]);
    return placed && [place.edit([`${type} ${name};`]), ...placed];
  }
  if (!isDeclared) return linesInPlaceOf(site, taken.statement, [`${type} ${name};`, ...asks, value]);
  const pointer = written.replace(/\s*=[\s\S]*$/, '');
  const lines = [`${pointer};`, `${type} ${name};`, ...asks, `${taken.variable} = ${name}.buf;`];
  return linesInPlaceOf(site, taken.statement, lines);
}
