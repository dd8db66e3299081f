// A module that is made at once says behind that that it works without a GIL.
// Easy to get wrong: the module may be a null pointer, and the call does not stand that.
import { gilSlot } from '../catalog/moduleSlots.js';
import { statementAt } from './exits.js';
import { endOfLineComment, indentationOf, indentStep, lineEndOf, newlineAt, startsLine } from './layout.js';
import { isNullCheck } from './lentUses.js';
import { mixesDeclarations } from './names.js';
import { offersOf, type Propose, refuse } from './proposal.js';
import { callAt, type FixSite, textOf } from './site.js';
import { spanOfNode } from './statements.js';

export const declareWithoutGil: Propose = (site) => {
  const { view, base, text } = site;
  const call = callAt(site);
  const statement = call && statementAt(site, call.whole);
  const [block = -1] = statement?.parents ?? [];
  if (call === undefined || statement === undefined || view.kind(block) !== 'compound_statement')
    return refuse('the call is no statement of a block');
  const written = textOf(site, spanOfNode(view, statement.node));
  const variable = /^(?:\w+\s*\*\s*)?(\w+)\s*=\s*\w+\s*\(/.exec(written)?.[1];
  if (variable === undefined) return refuse('the module does not go into a variable that could be asked');
  const siblings = view.named(block);
  const at = siblings.indexOf(statement.node);
  const next = siblings[at + 1];
  const isChecked = next !== undefined && isNullCheck(site, next, variable);
  const place = isChecked ? next : statement.node;
  const behind = siblings[at + (isChecked ? 2 : 1)];
  if (behind !== undefined && view.kind(behind) === 'declaration' && !mixesDeclarations(site))
    return refuse('a declaration follows the call');
  const end = base + view.end(place);
  if (endOfLineComment(text, end) === undefined || !startsLine(text, base + view.start(place)))
    return refuse('several statements share the line of the call');
  const lineEnd = lineEndOf(text, end);
  const newText = guarded(site, base + view.start(statement.node), variable, isChecked);
  const title = 'Declare that the module works without a GIL';
  return offersOf([{ title, edits: [{ span: { start: lineEnd, end: lineEnd }, newText }], safe: false }]);
};

function guarded({ text }: FixSite, like: number, variable: string, isChecked: boolean): string {
  const indentation = indentationOf(text, like);
  const call = `${gilSlot.call}(${variable}, ${gilSlot.notUsed});`;
  const lines = isChecked
    ? [`${indentation}${call}`]
    : [`${indentation}if (${variable} != NULL)`, `${indentation}${indentStep(text, like)}${call}`];
  const newline = newlineAt(text, like);
  return [`#ifdef ${gilSlot.macro}`, ...lines, '#endif'].map((line) => `${newline}${line}`).join('');
}
