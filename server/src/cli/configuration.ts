// Which gilscope.toml counts for a run, and what is wrong in the ones that were read.
import { resolve } from 'node:path';
import { type ConfigurationInput, type Configurations, createConfigurations } from '../host/configurations.js';
import { displayPath } from '../host/displayPath.js';
import { readSource } from '../host/readSource.js';
import { printable } from './formats/printable.js';
import { type Io, UsageError } from './io.js';
import { type Place, placeOf } from './place.js';

export interface ConfigurationOptions {
  readonly config?: string;
  readonly isolated?: boolean;
}

/** A problem of a gilscope.toml as the reader sees it. */
export interface LocatedProblem {
  readonly path: string;
  readonly place: Place;
  readonly rule: string | null;
  readonly message: string;
}

export function configurationsFor({ config, isolated }: ConfigurationOptions, cwd: string): Configurations {
  if (config === undefined) return createConfigurations(isolated === true ? { isolated } : {});
  if (isolated === true) throw new UsageError('--config and --isolated exclude each other');
  const input: ConfigurationInput = { only: resolve(cwd, config) };
  // Named by hand, so that it is not there is a mistake in the command and not in the project.
  const source = readSource(resolve(cwd, config), Number.POSITIVE_INFINITY);
  if (source.kind === 'skip') throw new UsageError(`${config}: ${source.skip.reason}`);
  return createConfigurations(input);
}

export function configurationProblems(configurations: Configurations, cwd: string): readonly LocatedProblem[] {
  return configurations.read().flatMap(({ file, lines, problems }) =>
    problems.map(({ span, message, rule }) => ({
      path: displayPath(file, file, cwd),
      place: placeOf(lines, span),
      rule: rule ?? null,
      message,
    })),
  );
}

export function reportConfigurationProblems(problems: readonly LocatedProblem[], io: Io): void {
  for (const { path, place, message, rule } of problems) {
    const label = rule === null ? 'warning' : `warning[${rule}]`;
    io.error(`${label}: ${printable(`${path}:${place.line}:${place.column}: ${message}`)}\n`);
  }
}
