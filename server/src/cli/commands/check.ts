// `gilscope check`: look at files, print what was found, and say so with the exit code.
import { resolve } from 'node:path';
import type { Parsers } from '../../core/project.js';
import type { Configurations } from '../../host/configurations.js';
import { coloursFor } from '../colours.js';
import { configurationProblems, configurationsFor, reportConfigurationProblems } from '../configuration.js';
import { EXIT_CLEAN, EXIT_FINDINGS, EXIT_TROUBLE, fails } from '../exitCodes.js';
import { formats } from '../formats/index.js';
import { printable } from '../formats/printable.js';
import { type Gathered, gather, needsCppParser } from '../gather.js';
import { type Io, messageOf, UsageError } from '../io.js';
import type { CheckOptions } from '../options.js';
import { progressLine } from '../progress.js';
import { NO_COVERAGE, type ScanResult, scan } from '../scan.js';
import type { Services } from '../services.js';
import { printConfig } from './printConfig.js';

export async function check(
  paths: readonly string[],
  options: CheckOptions,
  io: Io,
  services: Services,
): Promise<number> {
  if (options.printConfig !== undefined) return printConfig(options.printConfig, options, io, services);
  const started = io.now();
  const input = options.stdinFilename;
  const quiet = options.quiet === true;
  if (paths.length === 0 && input === undefined) throw new UsageError('no path given; try `gilscope check .`');
  const inputFile = input === undefined ? undefined : { name: input, bytes: await io.readInput() };
  const configurations = configurationsFor(options, io.cwd);
  const gathered = gather(paths, io.cwd, options, configurations, inputFile);
  reportSkipped(gathered, io, quiet);

  // Without a file to look at there is no need to wait for the grammars.
  const needsCpp = needsCppParser(gathered);
  const parsers = gathered.sources.length === 0 ? undefined : await services.loadParsers(needsCpp);
  const result = analyse(gathered, parsers, options, configurations, io, services);
  const configProblems = configurationProblems(configurations, io.cwd);
  reportConfigurationProblems(configProblems, io);
  const output = formats[options.format](result, {
    colours: coloursFor(io, options.outputFile !== undefined),
    toolVersion: services.version,
    elapsedMs: io.now() - started,
    quiet,
    verbose: options.verbose === true,
    configProblems,
  });
  for (const { path, message } of result.crashed)
    io.error(`error: ${printable(`${path}: internal error: ${message}`)}\n`);
  deliver(output, options.outputFile, io);
  return exitCode(result, paths, options, io);
}

function analyse(
  gathered: Gathered,
  parsers: Parsers | undefined,
  options: CheckOptions,
  configurations: Configurations,
  io: Io,
  services: Services,
): ScanResult {
  const progress = progressLine(io, options.quiet !== true);
  try {
    if (parsers === undefined) return nothing(gathered);
    const project = services.createProject({
      parsers,
      options: { showMaybe: options.showMaybe === true },
      configFor: (path) => configurations.of(resolve(io.cwd, path)),
    });
    return scan(project, gathered, progress.step);
  } finally {
    progress.done();
  }
}

const nothing = (gathered: Gathered): ScanResult => ({
  files: 0,
  bytes: 0,
  functions: 0,
  incomplete: [],
  calls: NO_COVERAGE,
  unknownMacros: [],
  findings: [],
  counts: { error: 0, warning: 0, info: 0, hint: 0 },
  skipped: gathered.skipped,
  crashed: [],
  isFixable: () => false,
});

function reportSkipped(gathered: Gathered, io: Io, quiet: boolean): void {
  for (const { path, skip } of gathered.skipped) io.error(`warning: ${printable(`${path}: ${skip.reason}`)}\n`);
  if (quiet) return;
  for (const { path, note } of gathered.notes) io.error(`note: ${printable(`${path}: ${note}`)}\n`);
}

function deliver(output: string, file: string | undefined, io: Io): void {
  if (file === undefined) {
    io.out(output);
    return;
  }
  try {
    io.writeFile(file, output);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${messageOf(error)}`);
  }
}

function exitCode(result: ScanResult, paths: readonly string[], options: CheckOptions, io: Io): number {
  if (result.files === 0) {
    const where = paths.length === 0 ? '' : ` under ${paths.join(', ')}`;
    if (result.skipped.length === 0) io.error(`error: ${printable(`no C or C++ files found${where}`)}\n`);
    else io.error('error: none of the files could be analysed\n');
    return EXIT_TROUBLE;
  }
  // A path that does not exist is a mistake in the command, most likely one that leaves code unchecked for years.
  if (result.crashed.length > 0 || result.skipped.some(({ skip }) => skip.kind === 'missing')) return EXIT_TROUBLE;
  if (options.exitZero === true) return EXIT_CLEAN;
  const failing = result.findings.some(({ finding }) => fails(finding.severity, options.failOn));
  return failing ? EXIT_FINDINGS : EXIT_CLEAN;
}
