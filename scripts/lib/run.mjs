// Runs another program with a time limit. Plain Node: used before anything is installed.
// Easy to get wrong: a program that is ended must take its children along, so each runs in a process group of its own,
// and Ctrl+C, which a group of its own does not get, is passed on. Ours ends when the other one has tidied up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './paths.mjs';

const MINUTE = 60_000;
/** What a program gets to tidy up between the friendly signal and the other one. */
const GRACE = 10_000;

/**
 * Resolves with the exit code (null where it was ended by the time limit or a signal) and, where `keep` is set, with
 * what it printed. Never rejects: a program that cannot be started has the code 127, like in a shell.
 * @param {string} command
 * @param {string[]} args
 * @param {{ keep?: boolean, quiet?: boolean, minutes?: number, env?: Record<string, string>, cwd?: string }} [options]
 *   keep: return the standard output; quiet: do not show it either
 */
export async function run(command, args, { keep = false, quiet = false, minutes = 10, env = {}, cwd = ROOT } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', keep || quiet ? 'pipe' : 'inherit', 'inherit'],
    detached: true,
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text;
    if (!quiet) process.stdout.write(text);
  });
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It is gone already.
    }
  };
  let interrupted = false;
  let limit = setTimeout(() => {
    console.error(`${command} ${args.join(' ')}: ended after ${minutes} minutes`);
    endSoon('SIGTERM');
  }, minutes * MINUTE);
  const endSoon = (signal) => {
    end(signal);
    clearTimeout(limit);
    limit = setTimeout(end, GRACE, 'SIGKILL');
  };
  const passOn = (signal) => {
    interrupted = true;
    endSoon(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
  try {
    const [code] = await once(child, 'close');
    return { code, output };
  } catch (error) {
    console.error(`${command}: ${error.message}`);
    return { code: 127, output };
  } finally {
    clearTimeout(limit);
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, passOn);
    if (interrupted) process.exit(130);
  }
}
