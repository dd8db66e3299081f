// Where a project begins: the nearest folder, up the tree, that holds a gilscope.toml.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CONFIG_NAME = 'gilscope.toml';

/** The configuration that is in force for a file or folder, which need not exist; undefined without one. */
export function findConfig(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const config = join(folder, CONFIG_NAME);
    if (existsSync(config)) return config;
    if (dirname(folder) === folder) return undefined;
  }
}
