// Refreshes grammars/ from the exact npm packages that package.json pins, and writes down what they are.
// Easy to get wrong: tree-sitter-cpp carries an older tree-sitter-c inside itself, so files are taken by exact path.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { ROOT } from './lib/paths.mjs';

const target = path.join(ROOT, 'grammars');
mkdirSync(target, { recursive: true });
await Parser.init();

const grammars = [];
for (const name of ['tree-sitter-c', 'tree-sitter-cpp']) {
  const folder = path.join(ROOT, 'node_modules', name);
  const { version, license, repository } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = `${name}.wasm`;
  const bytes = readFileSync(path.join(folder, file));
  const language = await Language.load(bytes);
  writeFileSync(path.join(target, file), bytes);
  grammars.push({
    file,
    package: name,
    version,
    license,
    source: typeof repository === 'string' ? repository : repository.url,
    abi: language.abiVersion,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}
writeFileSync(path.join(target, 'VERSION.json'), `${JSON.stringify({ grammars }, null, 2)}\n`);
for (const { file, version, abi, sha256 } of grammars) console.log(`${file} ${version} ABI ${abi} ${sha256}`);
