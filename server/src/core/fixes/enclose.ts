// Writes lines in front of statements that follow one another, and behind them, without touching the statements.
// Easy to get wrong: a statement that stands alone under an `if` needs braces then, and one that shares its line with
// others gets the words on that line.
import type { TextEdit } from '../base/textEdit.js';
import {
  endOfLineComment,
  indentationOf,
  indentStep,
  insertAfter,
  insertBefore,
  lineStartOf,
  startsLine,
} from './layout.js';
import type { RegionWords } from './regionWords.js';
import { inPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { isBlock, type Path } from './statements.js';

/** Statements of one block, the first and the last of them. */
export interface Group {
  readonly first: number;
  readonly last: number;
  readonly parents: readonly number[];
}

export const groupOf = ({ node, parents }: Path): Group => ({ first: node, last: node, parents });

export function enclose(site: FixSite, group: Group, words: RegionWords): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const { first, last, parents } = group;
  const [parent] = parents;
  if (parent === undefined) return undefined;
  const isAlone = !isBlock(view, parent) && view.kind(parent) !== 'labeled_statement';
  if (isAlone) return first === last ? alone(site, { node: first, parents }, words) : undefined;
  if (words.indents) return indented(site, group, words);
  const [start, end] = [base + view.start(first), base + view.end(last)];
  if (startsLine(text, start) && endOfLineComment(text, end) !== undefined) {
    const edits = [lineAbove(text, start, words) ?? insertBefore(text, start, words.open)];
    return words.close.length === 0 ? edits : [...edits, insertAfter(text, end, start, words.close)];
  }
  const front = { span: { start, end: start }, newText: `${words.open.join(' ')} ` };
  const behind = { span: { start: end, end }, newText: ` ${words.close.join(' ')}` };
  return words.close.length === 0 ? [front] : [front, behind];
}

function alone(site: FixSite, path: Path, words: RegionWords): readonly TextEdit[] | undefined {
  const inside = [textOf(site, { start: site.view.start(path.node), end: site.view.end(path.node) })];
  return inPlaceOf(site, path, { before: [], inside, after: [] }, words.indents ? withoutBraces(words) : words);
}

/** The braces that an `if` needs are those of the words. */
const withoutBraces = ({ open, close }: RegionWords): RegionWords => ({
  open: open.slice(1),
  close: close.slice(0, -1).map((line) => line.trim()),
  indents: false,
});

/** Right behind a place where the GIL was given up again it is simply kept. */
function lineAbove(text: string, start: number, { open, close }: RegionWords): TextEdit | undefined {
  const line = lineStartOf(text, start);
  const above = lineStartOf(text, line - 1);
  if (close.length !== 1 || open.length !== 1 || text.slice(above, line).trim() !== close[0]) return undefined;
  return { span: { start: above, end: line }, newText: '' };
}

/** The statements go one step to the right. */
function indented({ text, base, view }: FixSite, { first, last }: Group, words: RegionWords): readonly TextEdit[] {
  const [start, end] = [base + view.start(first), base + view.end(last)];
  const own = indentationOf(text, start);
  const step = indentStep(text, start);
  const [open = '', ...more] = words.open;
  const lines = text.slice(start, end).split('\n');
  const inside = lines.map((line, i) => (i === 0 || line.trim() === '' ? line : `${step}${line}`)).join('\n');
  const newline = text.slice(start, end).includes('\r\n') ? '\r\n' : '\n';
  const head = [open, ...more.map((line) => `${own}${step}${line}`), `${own}${step}`].join(newline);
  return [
    { span: { start, end }, newText: `${head}${inside}${words.close.map((line) => newline + own + line).join('')}` },
  ];
}

/** Only lines in front. */
export const inFront = (site: FixSite, path: Path, lines: readonly string[]): readonly TextEdit[] | undefined =>
  enclose(site, groupOf(path), { open: lines, close: [], indents: false });
