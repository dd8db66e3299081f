// Words that run without the GIL: the names of calls in released places, and the macros and calls that begin and end
// these places. No other word is touched, so that an editor colours the rest as it always does.
import { type Span, shift } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import { Gil } from '../flow/lattice.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { type Mark, regionsOf } from './regions.js';

export interface ReleasedWord {
  readonly span: Span;
  readonly kind: 'function' | 'macro';
}

export function releasedWords(facts: FileFacts, catalog: Catalog, text: string): readonly ReleasedWord[] {
  const found = new Map<number, ReleasedWord>();
  for (const node of facts.own)
    for (const { span, kind } of wordsIn(facts.ofFunction(node), facts, catalog, text)) {
      const at = shift(span, node.base);
      if (!found.has(at.start)) found.set(at.start, { span: at, kind });
    }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

const known = new WeakMap<FunctionFacts, readonly ReleasedWord[]>();
const NONE: readonly ReleasedWord[] = [];

/** Relative to the function's item, whose text is a part of what its facts rest on. */
function wordsIn(fn: FunctionFacts, facts: FileFacts, catalog: Catalog, text: string): readonly ReleasedWord[] {
  let found = known.get(fn);
  if (found === undefined) {
    found = collect(fn, facts, catalog, text);
    known.set(fn, found);
  }
  return found;
}

function collect(fn: FunctionFacts, facts: FileFacts, catalog: Catalog, text: string): readonly ReleasedWord[] {
  const { flow, node } = fn;
  const words: ReleasedWord[] = [];
  for (const { instr, index } of flow.instrs) {
    if (instr.op !== 'call' || flow.before(index).set !== Gil.released) continue;
    const span = lastWord(text, node.base, instr.span);
    if (span === undefined) continue;
    const isOwnName = text.slice(node.base + span.start, node.base + span.end) === lastName(instr.callee ?? '');
    const isMacro = facts.calls.target(node, instr).kind === 'macro' || (instr.callee !== undefined && !isOwnName);
    words.push({ span, kind: isMacro && instr.member === undefined ? 'macro' : 'function' });
  }
  for (const { kind, begin, ends, pauses } of regionsOf(fn, facts)) {
    if (kind === 'taken') continue;
    for (const mark of [begin, ...ends, ...pauses]) {
      const span = stateWord(text, node.base, mark);
      if (span !== undefined)
        words.push({ span, kind: catalog.stateOp(mark.spelled) === undefined ? 'macro' : 'function' });
    }
  }
  return words.length === 0 ? NONE : words;
}

/** The last name of a called expression: `decode` in `codec->decode`. */
function lastWord(text: string, base: number, { start, end }: Span): Span | undefined {
  let from = end;
  while (from > start && /\w/.test(text[base + from - 1] ?? '')) from--;
  return from === end ? undefined : { start: from, end };
}

const lastName = (callee: string): string => /\w+$/.exec(callee)?.[0] ?? callee;

/** Undefined where a declaration or a brace is what changes the state, as a guard's is. */
function stateWord(text: string, base: number, { span, spelled }: Mark): Span | undefined {
  const isName = /^\w+$/.test(spelled) && text.slice(base + span.start, base + span.end) === spelled;
  return isName ? span : undefined;
}
