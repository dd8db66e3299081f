// Works out what a macro is given before the GIL is taken for the macro: waiting goes on without it.
import type { TextEdit } from '../base/textEdit.js';
import type { Call } from '../ir/ir.js';
import { replacedText } from './hoist.js';
import { declarationPlace, declared, freeName, wantedName } from './names.js';
import { ownResultType } from './resultType.js';
import { inPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { holds, type Path, pathTo, spanOfNode } from './statements.js';
import type { TakeWords } from './takeBack.js';

export function argumentFirst(site: FixSite, statement: Path, words: TakeWords): readonly TextEdit[] | undefined {
  const { view } = site;
  const call = waitIn(site, statement);
  const type = call && typeOf(site, call);
  if (view.kind(statement.node) !== 'expression_statement' || call === undefined || type === undefined || words.indents)
    return undefined;
  const name = freeName(site, wantedName(type));
  const place = declarationPlace(site, statement);
  if (place === undefined) return undefined;
  const span = spanOfNode(view, statement.node);
  const value = textOf(site, call.whole);
  const [first, edits] =
    place.kind === 'here'
      ? [`${declared(type, name)} = ${value};`, []]
      : [`${name} = ${value};`, [place.edit([`${declared(type, name)};`])]];
  const rest = replacedText(site, span, [{ span: call.whole, newText: name }]);
  const placed = inPlaceOf(site, statement, { before: [first], inside: [rest], after: [] }, words);
  return placed && [...edits, ...placed];
}

/** The one call that waits in the arguments of the statement's macro. */
function waitIn(site: FixSite, { node }: Path): Call | undefined {
  const { view, fn, file } = site;
  const span = spanOfNode(view, node);
  const waits = fn.unit.instrs.flatMap(({ instr }) =>
    instr.op === 'call' &&
    holds(span, instr.whole) &&
    instr.span.start > span.start &&
    file.waits.ofCall(fn.node, instr).length > 0 &&
    pathTo(view, instr.whole, ['call_expression']) !== undefined
      ? [instr]
      : [],
  );
  const [first] = waits;
  return first !== undefined && waits.every(({ whole }) => whole.start === first.whole.start) ? first : undefined;
}

/** From the catalog, or from the head of the function where it stands in this file. */
function typeOf(site: FixSite, call: Call): string | undefined {
  const target = site.file.calls.target(site.fn.node, call);
  if (target.kind === 'internal') {
    const [node, ...others] = target.nodes;
    if (node === undefined || others.length > 0 || node.path !== site.file.path) return undefined;
    return ownResultType({ ...site, base: node.base, fn: site.file.ofFunction(node) });
  }
  if (target.kind !== 'blocking' || target.row.guessed === true || target.row.returns === 'void') return undefined;
  return target.row.returns.replace(/\s*(\*+)$/, ' $1');
}
