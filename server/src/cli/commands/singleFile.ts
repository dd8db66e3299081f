// For the commands that ask about one file: a project with this file alone. Here an unreadable file is an error,
// since there is nothing else to go on with.
import { resolve } from 'node:path';
import { languageOf, type Project } from '../../core/project.js';
import { displayPath } from '../../host/displayPath.js';
import { readSource } from '../../host/readSource.js';
import { isSourceName } from '../../host/sourceNames.js';
import {
  type ConfigurationOptions,
  configurationProblems,
  configurationsFor,
  reportConfigurationProblems,
} from '../configuration.js';
import { type Io, UsageError } from '../io.js';
import type { Services } from '../services.js';

export interface SingleFileOptions extends ConfigurationOptions {
  readonly showMaybe?: boolean;
  readonly maxBytes: number;
}

export interface SingleFile {
  readonly project: Project;
  readonly path: string;
}

export async function openSingleFile(
  given: string,
  options: SingleFileOptions,
  io: Io,
  services: Services,
): Promise<SingleFile> {
  const absolute = resolve(io.cwd, given);
  const source = readSource(absolute, options.maxBytes);
  if (source.kind === 'skip') throw new UsageError(`${given}: ${source.skip.reason}`);
  if (!isSourceName(absolute)) throw new UsageError(`${given}: is not a C or C++ file, to judge by its name`);
  const path = displayPath(absolute, given, io.cwd);
  const parsers = await services.loadParsers(languageOf(path, source.text) === 'cpp');
  const configurations = configurationsFor(options, io.cwd);
  const project = services.createProject({
    parsers,
    options: { showMaybe: options.showMaybe === true },
    configFor: () => configurations.of(absolute),
  });
  configurations.of(absolute);
  reportConfigurationProblems(configurationProblems(configurations, io.cwd), io);
  project.setFile(path, source.text);
  return { project, path };
}
