// The configuration files for those who call files by their addresses, as editors do.
// A document that is no file, such as one that was never saved, has no folder and so no configuration.
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LineIndex } from '../core/base/lineIndex.js';
import { type ConfigProblem, type Configuration, NO_CONFIGURATION } from '../core/project.js';
import { createConfigurations } from './configurations.js';
import { DEFAULT_MAX_BYTES, readSource } from './readSource.js';

interface FileConfigurations {
  of(uri: string): Configuration;
  /** The address of the gilscope.toml that is in force for a file, which need not be readable. */
  inForce(uri: string): string | undefined;
  /** The same with its text, as it is on the disk now. */
  source(uri: string): { readonly uri: string; readonly text: string } | undefined;
  read(): readonly { readonly uri: string; readonly lines: LineIndex; readonly problems: readonly ConfigProblem[] }[];
}

export function fileConfigurations(): FileConfigurations {
  const configurations = createConfigurations();
  const fileOf = (uri: string): string | undefined => {
    const path = pathOf(uri);
    return path === undefined ? undefined : configurations.source(path);
  };
  return {
    of(uri) {
      const path = pathOf(uri);
      return path === undefined ? NO_CONFIGURATION : configurations.of(path);
    },
    inForce(uri) {
      const file = fileOf(uri);
      return file === undefined ? undefined : pathToFileURL(file).href;
    },
    source(uri) {
      const file = fileOf(uri);
      const source = file === undefined ? undefined : readSource(file, DEFAULT_MAX_BYTES);
      return file === undefined || source?.kind !== 'text'
        ? undefined
        : { uri: pathToFileURL(file).href, text: source.text };
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
