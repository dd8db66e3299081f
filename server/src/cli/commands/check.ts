// `gilscope check`: look at files, print what was found, and say so with the exit code.
import { resolve } from 'node:path';
import type { Parsers, Project } from '../../core/project.js';
import type { Configurations } from '../../host/configurations.js';
import { coloursFor } from '../colours.js';
import { configurationProblems, configurationsFor, reportConfigurationProblems } from '../configuration.js';
import { EXIT_CLEAN, EXIT_FINDINGS, EXIT_TROUBLE, fails } from '../exitCodes.js';
import {
  type FixMode,
  fixMode,
  moreWithUnsafe,
  type Patched,
  patchFixes,
  type Written,
  writeFixes,
} from '../fixing.js';
import { addressesFrom } from '../formats/addresses.js';
import { formats } from '../formats/index.js';
import { plural } from '../formats/plural.js';
import { printable } from '../formats/printable.js';
import { type Gathered, gather, needsCppParser } from '../gather.js';
import { type Io, messageOf, UsageError } from '../io.js';
import type { CheckOptions } from '../options.js';
import { progressLine } from '../progress.js';
import { NO_COVERAGE, NO_REPAIR, type ScanResult, scan } from '../scan.js';
import type { Services } from '../services.js';
import { printConfig } from './printConfig.js';

export async function check(
  paths: readonly string[],
  options: CheckOptions,
  io: Io,
  services: Services,
): Promise<number> {
  if (options.printConfig !== undefined) return printConfig(options.printConfig, options, io, services);
  const mode = fixMode(options);
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
  const project = parsers && newProject(parsers, options, configurations, io, services);
  if (mode === 'diff') return printPatch(project, gathered, paths, configurations, options, io);
  const { result, written } = analyse(gathered, project, mode, options, io);
  const configProblems = configurationProblems(configurations, io.cwd);
  reportConfigurationProblems(configProblems, io);
  // The fixed text has standard output for itself.
  const toError = written?.output !== undefined && options.outputFile === undefined;
  const output = formats[options.format](result, {
    colours: coloursFor(io, options.outputFile !== undefined || toError),
    toolVersion: services.version,
    elapsedMs: io.now() - started,
    quiet,
    verbose: options.verbose === true,
    fixing: written === undefined ? null : { fixed: written.fixed, moreWithUnsafe: moreWithUnsafe(result, options) },
    configProblems,
    given: input === undefined ? paths : [...paths, input],
    cwd: io.cwd,
    addressOf: addressesFrom(options.outputFile, io.cwd),
    reportAssets: services.reportAssets,
  });
  reportCrashes(result, io);
  if (toError) io.error(output);
  else deliver(output, options.outputFile, io);
  if (written?.output !== undefined) io.out(written.output);
  const code = exitCode(result, paths, options, io);
  return written?.failed === true ? EXIT_TROUBLE : code;
}

function newProject(
  parsers: Parsers,
  options: CheckOptions,
  configurations: Configurations,
  io: Io,
  services: Services,
): Project {
  return services.createProject({
    parsers,
    options: { showMaybe: options.showMaybe === true },
    configFor: (path) => configurations.of(resolve(io.cwd, path)),
  });
}

function analyse(
  gathered: Gathered,
  project: Project | undefined,
  mode: FixMode,
  options: CheckOptions,
  io: Io,
): { readonly result: ScanResult; readonly written: Written | undefined } {
  const progress = progressLine(io, options.quiet !== true);
  try {
    if (project === undefined) return { result: nothing(gathered), written: undefined };
    const written = mode === 'write' ? writeFixes(project, gathered, options, progress.step, io) : undefined;
    return { result: scan(project, written?.gathered ?? gathered, progress.step), written };
  } finally {
    progress.done();
  }
}

/** Findings are not printed, so that standard output is the patch and nothing else. */
function printPatch(
  project: Project | undefined,
  gathered: Gathered,
  paths: readonly string[],
  configurations: Configurations,
  options: CheckOptions,
  io: Io,
): number {
  const progress = progressLine(io, options.quiet !== true);
  const { patch, fixed } = project === undefined ? NO_PATCH : patchFixes(project, gathered, options, progress.step, io);
  const result = project === undefined ? nothing(gathered) : scan(project, gathered, progress.step);
  progress.done();
  reportConfigurationProblems(configurationProblems(configurations, io.cwd), io);
  reportCrashes(result, io);
  deliver(patch, options.outputFile, io);
  const code = exitCode({ ...result, findings: [] }, paths, options, io);
  if (code !== EXIT_CLEAN) return code;
  if (options.quiet !== true) io.error(`${plural(fixed, 'problem')} would be fixed\n`);
  return patch === '' || options.exitZero === true ? EXIT_CLEAN : EXIT_FINDINGS;
}

const NO_PATCH: Patched = { patch: '', fixed: 0 };

function reportCrashes({ crashed }: ScanResult, io: Io): void {
  for (const { path, message } of crashed) io.error(`error: ${printable(`${path}: internal error: ${message}`)}\n`);
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
  gilReports: () => [],
  repairOf: () => NO_REPAIR,
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
