// The `#if` arms of a text that the configuration rules out. Functions, macros and includes in them do not exist.
// Easy to get wrong: an `#else` belongs to all the arms before it, so one of them that surely holds rules it out, and it
// surely holds only where all of them surely do not.
import { type Decide, readDirective, undecided } from './conditionals.js';
import type { Tokens } from './tokens.js';

export interface DeadArms {
  has(offset: number): boolean;
  readonly isEmpty: boolean;
}

const NONE: DeadArms = { has: () => false, isEmpty: true };

interface Chain {
  /** Where the dead arm that is open began. */
  deadSince: number | undefined;
  /** An arm before this one surely holds. */
  taken: boolean;
}

export function deadArms(text: string, tokens: Tokens, decide: Decide): DeadArms {
  // Without a configuration, which is the rule, the directives need not be read once more.
  if (decide === undecided) return NONE;
  const spans: { readonly start: number; readonly end: number }[] = [];
  const chains: Chain[] = [];
  for (const t of tokens.directives) {
    const start = tokens.start[t] ?? 0;
    const end = tokens.end[t] ?? start;
    const { name, rest } = readDirective(text.slice(start, end));
    const chain = chains.at(-1);
    const isArm = name === 'elif' || name === 'else';
    if ((isArm || name === 'endif') && chain?.deadSince !== undefined) {
      spans.push({ start: chain.deadSince, end: start });
      chain.deadSince = undefined;
    }
    if (name === 'if') {
      const holds = decide(rest);
      chains.push({ deadSince: holds === false ? end : undefined, taken: holds === true });
    } else if (isArm && chain !== undefined) {
      const holds = name === 'else' ? true : decide(rest);
      if (chain.taken || holds === false) chain.deadSince = end;
      chain.taken ||= holds === true;
    } else if (name === 'endif') chains.pop();
  }
  for (const { deadSince } of chains) if (deadSince !== undefined) spans.push({ start: deadSince, end: text.length });
  return spans.length === 0
    ? NONE
    : { has: (offset) => spans.some(({ start, end }) => start <= offset && offset < end), isEmpty: false };
}
