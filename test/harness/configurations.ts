// The gilscope.toml files of a fixture: as on disk, the nearest one up the tree counts.
import { dirname } from 'node:path/posix';
import {
  type Configuration,
  type ConfigurationFile,
  NO_CONFIGURATION,
  readConfiguration,
} from '../../server/src/core/project.js';
import type { Fixture } from './fixture.js';

/** A mistake in a configuration is one of the fixture, so it throws. */
export function configurationsOf({ name, configurations }: Fixture): (path: string) => Configuration {
  const byFolder = new Map<string, ConfigurationFile>();
  for (const [path, text] of configurations) {
    const { config, problems } = readConfiguration(text);
    if (problems.length > 0) throw new Error(`${name}: ${path}: ${problems.map(({ message }) => message).join('; ')}`);
    byFolder.set(dirname(path), config);
  }
  return (path) => {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const found = byFolder.get(folder);
      if (found !== undefined) return found.forFile(path.slice(folder.length + 1));
    }
    return NO_CONFIGURATION;
  };
}
