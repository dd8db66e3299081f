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
export const override = (project: Project, own: Partial<Project>): Project => ({
  setFile: (file, text) => project.setFile(file, text),
  removeFile: (file) => project.removeFile(file),
  stage: (file, text) => project.stage(file, text),
  commit: (progress) => project.commit(progress),
  setOptions: (options) => project.setOptions(options),
  lines: (file) => project.lines(file),
  report: (file) => project.report(file),
  shades: (file) => project.shades(file),
  state: (file, offset) => project.state(file, offset),
  hover: (file, offset) => project.hover(file, offset),
  repair: (file, finding) => project.repair(file, finding),
  repaired: (file, accepts) => project.repaired(file, accepts),
  suppression: (file, finding) => project.suppression(file, finding),
  annotations: (file, within) => project.annotations(file, within),
  probes: () => [],
  dump: (file, what) => project.dump(file, what),
  ...own,
});
