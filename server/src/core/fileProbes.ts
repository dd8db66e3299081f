// The places of a file where a running program can be asked for the GIL, with what the analysis says there: the starts of
// its statements.
// Easy to get wrong: two readings of one function say what holds in two sets of builds; a probe stands for both. And an
// arm of an `#if` may begin with `else`, so that its first statement belongs to an `if` in front of the arm. And where a
// macro stands for an attribute, as in `_cleanup_ char *s = NULL;`, the tree sees statements begin within a declaration.
import type { FileModel } from './fileModel.js';
import { Gil, type GilSet, join } from './flow/lattice.js';
import { FROM_ENTRY } from './flow/state.js';
import type { FileFacts } from './interproc/fileFacts.js';
import { fileTokens } from './syntax/fileTokens.js';
import { Tok } from './syntax/tokens.js';
import { nameOf, type StateName } from './views/words.js';

const CLOSING = 41;

export interface Probe {
  /** In the text of the file. */
  readonly offset: number;
  readonly functionName: string;
  readonly predicted: StateName;
  /** The statement stands in braces or behind `case`, where another one can go in front of it. */
  readonly isInBlock: boolean;
}

/** In the order of the text. */
export function probesOf({ text }: FileModel, facts: FileFacts): readonly Probe[] {
  const found = new Map<number, Omit<Probe, 'predicted'> & { readonly set: GilSet }>();
  for (const node of facts.own) {
    const flow = facts.entries.facts(node);
    for (const { instr, index } of flow.instrs) {
      if (instr.op !== 'point' || instr.place === 'head') continue;
      const offset = node.base + instr.span.start;
      const gil = flow.before(index);
      const asEntered = gil.heldBy === FROM_ENTRY || gil.releasedBy === FROM_ENTRY;
      const set = flow.settled && !(asEntered && facts.isOpen(node)) ? gil.set : Gil.either;
      const known = found.get(offset);
      found.set(offset, {
        offset,
        functionName: node.unit.ir.name,
        set: known === undefined ? set : join(known.set, set),
        isInBlock: instr.place === 'block',
      });
    }
  }
  const { elses, behind, within } = placesIn(text);
  return [...found.values()]
    .filter(({ offset, isInBlock }) => !elses.has(offset) && !(isInBlock && within.has(offset)))
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, functionName, set, isInBlock }) => ({
      offset,
      functionName,
      predicted: nameOf(set),
      isInBlock: isInBlock && !behind.has(offset),
    }));
}

interface Places {
  /** Where `else` stands. The tree may take the one whose `if` stands in an arm for a statement. */
  readonly elses: ReadonlySet<number>;
  /** What follows it. */
  readonly behind: ReadonlySet<number>;
  /** What follows a word or a parenthesis on its line, or two words on theirs. No statement of a block begins there. */
  readonly within: ReadonlySet<number>;
}

function placesIn(text: string): Places {
  const { count, kind, start, end, first } = fileTokens(text);
  const elses = new Set<number>();
  const behind = new Set<number>();
  const within = new Set<number>();
  let before = -1;
  let isBehind = false;
  for (let t = 0; t < count; t++) {
    if (kind[t] === Tok.directive) continue;
    const at = start[t] ?? 0;
    if (isBehind) behind.add(at);
    else if (before >= 0 && (kind[before] === Tok.word || first[before] === CLOSING)) {
      const isOnLine = !text.slice(end[before], at).includes('\n');
      if (isOnLine || (kind[before] === Tok.word && within.has(start[before] ?? 0))) within.add(at);
    }
    isBehind = kind[t] === Tok.word && text.slice(at, end[t]) === 'else';
    if (isBehind) elses.add(at);
    before = t;
  }
  return { elses, behind, within };
}
