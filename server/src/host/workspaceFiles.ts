// The files of a folder of the workspace, for the language server: found and read as the command line does it.
// A file may be gone, or be another one, by the time it is read; that is no error, it is only not there.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConfigurations } from './configurations.js';
import { discoverInSteps } from './discover.js';
import { DEFAULT_MAX_BYTES, readSource } from './readSource.js';

/** Addresses of all C and C++ files under a folder. Comes with empty lists while it is looking. */
async function* list(folder: string): AsyncGenerator<readonly string[]> {
  if (!folder.startsWith('file:')) return;
  const path = fileURLToPath(folder);
  const steps = discoverInSteps([path], path, createConfigurations());
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      yield value.files.map(({ absolute }) => pathToFileURL(absolute).href);
      return;
    }
    yield [];
  }
}

async function read(address: string): Promise<string | undefined> {
  const source = readSource(fileURLToPath(address), DEFAULT_MAX_BYTES);
  return source.kind === 'text' ? source.text : undefined;
}

export const workspaceFiles = { list, read };
