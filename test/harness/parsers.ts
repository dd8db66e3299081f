// The parsers for tests: the grammars of the repository and the runtime of the installed package, no build needed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parsers } from '../../server/src/core/project.js';
import { loadParsers } from '../../server/src/host/wasmParser.js';

const ROOT = join(import.meta.dirname, '..', '..');

let loaded: Promise<Parsers> | undefined;

/** The same parsers for every caller in one test process. */
export function parsersForTests(): Promise<Parsers> {
  loaded ??= (async () => {
    const [runtime, c, cpp] = await Promise.all(
      [
        'node_modules/web-tree-sitter/web-tree-sitter.wasm',
        'grammars/tree-sitter-c.wasm',
        'grammars/tree-sitter-cpp.wasm',
      ].map((path) => readFile(join(ROOT, path))),
    );
    if (runtime === undefined || c === undefined || cpp === undefined) throw new Error('a parser is missing');
    return loadParsers({ runtime, c, cpp });
  })();
  return loaded;
}
