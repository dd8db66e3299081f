// Makes a region smaller, so that what needs the GIL stands in front of it or behind it: no statement changes places.
// Easy to get wrong: the macros open a brace, so what is declared in the region is not known behind it, and what would
// now be declared outside must not be declared there already.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { endOfLineComment, insertAfter, insertBefore, lineStartOf, nextLine, startsLine } from './layout.js';
import { mixesDeclarations } from './names.js';
import type { Proposal } from './proposal.js';
import type { Region } from './regionAround.js';
import { type FixSite, textOf } from './site.js';
import { spanOfNode } from './statements.js';
import { isGuard } from './takeBack.js';
import { hasLoop, usesPython, waits } from './uses.js';

/** @param what the use that shall be outside, as a title calls it */
export function narrowed(site: FixSite, region: Region, what: string): readonly Proposal[] {
  const { inside, at, end } = region;
  const isOut = (node: number | undefined): boolean =>
    node !== undefined && usesPython(site, node) && !hasLoop(site, node);
  if (!isOut(inside[at])) return [];
  let [from, to] = [at, at];
  while (isOut(inside[from - 1])) from--;
  while (isOut(inside[to + 1])) to++;
  const found: Proposal[] = [];
  const add = (title: string, edits: readonly TextEdit[] | undefined): void => {
    if (edits !== undefined) found.push({ title, edits, safe: true });
  };
  const isFirst = from === 0;
  const isLast = to === inside.length - 1 && (end !== undefined || isGuard(site, region.release));
  if (isFirst && isLast) add('Remove the region: all of it needs the GIL', removed(site, region));
  else if (isLast) add(`End the region in front of ${what}`, endEarlier(site, region, inside[from]));
  else if (isFirst) add(`Begin the region behind ${what}`, beginLater(site, region, inside[to]));
  return found;
}

/** The region ends in front of one of its statements. */
export function endEarlier(site: FixSite, region: Region, node: number | undefined): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const { inside, end } = region;
  if (node === undefined || end === undefined) return undefined;
  const place = inside.indexOf(node);
  const behind = inside.slice(place);
  if (behind.some((each) => waits(site, each)) || clashes(site, region, inside.slice(0, place), behind))
    return undefined;
  const line = lineOfStatement(site, end);
  const start = base + view.start(node);
  if (line === undefined || !startsLine(text, start)) return undefined;
  const words = textOf(site, spanOfNode(view, end)).split(/\r?\n/);
  const own = words.map((each, i) =>
    i === 0 ? each : each.slice(base + view.start(end) - lineStartOf(text, base + view.start(end))),
  );
  return [insertBefore(text, start, own), { span: line, newText: '' }];
}

/** The region begins behind one of its statements. */
function beginLater(site: FixSite, region: Region, node: number | undefined): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const { inside, begin } = region;
  if (node === undefined) return undefined;
  const isDeclared = view.kind(begin) === 'declaration';
  if (isDeclared && !mixesDeclarations(site)) return undefined;
  const ahead = inside.slice(0, inside.indexOf(node) + 1);
  if (ahead.some((each) => waits(site, each)) || clashes(site, region, [], ahead)) return undefined;
  const line = lineOfStatement(site, begin);
  const end = base + view.end(node);
  if (line === undefined || endOfLineComment(text, end) === undefined) return undefined;
  return [
    { span: line, newText: '' },
    insertAfter(text, end, base + view.start(node), [textOf(site, spanOfNode(view, begin))]),
  ];
}

export function removed(site: FixSite, region: Region): readonly TextEdit[] | undefined {
  const { begin, end, inside } = region;
  if (inside.some((each) => waits(site, each)) || clashes(site, region, [], inside)) return undefined;
  const lines = [begin, ...(end === undefined ? [] : [end])].map((node) => lineOfStatement(site, node));
  const edits = lines.flatMap((span) => (span === undefined ? [] : [{ span, newText: '' }]));
  return edits.length < lines.length ? undefined : edits;
}

/** The line of a statement that has it for itself. */
export function lineOfStatement({ text, base, view }: FixSite, node: number): Span | undefined {
  const [start, end] = [base + view.start(node), base + view.end(node)];
  if (!startsLine(text, start) || endOfLineComment(text, end) === undefined) return undefined;
  return { start: lineStartOf(text, start), end: nextLine(text, end) };
}

/** Whether names would be lost, or declared twice, where statements leave the brace of the region. */
function clashes(site: FixSite, { release }: Region, staying: readonly number[], leaving: readonly number[]): boolean {
  if (release.spelling !== 'region') return false;
  const kept = staying.flatMap((node) => declaredBy(site, node));
  const out = leaving.flatMap((node) => declaredBy(site, node));
  const used = leaving.map((node) => textOf(site, spanOfNode(site.view, node))).join('\n');
  const body = textOf(site, site.fn.unit.ir.span);
  const declarations = (name: string): number =>
    [...body.matchAll(new RegExp(`[\\w*&>][ \\t*&]+${name}\\s*(?:=(?!=)|;|,|\\[|\\{)`, 'g'))].length;
  return kept.some((name) => new RegExp(`\\b${name}\\b`).test(used)) || out.some((name) => declarations(name) > 1);
}

function declaredBy({ view, text, base }: FixSite, node: number): readonly string[] {
  if (view.kind(node) !== 'declaration') return [];
  const names: string[] = [];
  for (const child of view.named(node)) {
    const written = text.slice(base + view.start(child), base + view.end(child)).replace(/[=({[][\s\S]*$/, '');
    const name = /(\w+)\s*$/.exec(written)?.[1];
    if (child !== view.named(node)[0] && name !== undefined) names.push(name);
  }
  return names;
}
