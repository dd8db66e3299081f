// Whether and how the output is coloured: https://no-color.org, FORCE_COLOR, and a person at the other end.
import pc from 'picocolors';
import type { Severity } from '../core/project.js';
import type { Io } from './io.js';

export type Colours = ReturnType<typeof pc.createColors>;

export function coloursFor(io: Io, toFile: boolean): Colours {
  const { environment } = io;
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  const wanted = isSet('FORCE_COLOR') || (io.outputIsTerminal && environment['TERM'] !== 'dumb');
  return pc.createColors(wanted && !isSet('NO_COLOR') && !toFile);
}

export function paintSeverity(colours: Colours, severity: Severity, text: string): string {
  switch (severity) {
    case 'error':
      return colours.bold(colours.red(text));
    case 'warning':
      return colours.bold(colours.yellow(text));
    case 'info':
      return colours.bold(colours.blue(text));
    case 'hint':
      return colours.bold(colours.cyan(text));
  }
}
