// The source line of a finding with carets under the part that is meant. Carets are placed by what a terminal shows,
// not by code units: a tab is four cells, a CJK character two, a combining mark none.
import { type Colours, paintSeverity } from '../colours.js';
import { lineText } from '../place.js';
import type { LocatedFinding } from '../scan.js';
import { cellWidth } from './cellWidth.js';
import { printable } from './printable.js';

/** Longer lines are cut around the finding; nobody wants a screen full of one line. */
const MAX_CELLS = 160;
const BEFORE = 60;

export function excerpt(found: LocatedFinding, colours: Colours): readonly string[] {
  const { place, report, finding } = found;
  const source = lineText(report.text, report.lines, place.line);
  const from = place.column - 1;
  const to = place.endLine === place.line ? place.endColumn - 1 : source.length;

  const before = cells(source.slice(0, from));
  const marked = cells(source.slice(from, to));
  const after = cells(source.slice(to));
  const cutBefore = before.length > BEFORE && before.length + marked.length + after.length > MAX_CELLS;
  const head = cutBefore ? ['…', ...before.slice(-BEFORE)] : before;
  const room = MAX_CELLS - head.length;
  const body = marked.slice(0, Math.max(1, room));
  const rest = after.slice(0, Math.max(0, room - body.length));
  const cutAfter = body.length + rest.length < marked.length + after.length;

  const shown = [...head, ...body, ...rest].join('') + (cutAfter ? '…' : '');
  const carets = `${' '.repeat(width(head))}${'^'.repeat(Math.max(1, width(body)))}`;
  const number = String(place.line);
  const margin = ' '.repeat(number.length);
  const bar = colours.blue('|');
  return [
    `${margin} ${bar}`,
    `${colours.blue(number)} ${bar} ${shown}`.trimEnd(),
    `${margin} ${bar} ${paintSeverity(colours, finding.severity, carets)}`,
    `${margin} ${bar}`,
  ];
}

/** The characters of a piece of source as a terminal shall show them. */
const cells = (source: string): readonly string[] => [...source].map((c) => (c === '\t' ? '    ' : printable(c)));

const width = (characters: readonly string[]): number => characters.reduce((sum, c) => sum + cellWidth(c), 0);
