// The real outside world: this process.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaceSource } from '../host/replaceSource.js';
import type { Io } from './io.js';

export function nodeIo(): Io {
  // `gilscope check . | head` closes the pipe early. That is not our failure, and there is nobody left to tell.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  return {
    cwd: process.cwd(),
    environment: process.env,
    outputIsTerminal: process.stdout.isTTY === true,
    errorIsTerminal: process.stderr.isTTY === true,
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    readInput,
    writeFile: (path, text) => writeFileSync(resolve(process.cwd(), path), text),
    makeFolder: (path) => void mkdirSync(resolve(process.cwd(), path), { recursive: true }),
    replaceFile: replaceSource,
    now: () => performance.now(),
  };
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function ignoreClosedPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}
