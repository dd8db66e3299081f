// What a hover says about a call, a macro, a function or a guard: the GIL here, why, and what the word does about it.
// Easy to get wrong: all that comes out of a macro's body stands at the macro's name, so a call found there need not be
// a call of that name.
import { type Span, shift, touches } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import type { Call } from '../ir/ir.js';
import { aboutCall } from './hoverCall.js';
import { aboutFunction } from './hoverFunction.js';
import { aboutMacro, type MacroOrigin } from './hoverMacro.js';
import { functionAt, type PointState, stateAt, stateOnEntry } from './pointState.js';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

export interface HoverInput {
  readonly facts: FileFacts;
  readonly catalog: Catalog;
  readonly text: string;
  /** The definition of a macro as this file sees it. */
  originOf(macro: string): MacroOrigin | undefined;
}

export function hoverAt(input: HoverInput, offset: number): Hover | undefined {
  const { facts, text } = input;
  const word = wordAround(text, offset);
  if (word === undefined) return undefined;
  const name = text.slice(word.start, word.end);
  const node = functionAt(facts, offset);
  if (node === undefined) return ofFunction(facts, word, namedHere(facts, name));
  const isOwnName = name === node.unit.ir.name || touches(node.unit.ir.nameSpan, word.start - node.base);
  if (isOwnName && offset - node.base <= node.unit.ir.body.start) return ofFunction(facts, word, node);
  const parts = aboutWord(input, node, word, name);
  if (parts.length > 0) return shown(word, stateAt(facts, offset), parts);
  // A function that is named and not called: it is given away, or stored.
  return node.unit.ir.locals.has(name) ? undefined : ofFunction(facts, word, namedHere(facts, name));
}

function aboutWord(
  { facts, catalog, originOf }: HoverInput,
  node: FunctionNode,
  word: Span,
  name: string,
): readonly string[] {
  const { unit, base } = node;
  const own = shift(word, -base);
  const calls = unit.instrs.flatMap(({ instr, index }) =>
    instr.op === 'call' && isWithin(own, instr.span) ? [{ call: instr, index }] : [],
  );
  const at = calls.find(({ call }) => isCallOf(call, name)) ?? calls[0];
  const macro =
    at !== undefined && isCallOf(at.call, name) ? [] : aboutMacro(node, facts, catalog, name, own, originOf);
  if (at === undefined) return macro;
  const gil = facts.entries.facts(node).before(at.index).set;
  return [...macro, aboutCall(facts, node, at.call, gil)];
}

const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
const isCallOf = ({ callee }: Call, name: string): boolean =>
  callee === undefined || callee === name || /\w+$/.exec(callee)?.[0] === name;

const namedHere = (facts: FileFacts, name: string): FunctionNode | undefined => facts.functions(facts.path, name)[0];

const ofFunction = (facts: FileFacts, word: Span, node: FunctionNode | undefined): Hover | undefined =>
  node === undefined
    ? undefined
    : shown(word, stateOnEntry(facts, node), aboutFunction(facts.ofFunction(node), facts), ' on entry');

const shown = (span: Span, point: PointState, parts: readonly string[], where = ''): Hover => ({
  span,
  markdown: [`**${point.text}${where}**`, ...parts, point.detail].join('\n\n'),
});

function wordAround(text: string, offset: number): Span | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
  while (end < text.length && /\w/.test(text[end] ?? '')) end++;
  return start === end ? undefined : { start, end };
}
