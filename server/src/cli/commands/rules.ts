// `gilscope rules`: every rule, one line each.
import { coloursFor, paintSeverity } from '../colours.js';
import { EXIT_CLEAN } from '../exitCodes.js';
import type { Io } from '../io.js';
import type { Services } from '../services.js';

export function listRules(options: { readonly format: 'text' | 'json' }, io: Io, { rules }: Services): number {
  if (options.format === 'json') {
    const rows = rules.map(({ id, severity, summary, offByDefault = false }) => ({
      ...{ id, severity, summary },
      ...(offByDefault && { offByDefault }),
    }));
    io.out(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT_CLEAN;
  }
  const colours = coloursFor(io, false);
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const { id, severity, summary, offByDefault } of rules) {
    const shown = paintSeverity(colours, severity, severity.padEnd('warning'.length));
    io.out(`${id.padEnd(width)}  ${shown}  ${summary}${offByDefault ? ' (off by default)' : ''}\n`);
  }
  return EXIT_CLEAN;
}
