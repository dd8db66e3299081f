// Runs a TypeScript script on plain Node: bundles it into .cache/ first. Packages stay outside the bundle.
// Easy to get wrong: the bundle lies elsewhere than its source, so a script finds the repository by its working
// directory (`npm run` sets it), never by its own path.
//
//   node scripts/run.mjs FILE.ts [ARGUMENT…]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { cacheFolder } from './lib/paths.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error('usage: node scripts/run.mjs FILE.ts [ARGUMENT…]');
  process.exit(2);
}

// A folder of its own: two runs of one script at the same time must not write the same bundle.
// Inside the repository: Node looks for packages upwards from where the bundle lies.
const folder = mkdtempSync(path.join(cacheFolder('run'), `${path.basename(script, '.ts')}-`));
try {
  const bundle = path.join(folder, 'main.mjs');
  await build({
    entryPoints: [script],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { status, signal, error } = spawnSync(process.execPath, ['--enable-source-maps', bundle, ...args], {
    stdio: 'inherit',
  });
  if (error !== undefined) throw error;
  if (signal !== null) console.error(`${script} was ended by ${signal}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
