// Puts a call whose result is used at once into a region in front of the statement, with the result in a variable.
import type { Call } from '../ir/ir.js';
import { replacedText } from './hoist.js';
import { declare } from './lifted.js';
import { liftFromLoop } from './liftFromLoop.js';
import { mixesDeclarations } from './names.js';
import { isRefusal, type Refusal, type Written } from './proposal.js';
import type { RegionWords } from './regionWords.js';
import { inPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { declarationsBehind, initialised } from './splitDeclaration.js';
import { type Path, spanOfNode } from './statements.js';
import { takeOut } from './takeOut.js';

export function liftCall(
  site: FixSite,
  call: Call,
  path: Path,
  statement: Path,
  words: RegionWords,
): Written | Refusal | undefined {
  const { view } = site;
  const span = spanOfNode(view, statement.node);
  const kind = view.kind(statement.node);
  const lifted = takeOut(site, call, path, statement);
  if (isRefusal(lifted)) return lifted;
  if (/\n[ \t]*#/.test(textOf(site, headOf(site, statement))))
    return { refused: 'an #if stands in the middle of the statement' };
  if (['while_statement', 'for_statement', 'do_statement'].includes(kind))
    return liftFromLoop(site, lifted, statement, words);
  if (!['if_statement', 'switch_statement', 'return_statement', 'expression_statement', 'declaration'].includes(kind))
    return { refused: `a region cannot go in front of this ${kind.replace(/_/g, ' ')}` };
  const rest = replacedText(site, span, [lifted.replacement]);
  const parts = declare(site, lifted, statement);
  if (isRefusal(parts)) return parts;
  let after = [rest];
  let first: readonly string[] = [];
  if (kind === 'declaration' && !mixesDeclarations(site)) {
    if (declarationsBehind(site, statement).length > 0)
      return { refused: 'declarations follow that would come too late' };
    const from = initialised(site, statement.node);
    if (isRefusal(from)) return from;
    first = [from.declaration];
    after = [`${from.name} = ${replacedText(site, spanOfNode(view, from.value), [lifted.replacement])};`];
  }
  const lines = {
    before: [...first, ...parts.before],
    inside: [lifted.assignment],
    after,
    ...(lifted.guard !== undefined && { guard: lifted.guard }),
  };
  const edits = inPlaceOf(site, statement, lines, words);
  if (edits === undefined) return { refused: 'the statement stands where no region can go' };
  return { edits: [...parts.edits, ...edits], safe: lifted.safe };
}

/** A statement without its bodies. */
function headOf({ view }: FixSite, { node }: Path): { readonly start: number; readonly end: number } {
  const condition = view.child(node, 'condition');
  return { start: view.start(node), end: condition < 0 ? view.end(node) : view.end(condition) };
}
