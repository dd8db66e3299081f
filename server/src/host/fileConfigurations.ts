// The configuration files for those who call files by their addresses, as editors do.
// A document that is no file, such as one that was never saved, has no folder and so no configuration.
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LineIndex } from '../core/base/lineIndex.js';
import { type ConfigProblem, type Configuration, NO_CONFIGURATION } from '../core/project.js';
import { createConfigurations } from './configurations.js';

interface FileConfigurations {
  of(uri: string): Configuration;
  read(): readonly { readonly uri: string; readonly lines: LineIndex; readonly problems: readonly ConfigProblem[] }[];
}

export function fileConfigurations(): FileConfigurations {
  const configurations = createConfigurations();
  return {
    of(uri) {
      const path = pathOf(uri);
      return path === undefined ? NO_CONFIGURATION : configurations.of(path);
    },
    read: () =>
      configurations.read().map(({ file, lines, problems }) => ({ uri: pathToFileURL(file).href, lines, problems })),
  };
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // The address of another machine, or one with an encoded slash.
    return undefined;
  }
}
