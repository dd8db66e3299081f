// `gilscope explain RULE`: the documentation of one rule, in the terminal.
import { coloursFor, paintSeverity } from '../colours.js';
import { EXIT_CLEAN } from '../exitCodes.js';
import { type Io, UsageError } from '../io.js';
import type { Services } from '../services.js';

export function explain(id: string, io: Io, { rules }: Services): number {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    throw new UsageError(`there is no rule \`${id}\`; the rules are ${rules.map((known) => known.id).join(', ')}`);
  }
  const colours = coloursFor(io, false);
  io.out(`${colours.bold(rule.id)} (${paintSeverity(colours, rule.severity, rule.severity)})\n`);
  io.out(`\n${rule.summary.trim()}\n\n${rule.explain.trim()}\n`);
  return EXIT_CLEAN;
}
