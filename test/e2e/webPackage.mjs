// The package as a browser gets it: without anything that wants Node, so that it runs in the web extension host or not
// at all.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';

const VSCE = path.join(ROOT, 'node_modules/.bin/vsce');
const WANTS_NODE = ['dist/catalog.json', 'dist/client.js', 'dist/nodeClient.js', 'dist/server.js'];

/** Packs dist/ as it is; returns the path of the package. */
export async function packForTheWeb() {
  const folder = mkdtempSync(path.join(cacheFolder('e2e'), 'web-'));
  try {
    const listed = await run(VSCE, ['ls', '--no-dependencies'], { keep: true, quiet: true });
    if (listed.code !== 0) throw new Error(listed.output);
    for (const file of listed.output.trim().split('\n'))
      if (!WANTS_NODE.includes(file)) cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
    // Without an entry for Node, and without a kind that is given, the editor finds out that it is one for the web.
    const { main, bin, extensionKind, scripts, devDependencies, ...manifest } = JSON.parse(
      readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
    );
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    const out = path.join(cacheFolder('e2e'), 'gilscope-web.vsix');
    const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
    const packed = await run(VSCE, ['package', ...flags, '--out', out], { keep: true, quiet: true, cwd: folder });
    if (packed.code !== 0) throw new Error(packed.output);
    return out;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
