// From the paths on the command line to a project that holds them, for the commands that say something about each file.
import { resolve } from 'node:path';
import type { Project } from '../core/project.js';
import type { Configurations } from '../host/configurations.js';
import {
  type ConfigurationOptions,
  configurationProblems,
  configurationsFor,
  reportConfigurationProblems,
} from './configuration.js';
import { printable } from './formats/printable.js';
import { type Gathered, type GatherOptions, gather, needsCppParser } from './gather.js';
import { type Io, UsageError } from './io.js';
import type { Services } from './services.js';

export interface OpenProject {
  readonly project: Project;
  readonly gathered: Gathered;
}

/** What is left out and what is wrong with a configuration has been said; that there is a file to look at is certain. */
export async function openProject(
  paths: readonly string[],
  options: ConfigurationOptions & GatherOptions & { readonly showMaybe?: boolean },
  io: Io,
  services: Services,
): Promise<OpenProject> {
  const configurations = configurationsFor(options, io.cwd);
  const gathered = gather(paths, io.cwd, options, configurations);
  for (const { path, skip } of gathered.skipped) io.error(`warning: ${printable(`${path}: ${skip.reason}`)}\n`);
  if (gathered.sources.length === 0) throw new UsageError('no C or C++ files found');
  const project = await projectOf(gathered, configurations, options.showMaybe === true, io, services);
  reportConfigurationProblems(configurationProblems(configurations, io.cwd), io);
  return { project, gathered };
}

export async function projectOf(
  gathered: Gathered,
  configurations: Configurations,
  showMaybe: boolean,
  io: Io,
  services: Services,
): Promise<Project> {
  const project = services.createProject({
    parsers: await services.loadParsers(needsCppParser(gathered)),
    options: { showMaybe },
    configFor: (path) => configurations.of(resolve(io.cwd, path)),
  });
  for (const { path, text } of [...gathered.context, ...gathered.sources]) project.setFile(path, text);
  return project;
}
