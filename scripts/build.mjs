// Builds dist/: the extension's entry and its client, the language server, the command line, which is a server as well,
// their catalog, the two bundles for a browser, and what goes into the pages of the GIL report.
// Easy to get wrong: web-tree-sitter's module build asks for `import.meta.url`, which a CommonJS bundle does not have.
// Without the definition below the bundle builds silently and dies when it starts.
//
//   node scripts/build.mjs [--debug]     --debug: readable, with source maps
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { readTables, tablesFromFile } from './lib/catalogData.mjs';
import { ROOT } from './lib/paths.mjs';
import { REPORT } from './lib/report.mjs';

const dist = path.join(ROOT, 'dist');
const debug = process.argv.includes('--debug');

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: !debug,
  sourcemap: debug,
  legalComments: 'none',
  logLevel: 'warning',
};

const browser = { ...common, platform: 'browser', target: 'es2022' };

mkdirSync(dist, { recursive: true });
// A debugging build leaves source maps behind; an older build leaves what is no longer built.
for (const name of readdirSync(dist, { recursive: true })) if (name.endsWith('.map')) rmSync(path.join(dist, name));

const tables = await readTables();
writeFileSync(path.join(dist, 'catalog.json'), JSON.stringify(tables));

const BUNDLE_URL = 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;';
const program = { ...common, plugins: [tablesFromFile(tables)], define: { 'import.meta.url': '__bundleUrl' } };

const built = await Promise.allSettled([
  build({
    ...common,
    entryPoints: { client: 'client/src/main.ts', nodeClient: 'client/src/nodeClient.ts' },
    outdir: 'dist',
    external: ['vscode', './nodeClient.js'],
    // An extension is loaded with `require`, which is how it gets `vscode`.
    supported: { 'dynamic-import': false },
  }),
  build({
    ...program,
    entryPoints: ['server/src/languageServer.ts'],
    outfile: 'dist/server.js',
    banner: { js: BUNDLE_URL },
  }),
  build({
    ...program,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/gilscope.js',
    banner: { js: `#!/usr/bin/env node\n${BUNDLE_URL}` },
  }),
  build({
    ...browser,
    entryPoints: ['client/src/webMain.ts'],
    outfile: 'dist/web/client.js',
    external: ['vscode'],
  }),
  build({ ...browser, format: 'iife', entryPoints: ['server/src/lsp/workerMain.ts'], outfile: 'dist/web/server.js' }),
  build({ ...common, ...REPORT, sourcemap: false }),
]);
// esbuild has said already what is wrong.
if (built.some((result) => result.status === 'rejected')) process.exit(1);

chmodSync(path.join(dist, 'gilscope.js'), 0o755);
copyFileSync(
  path.join(ROOT, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
  path.join(dist, 'web-tree-sitter.wasm'),
);
for (const grammar of ['tree-sitter-c.wasm', 'tree-sitter-cpp.wasm'])
  copyFileSync(path.join(ROOT, 'grammars', grammar), path.join(dist, grammar));
copyFileSync(path.join(ROOT, 'probe', 'gilscope_probe.c'), path.join(dist, 'gilscope_probe.c'));
