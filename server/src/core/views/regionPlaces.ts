// Regions as places of a text: from begin to end, and to show at one end of a region where its other ends are.
import { type Span, shift, touches } from '../base/span.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import { functionAt } from './pointState.js';
import { type Region, regionsOf } from './regions.js';

/** From the begin of each region to its last end, in the order of the text. */
export function regionSpans(facts: FileFacts): readonly Span[] {
  const found = new Map<number, Span>();
  for (const node of facts.own)
    for (const { begin, ends } of regionsOf(facts.ofFunction(node), facts)) {
      const last = ends.at(-1);
      if (last === undefined || last.span.start <= begin.span.end) continue;
      const span = shift({ start: begin.span.start, end: last.span.end }, node.base);
      found.set(span.start, span);
    }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

export interface Highlight {
  readonly kind: 'begin' | 'end' | 'pause' | 'exit';
  readonly span: Span;
}

/** All that belongs to the region one of whose ends or exits is here; nothing at any other word. */
export function highlightsAt(facts: FileFacts, text: string, offset: number): readonly Highlight[] {
  const node = functionAt(facts, offset);
  if (node === undefined) return [];
  const here = regionsOf(facts.ofFunction(node), facts)
    .map((region) => placesOf(region, text, node.base))
    .filter((places) => places.some(({ span }) => touches(span, offset)));
  const found = new Map<number, Highlight>();
  for (const place of here.flat()) if (!found.has(place.span.start)) found.set(place.span.start, place);
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

const placesOf = ({ begin, ends, pauses, exits }: Region, text: string, base: number): readonly Highlight[] => [
  { kind: 'begin', span: shift(begin.span, base) },
  ...ends.map(({ span }): Highlight => ({ kind: 'end', span: shift(span, base) })),
  ...pauses.map(({ span }): Highlight => ({ kind: 'pause', span: shift(span, base) })),
  ...exits.map(({ span }): Highlight => ({ kind: 'exit', span: firstWord(text, shift(span, base)) })),
];

/** `return` in `return read(fd, …)`. */
function firstWord(text: string, { start, end }: Span): Span {
  let to = start;
  while (to < end && /\w/.test(text[to] ?? '')) to++;
  return { start, end: to === start ? end : to };
}
