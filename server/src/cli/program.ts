// The command line as a whole: every command with its options and its help, in one place.
import { Command, Option } from 'commander';
import { SKIPPED_FOLDERS } from '../host/discover.js';
import { DISCOVERED_ENDINGS } from '../host/sourceNames.js';
import { type AnnotateOptions, annotate } from './commands/annotate.js';
import { check } from './commands/check.js';
import { type DumpOptions, dump } from './commands/dump.js';
import { explain } from './commands/explain.js';
import { type InstrumentOptions, instrument } from './commands/instrument.js';
import { listRules } from './commands/rules.js';
import type { SingleFileOptions } from './commands/singleFile.js';
import { tellState } from './commands/state.js';
import type { Io } from './io.js';
import {
  addCheckOptions,
  addConfigurationOptions,
  type CheckOptions,
  maxBytesOption,
  noProjectOption,
  showMaybeOption,
} from './options.js';
import type { Services } from './services.js';

const CHECK_HELP = `
Folders are searched for files that end in ${DISCOVERED_ENDINGS.join(' ')}.
Left out are what .gitignore names, hidden folders, and folders called ${SKIPPED_FOLDERS.join(', ')}.
A C or C++ file that is named on the command line is always checked.
The nearest gilscope.toml up the tree from a file may say more: docs/configuration.md.

Where a gilscope.toml lies above a path, the C and C++ files under its folder are read too, because
calls lead to them; only what is given is reported. --no-project leaves them out.

Exit code: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, a path that does not exist,
nothing that could be checked, or an internal error.

Environment: NO_COLOR turns colours off, FORCE_COLOR on.`;

/** `finish` receives the exit code of the command that was run. */
export function createProgram(io: Io, services: Services, finish: (code: number) => void): Command {
  const program = new Command('gilscope')
    .description('Shows where a Python extension in C or C++ holds the GIL, and where that is wrong or slow.')
    .version(`gilscope ${services.version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.error(text) })
    .exitOverride()
    .showSuggestionAfterError();

  addCheckOptions(program.command('check'))
    .description('report problems in files and folders')
    .argument('[paths...]', 'C or C++ files, or folders to search')
    .addHelpText('after', CHECK_HELP)
    .action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, io, services)));

  addConfigurationOptions(program.command('annotate'))
    .description('print or write the contracts that functions keep, as comments that carry them to other files')
    .argument('[paths...]', 'C or C++ files, or folders to search')
    .option('--write', 'write them into the files; contracts that the bodies contradict are replaced')
    .option('--all', 'at static functions as well')
    .addOption(maxBytesOption())
    .action(async (paths: string[], options: AnnotateOptions) => finish(await annotate(paths, options, io, services)));

  addConfigurationOptions(program.command('instrument'))
    .description('write sources with a probe before every statement, and what is predicted there')
    .argument('[paths...]', 'C or C++ files under the current folder, or folders to search')
    .requiredOption('--out <folder>', 'where they are written, with the C source that counts')
    .addOption(maxBytesOption())
    .addOption(noProjectOption())
    .action(async (paths: string[], options: InstrumentOptions) =>
      finish(await instrument(paths, options, io, services)),
    );

  addConfigurationOptions(program.command('state'))
    .description('tell the state of the GIL at a place, and why it is so')
    .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN, counted from 1')
    .addOption(showMaybeOption())
    .addOption(maxBytesOption())
    .addOption(noProjectOption())
    .action(async (place: string, options: SingleFileOptions) => finish(await tellState(place, options, io, services)));

  program
    .command('explain')
    .description('explain a rule')
    .argument('<rule>', 'its name, such as blocking-with-gil')
    .action((rule: string) => finish(explain(rule, io, services)));

  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <name>', 'how they are printed').choices(['text', 'json']).default('text'))
    .action((options: { format: 'text' | 'json' }) => finish(listRules(options, io, services)));

  addConfigurationOptions(program.command('dump'))
    .description('print what the analysis made of a file, for bug reports')
    .argument('<file>', 'a C or C++ file')
    .option('--ir', 'the control-flow graphs')
    .option('--facts', 'the state of the GIL at every instruction')
    .option('--summaries', 'what each function does to its caller')
    .addOption(showMaybeOption())
    .addOption(maxBytesOption())
    .addOption(noProjectOption())
    .action(async (file: string, options: DumpOptions) => finish(await dump(file, options, io, services)));

  program
    .command('lsp')
    .description('serve an editor with the Language Server Protocol')
    .option('--stdio', 'speak through standard input and output; the only way there is, and the default')
    .addOption(new Option('--clientProcessId <id>', 'exit when this process is gone').hideHelp())
    .action(() => services.serveLanguage());

  return program;
}
