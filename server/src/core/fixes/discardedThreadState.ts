// The thread state that a release gives back is kept in a variable, and restored from it.
import type { TextEdit } from '../base/textEdit.js';
import { threadWords } from '../catalog/threadWords.js';
import { lineAtEnd } from './body.js';
import { beforeExit, behindValue, statementAt } from './exits.js';
import { declarationPlace, declared, freeName } from './names.js';
import { offersOf, type Propose, type Proposed, refuse } from './proposal.js';
import { isPure } from './purity.js';
import { removal } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { holds, spanOfNode } from './statements.js';
import { usesPython } from './uses.js';

export const keepThreadState: Propose = (site) => {
  const release = site.at?.instr;
  if (release?.op !== 'release') return refuse('the release could not be found in the text');
  return release.discarded ? keep(site) : dontOverwrite(site, release.saves?.text ?? '');
};

function keep(site: FixSite): Proposed {
  const { at, base, view, fn } = site;
  const statement = at && statementAt(site, at.instr.span);
  if (at === undefined || statement === undefined || view.kind(statement.node) !== 'expression_statement')
    return refuse('the call stands in the middle of an expression');
  const name = freeName(site, 'save');
  const place = declarationPlace(site, statement);
  if (place === undefined) return refuse('there is no block that a variable could be declared in');
  const written = textOf(site, spanOfNode(view, statement.node)).replace(/^\(void\)\s*/, '');
  const declaration = declared(threadWords.stateType, name);
  const span = { start: base + view.start(statement.node), end: base + view.end(statement.node) };
  const isHere = place.kind === 'here';
  const edits: TextEdit[] = [{ span, newText: `${isHere ? declaration : name} = ${written}` }];
  if (!isHere) edits.push(place.edit([`${declaration};`]));
  const restores = fn.flow.instrs.filter(({ instr, index }) => instr.op === 'acquire' && index > at.index);
  for (const { instr } of restores) {
    const own = statementAt(site, instr.span);
    const call = own && /^(\w+\s*\()([\s\S]*)(\)\s*;?)$/.exec(textOf(site, spanOfNode(view, own.node)));
    if (own === undefined || call === null || call === undefined)
      return refuse('what restores it stands in the middle of an expression');
    const start = base + view.start(own.node) + (call[1]?.length ?? 0);
    edits.push({ span: { start, end: start + (call[2]?.length ?? 0) }, newText: name });
  }
  if (restores.length === 0) {
    const added = restored(site, `${threadWords.restore}(${name});`, at.index);
    if (added === undefined) return refuse('where it would have to be restored is not clear');
    edits.push(...added);
  }
  return offersOf([{ title: 'Keep the thread state and restore it', edits, safe: restores.length > 0 }]);
}

/** In front of every way out behind the release. */
function restored(site: FixSite, line: string, from: number): readonly TextEdit[] | undefined {
  const { fn, view } = site;
  const edits: TextEdit[] = [];
  for (const { instr, index } of fn.flow.instrs) {
    if (instr.op !== 'exit' || index < from || fn.flow.before(index).releasedBy !== from) continue;
    if (instr.kind === 'noreturn') continue;
    const exit = instr.kind === 'end' ? undefined : statementAt(site, instr.span);
    const [value] = exit === undefined || view.kind(exit.node) !== 'return_statement' ? [] : view.named(exit.node);
    const isLater = value === undefined || isPure(view, value) || usesPython(site, value);
    const added =
      exit === undefined
        ? lineAtEnd(site, [line])
        : isLater
          ? beforeExit(site, exit, [line])
          : behindValue(site, exit, [line]);
    if (added === undefined) return undefined;
    edits.push(...added);
  }
  return edits;
}

/** The assignment that takes the only copy goes, where it does nothing else. */
function dontOverwrite(site: FixSite, variable: string): Proposed {
  const { view, fn, at } = site;
  const over = fn.flow.instrs.find(
    ({ instr, index }) =>
      instr.op === 'assign' &&
      instr.variable === variable &&
      index > (at?.index ?? 0) + 1 &&
      fn.flow.before(index).releasedBy === at?.index,
  );
  const statement = over && statementAt(site, over.instr.span);
  if (statement === undefined || view.kind(statement.node) !== 'expression_statement')
    return refuse('the assignment stands in the middle of an expression');
  const value = view
    .named(statement.node)
    .map((node) => view.child(node, 'right'))
    .find((node) => node >= 0);
  if (
    value === undefined ||
    !isPure(view, value) ||
    !holds(spanOfNode(view, statement.node), over?.instr.span ?? spanOfNode(view, value))
  )
    return refuse('what is assigned does something of its own');
  const edits = removal(site, statement);
  if (edits === undefined) return refuse('the assignment cannot go without something in its place');
  return offersOf([{ title: `Keep the thread state in \`${variable}\``, edits, safe: true }]);
}
