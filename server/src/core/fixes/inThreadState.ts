// C++ without a library for bindings: the thread state in a variable of its own. Unlike the macros that opens no block,
// so a variable may get its value, and its type from it, within the region.
// Easy to get wrong: an exception leaves such a region without the GIL, so nothing of this is ever safe.
import { threadWords } from '../catalog/threadWords.js';
import type { Call } from '../ir/ir.js';
import { declarationOf, hoistPython, replacedText } from './hoist.js';
import { isJumpedOver } from './lifted.js';
import { freeName } from './names.js';
import { isRefusal, type Refusal, type Written } from './proposal.js';
import type { RegionWords } from './regionWords.js';
import { inPlaceOf } from './rewrite.js';
import type { FixSite } from './site.js';
import { type Path, spanOfNode } from './statements.js';
import { takeOut } from './takeOut.js';

const IN_FRONT_OF: readonly string[] = ['if_statement', 'switch_statement', 'return_statement', 'expression_statement'];

export function inThreadState(
  site: FixSite,
  call: Call,
  path: Path,
  statement: Path,
  { indents }: RegionWords,
): Written | Refusal | undefined {
  const { view, language } = site;
  if (language !== 'cpp' || indents) return undefined;
  if (isJumpedOver(site)) return { refused: 'a goto would jump over the variables that it needs' };
  const state = freeName(site, 'state');
  const words: RegionWords = {
    open: [`${threadWords.stateType}${state} = ${threadWords.save}();`],
    close: [`${threadWords.restore}(${state});`],
    indents: false,
  };
  const written = (before: readonly string[], inside: string, after: readonly string[]): Written | undefined => {
    const edits = inPlaceOf(site, statement, { before, inside: [inside], after }, words);
    return edits && { edits, safe: false };
  };
  const span = spanOfNode(view, statement.node);
  const kind = view.kind(statement.node);
  if (kind === 'declaration') {
    const hoisted = hoistPython(site, statement.node, new Set([state]));
    if (isRefusal(hoisted)) return hoisted;
    return written(hoisted.declarations.map(declarationOf), replacedText(site, span, hoisted.replacements), []);
  }
  if (!IN_FRONT_OF.includes(kind)) return undefined;
  const lifted = takeOut(site, call, path, statement, 'auto');
  if (isRefusal(lifted)) return lifted;
  if (lifted.guard !== undefined || lifted.variable === undefined) return undefined;
  const declared = `${lifted.variable.type} ${lifted.assignment}`;
  return written(lifted.prologue.map(declarationOf), declared, [replacedText(site, span, [lifted.replacement])]);
}
