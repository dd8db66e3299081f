// What can be folded in a file: regions, and all that an editor folds by itself as long as nobody offers folds, which is
// blocks, comments and `#if` arms. An editor that is given the regions alone may fold nothing else any more.
// Easy to get wrong: a fold ends in the line before the word that ends it, so that this word stays in sight.
import type { LineIndex } from './base/lineIndex.js';
import type { FileModel } from './fileModel.js';
import type { FileFacts } from './interproc/fileFacts.js';
import { fileTokens } from './syntax/fileTokens.js';
import { Tok } from './syntax/tokens.js';
import { regionSpans } from './views/regionPlaces.js';

/** Lines, counted from 0; both stay in sight or go together. */
export interface Fold {
  readonly kind: 'region' | 'comment' | 'block';
  readonly startLine: number;
  readonly endLine: number;
}

const folds = new WeakMap<LineIndex, readonly Fold[]>();

/** In the order of the text; at most one begins in a line. */
export function foldsOf({ text, lines }: FileModel, facts: FileFacts): readonly Fold[] {
  const found = new Map<number, Fold>();
  const add = (fold: Fold): void => {
    if (fold.endLine > fold.startLine && !found.has(fold.startLine)) found.set(fold.startLine, fold);
  };
  for (const { start, end } of regionSpans(facts)) {
    const last = lines.position(end).line - 1;
    add({ kind: 'region', startLine: lines.position(start).line, endLine: last });
  }
  let others = folds.get(lines);
  if (others === undefined) {
    others = [...foldsOfText(text, lines)];
    folds.set(lines, others);
  }
  for (const fold of others) add(fold);
  return [...found.values()].sort((a, b) => a.startLine - b.startLine);
}

function* foldsOfText(text: string, lines: LineIndex): Iterable<Fold> {
  const tokens = fileTokens(text);
  const lineOf = (offset: number): number => lines.position(offset).line;
  for (const { start, end } of tokens.comments)
    yield { kind: 'comment', startLine: lineOf(start), endLine: lineOf(Math.max(start, end - 1)) };
  const braces: number[] = [];
  const arms: number[] = [];
  for (let t = 0; t < tokens.count; t++) {
    const start = tokens.start[t] ?? 0;
    if (tokens.kind[t] === Tok.directive) {
      const word = /^#\s*(\w+)/.exec(text.slice(start, start + LONGEST_DIRECTIVE))?.[1] ?? '';
      if (ENDS_ARM.test(word)) {
        const opened = arms.pop();
        if (opened !== undefined) yield { kind: 'block', startLine: opened, endLine: lineOf(start) - 1 };
      }
      if (BEGINS_ARM.test(word)) arms.push(lineOf(start));
    } else if (tokens.kind[t] === Tok.punct && tokens.first[t] === OPEN) braces.push(lineOf(start));
    else if (tokens.kind[t] === Tok.punct && tokens.first[t] === CLOSE) {
      const opened = braces.pop();
      if (opened !== undefined) yield { kind: 'block', startLine: opened, endLine: lineOf(start) - 1 };
    }
  }
}

const OPEN = 123;
const CLOSE = 125;
const LONGEST_DIRECTIVE = 40;
const ENDS_ARM = /^(?:elif|elifdef|elifndef|else|endif)$/;
const BEGINS_ARM = /^(?:if|ifdef|ifndef|elif|elifdef|elifndef|else)$/;
