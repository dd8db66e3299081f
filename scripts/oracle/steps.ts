// The long steps of an oracle: programs that are run with their output in a log, and a line for each step.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Steps {
  /** Returns whether the program ended well. */
  run(command: string, args: readonly string[], cwd: string, log: string, environment?: NodeJS.ProcessEnv): boolean;
  /** Says what is done and how long it took. Throws where it fails: what follows would rest on it. */
  step(name: string, work: () => boolean): void;
}

/** @param folder where the logs go */
export const stepsIn = (folder: string): Steps => ({
  run(command, args, cwd, log, environment = {}) {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, ...environment },
    });
    writeFileSync(join(folder, log), `${stdout}${stderr}`);
    return status === 0;
  },
  step(name, work) {
    const started = performance.now();
    process.stdout.write(`${name} … `);
    const done = work();
    console.log(`${done ? 'done' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
    if (!done) throw new Error(`${name} failed: the logs are in ${folder}`);
  },
});
