// Writes lines around a statement, or in its place, so that the text looks as before: indentation, line ends, comments
// behind it, and braces where it stood alone under an `if`.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import {
  endOfLineComment,
  indentationOf,
  indentStep,
  lineEndOf,
  lineStartOf,
  newlineAt,
  startsLine,
} from './layout.js';
import type { RegionWords } from './regionWords.js';
import type { FixSite } from './site.js';
import { isBlock, type Path } from './statements.js';

export interface Lines {
  /** In front of the region. */
  readonly before: readonly string[];
  /** In the region: what was written, with its own further lines. */
  readonly inside: readonly string[];
  /** Behind the region. */
  readonly after: readonly string[];
  /** The region runs under this condition only. */
  readonly guard?: string;
}

/** Edits that put lines, with a region among them, in the place of a statement. */
export function inPlaceOf(
  site: FixSite,
  { node, parents }: Path,
  lines: Lines,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const span = { start: base + view.start(node), end: base + view.end(node) };
  const [parent] = parents;
  if (parent === undefined) return undefined;
  const newline = newlineAt(text, span.start);
  const step = indentStep(text, span.start);
  const starts = startsLine(text, span.start);
  const own = indentationOf(text, span.start);
  const alone = !isBlock(view, parent) && view.kind(parent) !== 'labeled_statement';
  if (alone && !isSubstatement(view.kind(parent))) return undefined;
  const labelled = view.kind(parent) === 'labeled_statement' || view.kind(parent) === 'case_statement';
  const indentation = starts ? own : `${own}${alone || labelled ? step : ''}`;
  const region = regionLines(lines, words, step);
  const end = endOfLineComment(text, span.end);
  // What stood behind `else` gets a block of its own and moves one step to the right.
  const after = alone && !starts ? lines.after.map((line) => deeper(line, step)) : lines.after;
  const written = [...lines.before, ...region, ...after];
  const body = written.map((line, i) => (i === 0 && starts ? line : `${newline}${indentation}${line}`)).join('');
  const trailing = end === undefined ? `${newline}${indentation}` : '';
  // A comment behind the statement stays with it, as far away as it was.
  const comment = end === undefined ? '' : text.slice(span.end, end).trimEnd();
  const until = end ?? span.end + blanksBehind(text, span.end);
  const placed = comment.trim() === '' ? body : withComment(body, lines, words, comment, newline);
  const from = starts ? span.start : trimmedStart(text, span.start);
  const replaced: TextEdit = { span: { start: from, end: until }, newText: `${placed}${trailing}` };
  if (!alone) return joined(text, replaced, span, words, newline);
  const brace = { start: behindHead(site, parent, node), end: behindHead(site, parent, node) };
  const outer = indentationOf(text, base + view.start(parent));
  return [
    { span: brace, newText: ' {' },
    { ...replaced, newText: `${replaced.newText.replace(/\s*$/, '')}${newline}${outer}}` },
  ];
}

const NO_REGION: RegionWords = { open: [], close: [], indents: false };

/** Edits that put lines in the place of a statement. */
export const linesInPlaceOf = (
  site: FixSite,
  statement: Path,
  lines: readonly string[],
): readonly TextEdit[] | undefined => inPlaceOf(site, statement, { before: [], inside: [], after: lines }, NO_REGION);

/** All lines but the first one, further to the right; directives stay where they are. */
const deeper = (text: string, step: string): string =>
  text.replace(/\n(?=[ \t]*[^\s#])/g, (newline) => `${newline}${step}`);

const isSubstatement = (kind: string): boolean =>
  ['if_statement', 'else_clause', 'for_statement', 'while_statement', 'do_statement', 'for_range_loop'].includes(kind);

function regionLines({ inside, guard }: Lines, { open, close, indents }: RegionWords, step: string): string[] {
  if (open.length === 0) return [...inside];
  const [first = '', ...more] = open;
  const within = (line: string): string => (indents ? `${step}${line}` : line);
  const region = [first, ...more.map(within), ...inside.map(within), ...close];
  return guard === undefined ? region : [`if (${guard}) {`, ...region.map((line) => `${step}${line}`), '}'];
}

/** The comment, with the blanks in front of it, goes behind the last line that was written by the author. */
function withComment(body: string, lines: Lines, { close }: RegionWords, comment: string, newline: string): string {
  if (lines.after.length > 0) return `${body}${comment}`;
  const all = body.split(newline);
  const at = all.length - 1 - close.length - (lines.guard === undefined ? 0 : 1);
  return all.map((line, i) => (i === at ? `${line}${comment}` : line)).join(newline);
}

const blanksBehind = (text: string, at: number): number =>
  /^[ \t]*/.exec(text.slice(at, lineEndOf(text, at)))?.[0].length ?? 0;

function trimmedStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
  return start;
}

/** Behind the last token in front of a substatement, comments aside. */
function behindHead({ view, base }: FixSite, parent: number, node: number): number {
  const before = view.children(parent).filter((at) => view.start(at) < view.start(node) && view.kind(at) !== 'comment');
  return base + view.end(before.at(-1) ?? parent);
}

/** A region right in front of the new one, or right behind it, becomes one with it. */
function joined(
  text: string,
  edit: TextEdit,
  statement: Span,
  { open, close, indents }: RegionWords,
  newline: string,
): readonly TextEdit[] {
  if (indents) return [edit];
  const [begin = ''] = open;
  const [end = ''] = close;
  const edits: TextEdit[] = [];
  let { newText } = edit;
  const lineStart = lineStartOf(text, statement.start);
  const before = /([ \t]*)(\w+;?)[ \t]*\r?\n(?:[ \t]*\r?\n)*$/.exec(
    text.slice(Math.max(0, lineStart - 300), lineStart),
  );
  if (before?.[2] === end && newText.startsWith(`${begin}${newline}`)) {
    const start = Math.max(0, lineStart - 300) + before.index;
    edits.push({ span: { start, end: nextLineStart(text, start) }, newText: '' });
    newText = newText.slice(begin.length + newline.length).trimStart();
  }
  const after = /^\r?\n(?:[ \t]*\r?\n)*([ \t]*)(\w+;?)[ \t]*\r?\n/.exec(text.slice(edit.span.end, edit.span.end + 300));
  if (after?.[2] === begin && newText.endsWith(end)) {
    const start = edit.span.end + after[0].length - after[0].trimStart().length;
    edits.push({ span: { start: lineStartOf(text, start), end: nextLineStart(text, start) }, newText: '' });
    newText = newText.slice(0, newText.lastIndexOf(newline));
  }
  return [...edits, { ...edit, newText }];
}

const nextLineStart = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};
