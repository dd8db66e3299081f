// Takes the GIL around the statements that use Python, in the middle of a region.
// Easy to get wrong: what is declared there must be known behind it, and an exit that follows at once gives nothing back.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import type { Located } from '../flow/facts.js';
import { argumentFirst } from './argumentFirst.js';
import { enclose, type Group, groupOf } from './enclose.js';
import { behindValue } from './exits.js';
import { indentationOf, indentStep, insertAfter, newlineAt } from './layout.js';
import { liftCondition } from './liftCondition.js';
import { mixesDeclarations } from './names.js';
import { isRefusal } from './proposal.js';
import { type FixSite, textOf } from './site.js';
import { initialised } from './splitDeclaration.js';
import { holds, isBlock, type Path, spanOfNode } from './statements.js';
import type { TakeWords } from './takeBack.js';
import { changesState, hasLoop, isReleasedBefore, usesPython, waits } from './uses.js';

/** Ways to do it, the best one first. */
export function takeAround(
  site: FixSite,
  statement: Path,
  use: Span,
  words: TakeWords,
): readonly (readonly TextEdit[])[] {
  const { view } = site;
  if (view.kind(statement.node) === 'return_statement') return given(atReturn(site, statement, words));
  const alone = groupOf(statement);
  const group = together(site, statement);
  const lifted = () => liftCondition(site, statement, use, words);
  const whole = () => around(site, alone, words);
  return [
    ...(group.first === group.last ? [] : given(around(site, group, words))),
    ...(hasLoop(site, statement.node)
      ? [...given(lifted()), ...given(whole())]
      : [...given(whole()), ...given(lifted())]),
    ...given(argumentFirst(site, statement, words)),
    ...blocksAround(site, statement).flatMap((block) => given(around(site, block, words))),
  ];
}

const given = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

function atReturn(
  site: FixSite,
  statement: Path,
  { kind, open, close, indents }: TakeWords,
): readonly TextEdit[] | undefined {
  const isForGood = kind === 'macros' || kind === 'calls';
  if (isForGood) return enclose(site, groupOf(statement), { open, close: [], indents: false });
  if (kind === 'guard') return enclose(site, groupOf(statement), { open, close, indents });
  return indents ? undefined : behindValue(site, statement, close, open);
}

/** The statement with those next to it that use Python without the GIL as well. */
function together(site: FixSite, { node, parents }: Path): Group {
  const { view } = site;
  const [block] = parents;
  const all = block === undefined || !isBlock(view, block) ? [node] : view.named(block);
  const belongs = (at: number | undefined): boolean =>
    at !== undefined &&
    usesPython(site, at) &&
    isReleasedBefore(site, at) &&
    !changesState(site, at) &&
    !hasLoop(site, at) &&
    view.kind(at) !== 'return_statement';
  let [from, to] = [all.indexOf(node), all.indexOf(node)];
  while (belongs(all[from - 1])) from--;
  while (belongs(all[to + 1])) to++;
  return { first: all[from] ?? node, last: all[to] ?? node, parents };
}

const EXITS: ReadonlySet<string> = new Set([
  'return_statement',
  'goto_statement',
  'break_statement',
  'continue_statement',
]);

function around(site: FixSite, group: Group, words: TakeWords): readonly TextEdit[] | undefined {
  const { view } = site;
  const own = view.named(group.parents[0] ?? -1);
  const members = own.slice(own.indexOf(group.first), own.indexOf(group.last) + 1);
  if ([group.first, ...members].some((node) => waits(site, node))) return undefined;
  if (view.kind(group.first) === 'declaration' && (words.indents || !mixesDeclarations(site)))
    return split(site, group, words);
  if (words.indents && declaresIn(site, group)) return undefined;
  const isForGood = words.kind === 'macros' || words.kind === 'calls';
  return enclose(site, group, isForGood && leavesBehind(site, group) ? { ...words, close: [] } : words);
}

const declaresIn = ({ view }: FixSite, { first, last, parents }: Group): boolean =>
  view
    .named(parents[0] ?? -1)
    .some(
      (at) => view.start(at) >= view.start(first) && view.end(at) <= view.end(last) && view.kind(at) === 'declaration',
    );

/** Right behind it the region is left without the GIL, which the taking mends as well. */
function leavesBehind(site: FixSite, { last, parents: [block] }: Group): boolean {
  const { view } = site;
  if (block === undefined || !isBlock(view, block)) return false;
  const all = view.named(block);
  const next = all[all.indexOf(last) + 1];
  return next !== undefined && EXITS.has(view.kind(next)) && isReleasedBefore(site, next);
}

/** The declaration stays in front, its value comes with the GIL. */
function split(site: FixSite, { first, last }: Group, words: TakeWords): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  if (words.indents && first !== last) return undefined;
  const from = initialised({ ...site, at: callIn(site, first) }, first);
  if (isRefusal(from)) return undefined;
  const start = base + view.start(first);
  const [own, newline] = [indentationOf(text, start), newlineAt(text, start)];
  const step = words.indents ? indentStep(text, start) : '';
  const [open = '', ...more] = words.open;
  const value = `${from.name} = ${textOf(site, spanOfNode(view, from.value))};`;
  const lines = [from.declaration, open, ...[...more, value].map((line) => step + line)];
  const edit = { span: { start, end: base + view.end(first) }, newText: lines.join(newline + own) };
  return [edit, insertAfter(text, base + view.end(last), start, words.close)];
}

/** The first call in a node. */
const callIn = ({ fn, view }: FixSite, node: number): Located | undefined =>
  fn.flow.instrs.find(({ instr }) => instr.op === 'call' && holds(spanOfNode(view, node), instr.whole));

/** The blocks and branches around it, for objects that end with them; a loop keeps running without the GIL. */
function blocksAround(site: FixSite, { parents }: Path): readonly Group[] {
  const { view, at } = site;
  const found: Group[] = [];
  for (const [i, node] of parents.entries()) {
    const [parent] = parents.slice(i + 1);
    if (parent === undefined || hasLoop(site, node) || changesState(site, node)) break;
    if (view.kind(parent) === 'function_definition' || at === undefined) break;
    if (isBlock(view, parent)) found.push({ first: node, last: node, parents: parents.slice(i + 1) });
  }
  return found;
}
