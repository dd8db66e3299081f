// `gilscope check --print-config FILE`: the configuration in force for a file, for people who wonder why.
import { resolve } from 'node:path';
import { displayPath } from '../../host/displayPath.js';
import {
  type ConfigurationOptions,
  configurationProblems,
  configurationsFor,
  reportConfigurationProblems,
} from '../configuration.js';
import { EXIT_CLEAN } from '../exitCodes.js';
import type { Io } from '../io.js';
import type { Services } from '../services.js';

export function printConfig(file: string, options: ConfigurationOptions, io: Io, { rules }: Services): number {
  const configurations = configurationsFor(options, io.cwd);
  const absolute = resolve(io.cwd, file);
  const configuration = configurations.of(absolute);
  const source = configurations.source(absolute);
  const { platforms = [], blocking, api, regionMacros, callbacks, scopeGuards } = configuration.rows;
  const { python } = configuration;
  reportConfigurationProblems(configurationProblems(configurations, io.cwd), io);
  const shown = {
    path: displayPath(absolute, file, io.cwd),
    configuration: source === undefined ? null : displayPath(source, source, io.cwd),
    python: python === undefined ? null : `${python.major}.${python.minor}`,
    platforms,
    defines: Object.fromEntries(configuration.defines),
    excluded: configurations.excludes(absolute, false) || configurations.includes(absolute) === false,
    rules: Object.fromEntries(rules.map(({ id, severity }) => [id, configuration.rules.get(id) ?? severity])),
    blocking: blocking ?? [],
    api: api ?? [],
    region: regionMacros ?? [],
    callback: callbacks ?? [],
    guard: scopeGuards ?? [],
  };
  io.out(`${JSON.stringify(shown, null, 2)}\n`);
  return EXIT_CLEAN;
}
