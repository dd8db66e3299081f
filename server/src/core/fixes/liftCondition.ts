// Decides in front of a statement, with the GIL, what its condition asks of Python.
// Easy to get wrong: a loop asks anew in each round, and `continue` leads to the condition of a `do`.

import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { replacedText } from './hoist.js';
import { indentationOf, indentStep, insertAfter, insertBefore, newlineAt } from './layout.js';
import { declarationPlace, freeName } from './names.js';
import type { RegionWords } from './regionWords.js';
import { inPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { holds, nodesBelow, type Path, spanOfNode } from './statements.js';

export function liftCondition(
  site: FixSite,
  statement: Path,
  use: Span,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const { view } = site;
  const condition = view.child(statement.node, 'condition');
  if (condition < 0 || !holds(spanOfNode(view, condition), use)) return undefined;
  const name = freeName(site, 'condition');
  const written = textOf(site, spanOfNode(view, condition))
    .replace(/^\(|\)$/g, '')
    .trim();
  if (/;|\n[ \t]*#/.test(written)) return undefined;
  const assignment = `${name} = ${truthOf(site, condition, written)};`;
  switch (view.kind(statement.node)) {
    case 'if_statement':
      return beforeIf(site, statement, condition, name, assignment, words);
    case 'do_statement':
      return inDo(site, statement, condition, name, assignment, words);
    case 'while_statement':
      return inWhile(site, statement, condition, name, assignment, words);
    default:
      return undefined;
  }
}

/** An `int` that is not zero where the condition holds. */
function truthOf({ view }: FixSite, condition: number, written: string): string {
  const [inner] = view.named(condition);
  const kind = inner === undefined ? '' : view.kind(inner);
  const isTruth = kind === 'unary_expression' || /(?:[!=]=|[<>]=?|&&|\|\|)/.test(written.replace(/->|\([^()]*\)/g, ''));
  return isTruth ? written : `${written} != 0`;
}

function beforeIf(
  site: FixSite,
  statement: Path,
  condition: number,
  name: string,
  assignment: string,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const { view } = site;
  const place = declarationPlace(site, statement);
  if (place === undefined) return undefined;
  const rest = replacedText(site, spanOfNode(view, statement.node), [
    { span: spanOfNode(view, condition), newText: `(${name})` },
  ]);
  const declaration = `int ${name};`;
  const isHere = place.kind === 'here';
  const lines = { before: isHere ? [declaration] : [], inside: [assignment], after: [rest] };
  const edits = inPlaceOf(site, statement, lines, words);
  return edits && (isHere ? edits : [place.edit([declaration]), ...edits]);
}

function inDo(
  site: FixSite,
  statement: Path,
  condition: number,
  name: string,
  assignment: string,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const { view, text, base } = site;
  const body = view.child(statement.node, 'body');
  const last = body < 0 || view.kind(body) !== 'compound_statement' ? undefined : view.named(body).at(-1);
  const place = declarationPlace(site, statement);
  if (last === undefined || place === undefined || has(site, body, 'continue_statement')) return undefined;
  const declaration = `int ${name};`;
  const start = base + view.start(statement.node);
  const step = words.indents ? indentStep(text, start) : '';
  const [open = '', ...more] = words.open;
  const lines = [open, ...[...more, assignment].map((line) => step + line), ...words.close];
  const span = { start: base + view.start(condition), end: base + view.end(condition) };
  return [
    place.kind === 'here' ? insertBefore(text, start, [declaration]) : place.edit([declaration]),
    insertAfter(text, base + view.end(last), base + view.start(last), lines),
    { span, newText: `(${name})` },
  ];
}

function inWhile(
  site: FixSite,
  statement: Path,
  condition: number,
  name: string,
  assignment: string,
  words: RegionWords,
): readonly TextEdit[] | undefined {
  const { view, text, base } = site;
  const body = view.child(statement.node, 'body');
  if (body < 0 || view.kind(body) !== 'compound_statement') return undefined;
  const step = indentStep(text, base + view.start(body));
  const own = `${indentationOf(text, base + view.start(statement.node))}${step}`;
  const newline = newlineAt(text, base + view.start(body));
  const inner = words.indents ? step : '';
  const [open = '', ...more] = words.open;
  const taken = [open, ...[...more, assignment].map((line) => inner + line), ...words.close];
  const lines = [`int ${name};`, ...taken, `if (!${name}) {`, `${step}break;`, '}'];
  const span = { start: base + view.start(condition), end: base + view.end(condition) };
  const at = base + view.start(body) + 1;
  return [
    { span, newText: '(1)' },
    { span: { start: at, end: at }, newText: lines.map((line) => newline + own + line).join('') },
  ];
}

function has({ view }: FixSite, node: number, kind: string): boolean {
  for (const _ of nodesBelow(view, node, new Set([kind]))) return true;
  return false;
}
