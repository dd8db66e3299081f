// The contracts of a file: the comments that the syntax found, with the catalog's meaning of their words.
import type { Span } from './base/span.js';
import { type ContractTerm, contractTerm, spelledTerm } from './catalog/contractWords.js';
import type { ContractComment } from './interproc/contracts.js';
import { readContracts, type WrittenContract } from './syntax/contracts.js';
import type { Item } from './syntax/cut.js';
import type { DeadArms } from './syntax/deadArms.js';
import type { Tokens } from './syntax/tokens.js';

/** What is wrong with a comment itself. */
export interface ContractProblem {
  readonly kind: 'unknown-term' | 'no-terms' | 'no-declaration' | 'not-for-data' | 'two-states';
  readonly span: Span;
  readonly text: string;
}

export interface FileContracts {
  readonly comments: readonly ContractComment[];
  readonly problems: readonly ContractProblem[];
  readonly written: readonly WrittenContract[];
}

/** @param items all of them: what stands in an `#if` arm that is ruled out is left out here, with its comments */
export function contractsOfFile(
  path: string,
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  dead: DeadArms,
): FileContracts {
  const written = readContracts(text, items, tokens).contracts.filter(({ span }) => !dead.has(span.start));
  const comments: ContractComment[] = [];
  const problems: ContractProblem[] = [];
  for (const { span, terms, about, parameter } of written) {
    if (terms.length === 0) problems.push({ kind: 'no-terms', span, text: '' });
    const understood: ContractTerm[] = [];
    for (const term of terms) {
      const meaning = contractTerm(term.text);
      if (meaning === undefined) problems.push({ kind: 'unknown-term', span: term.span, text: term.text });
      else if (about?.kind === 'slot' && meaning.kind !== 'callback')
        problems.push({ kind: 'not-for-data', span: term.span, text: term.text });
      else understood.push(meaning);
    }
    const states = new Set(understood.filter(({ kind }) => kind === 'state').map(spelledTerm));
    if (states.size > 1)
      problems.push({ kind: 'two-states', span, text: [...states].map((state) => `\`${state}\``).join(' and ') });
    if (about === undefined) {
      if (understood.length > 0) problems.push({ kind: 'no-declaration', span, text: '' });
      continue;
    }
    if (about.kind === 'other' || understood.length === 0) continue;
    const { name, kind, isStatic, isDefinition } = about;
    const of = (parameterOf: number | undefined, some: readonly ContractTerm[]): void => {
      if (some.length === 0) return;
      comments.push({ name, kind, isStatic, isDefinition, parameter: parameterOf, terms: some, path, at: span });
    };
    // Only a callback can be a parameter's; the rest is said of the function wherever it stands.
    of(
      undefined,
      understood.filter((term) => parameter === undefined || term.kind !== 'callback'),
    );
    of(
      parameter,
      understood.filter((term) => parameter !== undefined && term.kind === 'callback'),
    );
  }
  return { comments, problems, written };
}
