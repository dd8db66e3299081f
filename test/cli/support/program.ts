// The bundled program, as a user runs it. Built once a test file, into a folder of its own, and removed at the end.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The path of the program; valid in the tests of the file that calls this at its top level. */
export function builtProgram(): { readonly path: () => string } {
  let folder = '';
  beforeAll(async () => {
    const cache = path.join(ROOT, '.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(path.join(cache, 'program-'));
    await buildProgram(path.join(folder, 'dist'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { path: () => path.join(folder, 'dist', 'gilscope.js') };
}

async function buildProgram(target: string): Promise<void> {
  await build({
    entryPoints: [path.join(ROOT, 'server/src/cli/main.ts')],
    outfile: path.join(target, 'gilscope.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  for (const file of BINARIES) copyFileSync(path.join(ROOT, file), path.join(target, path.basename(file)));
}

const BINARIES = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'grammars/tree-sitter-c.wasm',
  'grammars/tree-sitter-cpp.wasm',
];

export function runProgram(
  program: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly input?: string; readonly environment?: Record<string, string> } = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...parameters], {
    cwd: options.cwd,
    input: options.input ?? '',
    env: { PATH: process.env['PATH'], ...options.environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}
