// The places of a file where a running program can be asked for the GIL, with what the analysis says there: the starts of
// its statements.
// Easy to get wrong: two readings of one function say what holds in two sets of builds; a probe stands for both. And an
// arm of an `#if` may begin with `else`, so that its first statement belongs to an `if` in front of the arm.
import type { FileModel } from './fileModel.js';
import { Gil, type GilSet, join } from './flow/lattice.js';
import { FROM_ENTRY } from './flow/state.js';
import type { FileFacts } from './interproc/fileFacts.js';
import { fileTokens } from './syntax/fileTokens.js';
import { Tok } from './syntax/tokens.js';
import { nameOf, type StateName } from './views/words.js';

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
  const { elses, behind } = elsesIn(text);
  return [...found.values()]
    .filter(({ offset }) => !elses.has(offset))
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, functionName, set, isInBlock }) => ({
      offset,
      functionName,
      predicted: nameOf(set),
      isInBlock: isInBlock && !behind.has(offset),
    }));
}

/** Where `else` stands, and what follows it. The tree may take the one whose `if` stands in an arm for a statement. */
function elsesIn(text: string): { readonly elses: ReadonlySet<number>; readonly behind: ReadonlySet<number> } {
  const { count, kind, start, end } = fileTokens(text);
  const elses = new Set<number>();
  const behind = new Set<number>();
  let isBehind = false;
  for (let t = 0; t < count; t++) {
    if (kind[t] === Tok.directive) continue;
    const at = start[t] ?? 0;
    if (isBehind) behind.add(at);
    isBehind = kind[t] === Tok.word && text.slice(at, end[t]) === 'else';
    if (isBehind) elses.add(at);
  }
  return { elses, behind };
}
