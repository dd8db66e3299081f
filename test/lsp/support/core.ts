// The analysis for tests of the server: the real one, with the parsers from the repository, loaded once a test file.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Parsers, Project } from '../../../server/src/core/project.js';
import { loadParsers } from '../../../server/src/host/wasmParser.js';

export { createProject } from '../../../server/src/core/project.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export const parsers: Promise<Parsers> = (async () => {
  const read = (file: string): Promise<Uint8Array> => readFile(path.join(ROOT, file));
  const [runtime, c, cpp] = await Promise.all([
    read('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    read('grammars/tree-sitter-c.wasm'),
    read('grammars/tree-sitter-cpp.wasm'),
  ]);
  return loadParsers({ runtime, c, cpp });
})();

/** A project with some answers replaced. */
export const override = (project: Project, own: Partial<Project>): Project => ({ ...project, ...own });
