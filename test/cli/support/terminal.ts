// Runs a command line in this process, with the outside world replaced.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Io } from '../../../server/src/cli/io.js';
import { run } from '../../../server/src/cli/run.js';
import type { Services } from '../../../server/src/cli/services.js';
import { replaceSource } from '../../../server/src/host/replaceSource.js';
import { createFakeProject, fakeParsers, fakeRules } from './fakeCore.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface World {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether somebody looks at the output and at the progress line. */
  readonly terminal?: boolean;
  readonly services?: Services;
  readonly replaceFile?: Io['replaceFile'];
}

export const fakeServices: Services = {
  version: '1.2.3',
  rules: fakeRules,
  createProject: createFakeProject,
  loadParsers: async () => fakeParsers,
  probeRuntime: () => '',
  reportAssets: () => ({ script: '', style: '' }),
  serveLanguage: async () => undefined,
};

export async function gilscope(parameters: readonly string[], world: World = {}): Promise<Outcome> {
  let out = '';
  let error = '';
  let clock = 0;
  const cwd = world.cwd ?? process.cwd();
  const io: Io = {
    cwd,
    environment: world.environment ?? {},
    outputIsTerminal: world.terminal === true,
    errorIsTerminal: world.terminal === true,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    readInput: async () => Buffer.from(world.input ?? ''),
    writeFile: (file, text) => writeFileSync(path.resolve(cwd, file), text),
    makeFolder: (folder) => void mkdirSync(path.resolve(cwd, folder), { recursive: true }),
    replaceFile: world.replaceFile ?? replaceSource,
    now: () => (clock += 1000),
  };
  const code = await run(parameters, io, world.services ?? fakeServices);
  return { code, out, error };
}
