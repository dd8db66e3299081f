// The shape of the source tree: who imports whom, where API names live, how long files get.
// Each check is also shown a planted mistake, because a check that cannot fail keeps nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkApiNames,
  checkImports,
  checkNoAny,
  checkNoMessages,
  checkSizes,
  MAX_LINES,
  medianLines,
  type SourceTree,
} from './harness/architecture.js';

const ROOT = join(import.meta.dirname, '..');

function sources(...folders: string[]): SourceTree {
  const tree = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      if (path.includes('node_modules')) continue;
      tree.set(path.slice(ROOT.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
    }
  }
  return tree;
}

const program = sources('server/src', 'client/src');
const everything = sources('server/src', 'client/src', 'test', 'scripts');

/** A small tree in which everything is allowed, with one file put in its place or added. */
const planted = (path: string, text: string): SourceTree =>
  new Map([
    ['server/src/core/base/span.ts', 'export const zero = 0;\n'],
    ['server/src/core/catalog/api.ts', "export const rows = ['PyList_Append'];\n"],
    ['server/src/core/syntax/flatTree.ts', 'export interface FlatTree { readonly count: number }\n'],
    ['server/src/core/rules/bad.ts', "import { zero } from '../base/span.js';\nexport const one = zero + 1;\n"],
    ['server/src/core/project.ts', "export { one } from './rules/bad.js';\n"],
    [
      'server/src/host/wasm.ts',
      "import type { FlatTree } from '../core/syntax/flatTree.js';\nexport type T = FlatTree;\n",
    ],
    ['server/src/lsp/convert.ts', "import { one } from '../core/project.js';\nexport const two = one + 1;\n"],
    ['server/src/lsp/protocol.ts', "export const method = 'gilscope/state';\n"],
    ['client/src/extension.ts', "import { method } from '../../server/src/lsp/protocol.js';\nexport { method };\n"],
    [path, text],
  ]);

describe('the source tree', () => {
  it('imports only what the table of layers allows', () => {
    expect(program.size).toBeGreaterThan(0);
    expect(checkImports(program)).toEqual([]);
  });

  it('keeps API names in the catalog', () => {
    expect(checkApiNames(program)).toEqual([]);
  });

  it('keeps wording out of flow and interproc', () => {
    expect(checkNoMessages(program)).toEqual([]);
  });

  it('has no `any`', () => {
    expect(checkNoAny(everything)).toEqual([]);
  });

  it(`has no file longer than ${MAX_LINES} lines, and short ones as a rule`, () => {
    expect(checkSizes(everything)).toEqual([]);
    const median = medianLines(program);
    console.log(`median file: ${median} lines of ${program.size} files`);
    expect(median).toBeLessThanOrEqual(120);
  });
});

describe('a planted mistake is found', () => {
  it('and a tree without one is clean', () => {
    const clean = planted('server/src/core/base/more.ts', 'export {};\n');
    const all = [checkImports, checkApiNames, checkNoMessages, checkNoAny, checkSizes];
    expect(all.flatMap((check) => check(clean))).toEqual([]);
  });

  it.each([
    ['a rule that knows the protocol', "import { two } from '../../lsp/convert.js';\nexport { two };\n", 'lsp'],
    ['a rule that imports a package', "import * as vscode from 'vscode';\nexport { vscode };\n", 'pkg:vscode'],
    ['a rule that reads files', "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n", 'pkg:node:fs'],
    ['a rule that reads files later', "export const fs = () => import('node:fs');\n", 'pkg:node:fs'],
    [
      'a rule that names a type of the syntax tree',
      "export type T = import('../syntax/flatTree.js').FlatTree;\n",
      'core/syntax',
    ],
    [
      'a rule that imports what is not there',
      "import { gone } from './gone.js';\nexport { gone };\n",
      'does not exist',
    ],
    ['a rule that goes through the façade', "import { one } from '../project.js';\nexport { one };\n", 'core/project'],
  ])('%s', (_what, text, named) => {
    const complaints = checkImports(planted('server/src/core/rules/worse.ts', text));
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain('server/src/core/rules/worse.ts:1: core/rules must not import');
    expect(complaints[0]).toContain(named);
  });

  it.each([
    [
      'a face that looks behind the façade',
      'server/src/cli/x.ts',
      "import { one } from '../core/rules/bad.js';\nexport { one };\n",
    ],
    ['a host that takes more than types', 'server/src/host/x.ts', "export * from '../core/syntax/flatTree.js';\n"],
    ['a client that knows the server', 'client/src/x.ts', "export * from '../../server/src/lsp/convert.js';\n"],
    ['a face that imports what lies beside the façade', 'server/src/lsp/x.ts', "export * from '../core/wire.js';\n"],
    ['a report that analyses', 'server/src/report/x.ts', "export { one } from '../core/project.js';\n"],
    ['a rule that lowers', 'server/src/core/rules/x.ts', "export * from '../lower/lowerFunction.js';\n"],
    ['a wire that knows the façade', 'server/src/core/wire.ts', "export * from './project.js';\n"],
    ['a base that imports the catalog', 'server/src/core/base/x.ts', "export * from '../catalog/api.js';\n"],
  ])('%s', (_what, path, text) => {
    expect(checkImports(planted(path, text))).toHaveLength(1);
  });

  it.each([
    ['a name that is compared', 'lower', "export const is = (n: string): boolean => n === 'PyEval_SaveThread';\n"],
    ['a name in a pattern', 'syntax', 'export const begin = /^Py_BEGIN_ALLOW_THREADS/;\n'],
    [
      'a name that is written',
      'fixes',
      'export const wrap = (s: string): string => `Py_BEGIN_ALLOW_THREADS\\n$' + '{s}`;\n',
    ],
    ['a macro of a library', 'interproc', "export const end = 'NPY_END_THREADS';\n"],
    ['a sentence where nobody reads', 'flow', "export const why = 'the result of PyEval_SaveThread is lost';\n"],
  ])('%s', (_what, layer, text) => {
    expect(checkApiNames(planted(`server/src/core/${layer}/x.ts`, text))).toHaveLength(1);
  });

  it('but a rule may name the API in a sentence', () => {
    const text = "export const explain = 'Between `PyEval_SaveThread()` and its end other threads run.';\n";
    expect(checkApiNames(planted('server/src/core/rules/x.ts', text))).toEqual([]);
  });

  it('a message in the flow analysis', () => {
    const text = "export const why = 'released on this path';\n";
    expect(checkNoMessages(planted('server/src/core/flow/x.ts', text))).toHaveLength(1);
  });

  it('an `any`, also a hidden one', () => {
    expect(
      checkNoAny(planted('test/x.ts', 'export const f = (x: readonly any[]): number => x.length;\n')),
    ).toHaveLength(1);
    expect(checkNoAny(planted('test/x.ts', "// any\nexport const any = 'any';\n"))).toEqual([]);
  });

  it('a file that is too long', () => {
    const long = 'export {};\n'.repeat(MAX_LINES + 1);
    expect(checkSizes(planted('server/src/core/rules/x.ts', long))).toHaveLength(1);
    expect(checkSizes(planted('server/src/core/catalog/x.ts', long))).toEqual([]);
    expect(checkSizes(planted('server/src/core/rules/x.ts', 'export {};\n'.repeat(MAX_LINES)))).toEqual([]);
  });
});
