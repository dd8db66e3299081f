// `/* gil: requires held */` and its kin: found among the comments of the tokenizer, and put to the declaration that they
// stand at. In front of it, above it, behind it on its line, between its words, or at one of its parameters.
// Easy to get wrong: two declarations on one line; the comment between them belongs to the one behind.
import type { Span } from '../base/span.js';
import type { Item } from './cut.js';
import { type Declaration, parameterAt, readDeclarations } from './declarations.js';
import type { Tokens } from './tokens.js';

export interface WrittenTerm {
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

export interface WrittenContract {
  /** The comment. */
  readonly span: Span;
  readonly terms: readonly WrittenTerm[];
  /** Undefined where it stands at no declaration. */
  readonly about: Declaration | undefined;
  readonly parameter: number | undefined;
}

const BEGIN = /^\/[/*][*!/]*[\s*]*gil\s*:/;
/** The reason may follow. */
const REASON = /\s(?:because|since|as)\s|\s--?\s|\s[–—]\s/;

export function readContracts(
  text: string,
  items: readonly Item[],
  tokens: Tokens,
): { readonly contracts: readonly WrittenContract[]; readonly declarations: readonly Declaration[] } {
  const comments = tokens.comments
    .filter((comment) => BEGIN.test(text.slice(comment.start, comment.start + 80)))
    .map(({ start, end }) => ({ start, end: start + text.slice(start, end).trimEnd().length }));
  if (comments.length === 0) return { contracts: [], declarations: [] };
  const declarations = readDeclarations(text, items, tokens);
  const contracts = comments.map((span) => {
    const next = firstTokenBehind(tokens, span.end);
    const about = declarationAt(text, declarations, tokens, span, next);
    const isLast = /^[ \t\r]*(?:\n|$)/.test(text.slice(span.end, span.end + 200));
    const parameter = about === undefined ? undefined : parameterAt(about, next, isLast, tokens);
    return { span, terms: termsOf(text, span), about, parameter };
  });
  return { contracts, declarations };
}

/** The contract comments of a text that stand at one declaration as a whole. */
export const contractsOf = (
  contracts: readonly WrittenContract[],
  declaration: Declaration,
): readonly WrittenContract[] =>
  contracts.filter(
    ({ about, parameter }) =>
      about?.firstToken === declaration.firstToken && about.name === declaration.name && parameter === undefined,
  );

function termsOf(text: string, { start, end }: Span): WrittenTerm[] {
  const body = text.slice(start, end);
  const begin = BEGIN.exec(body)?.[0].length ?? 0;
  const inner = body.slice(begin).replace(/[\s*]*\*\/$/, '');
  const reason = REASON.exec(inner);
  const said = reason === null ? inner : inner.slice(0, reason.index);
  const terms: WrittenTerm[] = [];
  for (const match of said.matchAll(/[^,]+/g)) {
    const phrase = match[0].trim();
    if (phrase === '' || /^\*+$/.test(phrase)) continue;
    const from = start + begin + match.index + match[0].indexOf(phrase);
    terms.push({ text: phrase.replace(/(?:\s|\n\s*\*)+/g, ' '), span: { start: from, end: from + phrase.length } });
  }
  return terms;
}

function firstTokenBehind(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.start[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function declarationAt(
  text: string,
  declarations: readonly Declaration[],
  tokens: Tokens,
  { start, end }: Span,
  next: number,
): Declaration | undefined {
  const startOf = (d: Declaration): number => tokens.start[d.firstToken] ?? 0;
  const endOf = (d: Declaration): number => tokens.end[d.endToken - 1] ?? 0;
  const isOneLine = (from: number, to: number): boolean => !text.slice(from, to).includes('\n');
  let inside: Declaration | undefined;
  let before: Declaration | undefined;
  let behind: Declaration | undefined;
  for (const declaration of declarations) {
    if (startOf(declaration) < start && end <= endOf(declaration)) {
      if (inside === undefined || declaration.firstToken >= inside.firstToken) inside = declaration;
    } else if (endOf(declaration) <= start) {
      if (before === undefined || declaration.endToken >= before.endToken) before = declaration;
    } else if (declaration.firstToken === next) behind ??= declaration;
  }
  const previous = text.slice(tokens.start[next - 1] ?? 0, tokens.end[next - 1] ?? 0);
  const within = (d: Declaration | undefined): Declaration | undefined =>
    d !== undefined && (inside === undefined || d.firstToken > inside.firstToken) ? d : undefined;
  before = within(before);
  behind = within(behind);
  // Around a declaration in a structure; otherwise in the head of the declaration itself.
  if (behind !== undefined && isOneLine(end, startOf(behind))) return known(behind);
  if (before !== undefined && isOneLine(endOf(before), start)) return known(before);
  if (behind !== undefined) return known(behind);
  if (inside === undefined || !isHead(inside, next, previous)) return undefined;
  return known(inside);
}

/** Not in the body; right behind the brace that opens it counts as the head. */
const isHead = (declaration: Declaration, next: number, previous: string): boolean =>
  next <= declaration.headEnd || (declaration.isDefinition && next === declaration.headEnd + 1 && previous === '{');

const known = (declaration: Declaration): Declaration | undefined =>
  declaration.kind === 'other' ? undefined : declaration;
