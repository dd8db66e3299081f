// What gilscope says about real code: CPython's own C sources, or the folder that is named. Prints counts and times.
// Easy to get wrong: few findings mean nothing where few functions were understood, so coverage is printed first.
//
//   npm run corpus [-- FOLDER…]
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const program = path.join(ROOT, 'dist/gilscope.js');
if (!existsSync(program)) throw new Error('dist/gilscope.js is missing: npm run build');

const folders = process.argv.slice(2);
if (folders.length === 0) {
  const { code, output } = await run('scripts/fetch-cpython.sh', [], { keep: true, quiet: true });
  if (code !== 0) throw new Error('the sources of CPython are not to be had');
  folders.push(...['Modules', 'Objects', 'Python'].map((name) => path.join(output.trim(), name)));
}

// Into a file: the findings of a large project do not fit into a pipe's buffer in one go.
const report = path.join(cacheFolder('corpus'), 'report.json');
const { code } = await run('node', [program, 'check', ...folders, '--format', 'json', '--output-file', report]);
if (code !== 0 && code !== 1) throw new Error(`gilscope check ended with ${code}`);

const result = JSON.parse(readFileSync(report, 'utf8'));
const { files, functions, functionsIncomplete, bytes, elapsedMs, findings } = result.summary;
const percent = ((100 * (functions - functionsIncomplete)) / functions).toFixed(2);
console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${(elapsedMs / 1000).toFixed(1)} s`);
console.log(`${functions} functions, ${functionsIncomplete} of them incomplete: ${percent} % understood`);
console.log(`${findings.error} errors, ${findings.warning} warnings, ${findings.info} infos, ${findings.hint} hints`);
const counts = new Map();
for (const { rule } of result.findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
for (const [rule, count] of [...counts].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(6)} ${rule}`);
