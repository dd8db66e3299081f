// Runs one command line from arguments to exit code. Nothing thrown by a command gets past this function.
import { CommanderError } from 'commander';
import { EXIT_CLEAN, EXIT_TROUBLE } from './exitCodes.js';
import { type Io, messageOf, UsageError } from './io.js';
import { createProgram } from './program.js';
import type { Services } from './services.js';

export async function run(parameters: readonly string[], io: Io, services: Services): Promise<number> {
  let code = EXIT_CLEAN;
  try {
    await createProgram(io, services, (result) => {
      code = result;
    }).parseAsync(parameters, { from: 'user' });
    return code;
  } catch (error) {
    // The parser of the command line has printed its message itself; its code is 0 for --help and --version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CLEAN : EXIT_TROUBLE;
    if (error instanceof UsageError) io.error(`error: ${error.message}\n`);
    else
      io.error(
        `error: internal error: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\n`,
      );
    return EXIT_TROUBLE;
  }
}
