// Packs the extension into gilscope.vsix and looks at what has become of it. The same sources give the same bytes.
// Easy to get wrong: a package that holds too much still works, so nobody notices. Hence the exact list and the limit.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const MAX_BYTES = 3_000_000;
const CONTENTS = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/catalog.json',
  'dist/client.js',
  'dist/nodeClient.js',
  'dist/report.css',
  'dist/report.js',
  'dist/server.js',
  'dist/tree-sitter-c.wasm',
  'dist/tree-sitter-cpp.wasm',
  'dist/web-tree-sitter.wasm',
  'dist/web/client.js',
  'dist/web/server.js',
  'docs/configuration.md',
  'docs/editors.md',
  'images/icon.png',
  'package.json',
  'package.nls.json',
  'schema/gilscope.schema.json',
  'walkthrough/finding.md',
  'walkthrough/fix.md',
  'walkthrough/report.md',
  'walkthrough/sample.c',
  'walkthrough/sample.md',
];
/** One page a rule; a finding's code links to it. */
const RULE_PAGE = /^docs\/rules\/[\w-]+\.md$/;

// An archive holds the time of each file, as the clock on the wall has it: both are given, or every build is another.
const env = { SOURCE_DATE_EPOCH: '315619200', TZ: 'UTC' };
const vsce = (...args) => run('node_modules/.bin/vsce', args, { keep: true, quiet: true, env });
const digest = () =>
  createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'gilscope.vsix')))
    .digest('hex');
// No dependencies: the bundles hold everything. Links: there is no repository address to rewrite them to.
const pack = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

const first = await vsce(...pack, '--out', 'gilscope.vsix');
const before = first.code === 0 ? digest() : '';
const packed = await vsce(...pack, '--out', 'gilscope.vsix');
const listed = await vsce('ls', '--no-dependencies');
const contents = listed.output.trim().split('\n').sort();
const unwanted = contents.filter((file) => !CONTENTS.includes(file) && !RULE_PAGE.test(file));
const complaints = [];
if (packed.code !== 0) complaints.push(packed.output);
if (listed.code !== 0) complaints.push(listed.output);
complaints.push(...unwanted.map((file) => `does not belong in: ${file}`));
complaints.push(...CONTENTS.filter((file) => !contents.includes(file)).map((file) => `is missing: ${file}`));
if (packed.code === 0) {
  if (digest() !== before) complaints.push('gilscope.vsix has other bytes when it is packed again');
  const { size } = statSync(path.join(ROOT, 'gilscope.vsix'));
  if (size > MAX_BYTES) complaints.push(`gilscope.vsix has ${size} bytes, more than ${MAX_BYTES}`);
  else console.log(`gilscope.vsix: ${(size / 1000).toFixed(0)} kB, ${contents.length} files`);
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exitCode = 1;
}
