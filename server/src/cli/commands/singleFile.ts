// For the commands that ask about one file: a project with this file, and the rest of its project around it. Here an
// unreadable file is an error, since there is nothing else to go on with.
import { resolve } from 'node:path';
import type { Project } from '../../core/project.js';
import { readSource } from '../../host/readSource.js';
import {
  type ConfigurationOptions,
  configurationProblems,
  configurationsFor,
  reportConfigurationProblems,
} from '../configuration.js';
import { gather } from '../gather.js';
import { type Io, UsageError } from '../io.js';
import { projectOf } from '../openProject.js';
import type { Services } from '../services.js';

export interface SingleFileOptions extends ConfigurationOptions {
  readonly showMaybe?: boolean;
  readonly maxBytes: number;
  readonly project: boolean;
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
  const read = readSource(resolve(io.cwd, given), options.maxBytes);
  if (read.kind === 'skip') throw new UsageError(`${given}: ${read.skip.reason}`);
  const configurations = configurationsFor(options, io.cwd);
  const gathered = gather([given], io.cwd, options, configurations);
  const [source] = gathered.sources;
  const [skipped] = gathered.skipped;
  if (source === undefined) throw new UsageError(`${given}: ${skipped?.skip.reason ?? 'could not be read'}`);
  const { path } = source;
  const project = await projectOf(gathered, configurations, options.showMaybe === true, io, services);
  configurations.of(resolve(io.cwd, path));
  reportConfigurationProblems(configurationProblems(configurations, io.cwd), io);
  return { project, path };
}
