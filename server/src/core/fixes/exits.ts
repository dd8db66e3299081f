// Does something in front of a statement that leaves a function or a region, with the value that it gives back worked
// out at the right time.
// Easy to get wrong: the value may need the GIL, or wait, so it may have to be worked out before or after.

import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import type { Located } from '../flow/facts.js';
import { inFront } from './enclose.js';
import { declarationPlace, declared, freeName, wantedName } from './names.js';
import { ownResultType } from './resultType.js';
import { inPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { holds, isBlock, isStatement, type Path, spanOfNode } from './statements.js';

/** The innermost statement around a place, blocks aside. */
export function statementAt({ view }: FixSite, span: Span): Path | undefined {
  const around: number[] = [];
  for (let node = 0; node < view.tree.count; ) {
    if (!holds(spanOfNode(view, node), span)) {
      node = view.tree.next[node] ?? view.tree.count;
      continue;
    }
    around.push(node);
    node++;
  }
  const inner = [...around].reverse();
  const at = inner.findIndex((node) => isStatement(view, node) && !isBlock(view, node));
  const node = inner[at];
  return node === undefined ? undefined : { node, parents: inner.slice(at + 1) };
}

/** The lines in front of the exit as it stands. */
export const beforeExit = (site: FixSite, exit: Path, lines: readonly string[]): readonly TextEdit[] | undefined =>
  inFront(site, exit, lines);

/** The value is worked out first, then the lines, then the exit. */
export function behindValue(
  site: FixSite,
  exit: Path,
  lines: readonly string[],
  front: readonly string[] = [],
): readonly TextEdit[] | undefined {
  const { view } = site;
  const [value] = view.kind(exit.node) === 'return_statement' ? view.named(exit.node) : [];
  if (value === undefined) return undefined;
  const isLambda = site.fn.unit.ir.isLambda === true;
  const type = isLambda ? 'auto' : ownResultType(site);
  if (type === undefined) return undefined;
  const name = freeName(site, wantedName(type));
  const written = textOf(site, spanOfNode(view, value)).replace(/^\(([^()]*)\)$/, '$1');
  const place = declarationPlace(site, exit);
  if (place === undefined) return undefined;
  const [before, edits] =
    place.kind === 'here' || isLambda
      ? [`${declared(type, name)} = ${written};`, []]
      : [`${name} = ${written};`, [place.edit([`${declared(type, name)};`])]];
  const inside = [...front, before, ...lines, `return ${name};`];
  const words = { open: inside.slice(0, 1), close: [], indents: false };
  const placed = inPlaceOf(site, exit, { before: [], inside: inside.slice(1), after: [] }, words);
  return placed && [...edits, ...placed];
}

/** Whether a statement does nothing but leave, and does so on every way through it. */
export function alwaysLeaves({ fn, view }: FixSite, statement: Path, exit: Located): boolean {
  const span = spanOfNode(view, statement.node);
  const own = fn.flow.instrs.filter(({ instr }) => holds(span, instr.span));
  return own.every(({ block }) => block === exit.block);
}
