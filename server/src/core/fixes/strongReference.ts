// A borrowed reference becomes one of one's own: the twin is called, and the reference is given back behind its last use.
// Easy to get wrong: a reference that is given back too often crashes and one too seldom leaks, so only what is certain
// is offered: a variable of the function alone, straight-line code, and uses that keep nothing of the object.
import { shift } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { spelledVersion } from '../catalog/pythonVersion.js';
import { referenceWords, type StrongTwin, strongTwin } from '../catalog/strongTwins.js';
import type { Call } from '../ir/ir.js';
import { beforeExit, behindValue, statementAt } from './exits.js';
import { endOfLineComment, insertAfter } from './layout.js';
import { isNullCheck, type Lent, lentUses, occurrences, type Taken } from './lentUses.js';
import { mixesDeclarations } from './names.js';
import { isRefusal, offersOf, type Propose, type Proposed, type Refusal, refuse } from './proposal.js';
import { removal } from './removal.js';
import { callAt, type FixSite, textOf } from './site.js';
import { type Path, spanOfNode } from './statements.js';

export const takeStrongReference: Propose = (site) => {
  const call = callAt(site);
  const row = strongTwin(call?.callee ?? '');
  if (call === undefined || row === undefined) return refuse('the call could not be found in the text');
  if (site.finding.unfixable === true)
    return refuse(
      `the oldest Python of the project has no ${row.twin}(): it is there from ${spelledVersion(row.since)} on`,
    );
  if (row.gives === 'pointer')
    return refuse(
      `${row.twin}() gives the object through a pointer and tells a failure from one that is not there: what each means here is for the author to say`,
    );
  if (site.language === 'cpp') return refuse('an exception could leave without giving the reference back');
  const taken = takenBy(site, call);
  if (isRefusal(taken)) return refuse(taken.refused);
  return takenAnyway(site, call, row, taken) ?? borrowed(site, call, row, taken);
};

/** The variable that gets the reference, in a statement of its own. */
export function takenBy(site: FixSite, call: Call): Taken | Refusal {
  const { view } = site;
  const statement = statementAt(site, call.whole);
  const [block = -1] = statement?.parents ?? [];
  if (statement === undefined || view.kind(block) !== 'compound_statement')
    return { refused: 'the call is no statement of a block' };
  const written = textOf(site, spanOfNode(view, statement.node));
  const own = textOf(site, call.whole);
  const target = /^(?:\w+\s*\*\s*)?(\w+)\s*=\s*(?:\(\w+\s*\*\)\s*)?/.exec(written);
  const variable = target?.[1];
  const isAll = target !== null && written.slice(target[0].length).replace(/\s*;$/, '') === own;
  if (variable === undefined || !isAll || !/^(?:expression_statement|declaration)$/.test(view.kind(statement.node)))
    return { refused: 'the reference does not go into a variable, and nothing else' };
  if (!site.fn.unit.ir.locals.has(variable)) return { refused: `\`${variable}\` is no variable of the function alone` };
  return { variable, statement, block };
}

const twinEdit = ({ base }: FixSite, { span }: Call, { twin }: StrongTwin): TextEdit => ({
  span: shift(span, base),
  newText: twin,
});

const cannotFail = ({ name, twin }: StrongTwin): Proposed =>
  refuse(`${twin}() may fail where ${name}() cannot, and nothing here asks whether it did`);

/** The function makes the reference its own already: the twin does that at the right time. */
function takenAnyway(site: FixSite, call: Call, row: StrongTwin, taken: Taken): Proposed | undefined {
  const { view } = site;
  const { variable, statement, block } = taken;
  const siblings = view.named(block);
  const at = siblings.indexOf(statement.node);
  const isChecked = isNullCheck(site, siblings[at + 1] ?? -1, variable);
  const taking = siblings[at + (isChecked ? 2 : 1)];
  if (taking === undefined) return undefined;
  const between = textOf(site, { start: view.start(statement.node), end: view.end(taking) });
  const written = textOf(site, spanOfNode(view, taking)).replace(/\s+/g, '');
  if (!referenceWords.take.some((word) => written === `${word}(${variable});`) || /^[ \t]*#/m.test(between))
    return undefined;
  if (row.neverFails === true && !isChecked) return cannotFail(row);
  const edits = removal(site, { node: taking, parents: statement.parents });
  if (edits === undefined) return undefined;
  const title = `Take the reference with ${row.twin}() at once`;
  return offersOf([{ title, edits: [twinEdit(site, call, row), ...edits], safe: false }]);
}

function borrowed(site: FixSite, call: Call, row: StrongTwin, taken: Taken): Proposed {
  const lent = lentUses(site, taken);
  if (isRefusal(lent)) return refuse(lent.refused);
  if (row.neverFails === true && lent.nullCheck === undefined) return cannotFail(row);
  const word = lent.nullCheck === undefined ? referenceWords.dropIfAny : referenceWords.drop;
  const drops = givenBack(site, taken, lent, `${word}(${taken.variable});`);
  if (isRefusal(drops)) return refuse(drops.refused);
  const title = `Take a reference with ${row.twin}() and give it back`;
  return offersOf([{ title, edits: [twinEdit(site, call, row), ...drops], safe: false }]);
}

/** Lines in front of every way out, and behind the last use. */
export function givenBack(site: FixSite, taken: Taken, lent: Lent, line: string): readonly TextEdit[] | Refusal {
  const { view, base, text } = site;
  const edits: TextEdit[] = [];
  for (const exit of lent.exits) {
    const added = inFrontOf(site, exit, taken.variable, line);
    if (added === undefined) return { refused: 'the reference could not be given back in front of a way out' };
    edits.push(...added);
  }
  if (view.kind(lent.last) === 'return_statement') return edits;
  const siblings = view.named(taken.block);
  const next = siblings[siblings.indexOf(lent.last) + 1];
  if (next !== undefined && view.kind(next) === 'declaration' && !mixesDeclarations(site))
    return { refused: 'a declaration follows the last use' };
  const end = base + view.end(lent.last);
  if (endOfLineComment(text, end) === undefined)
    return { refused: 'several statements share the line of the last use' };
  return [...edits, insertAfter(text, end, base + view.start(lent.last), [line])];
}

function inFrontOf(site: FixSite, exit: Path, variable: string, line: string): readonly TextEdit[] | undefined {
  return occurrences(site, exit.node, variable).length > 0
    ? behindValue(site, exit, [line])
    : beforeExit(site, exit, [line]);
}
