// The same grammars in tree-sitter's native build, behind the parser interface of the core.
// Easy to get wrong: ids of node types mean something in one version of a grammar only. The names come from the
// WebAssembly build, and each node's id is checked against the name that the native one gives it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { FlatTree, Grammar, Parsers, TreeParser } from '../../../server/src/core/syntax/flatTree.js';

/** What is used of the package `tree-sitter`; it is not installed where the types are checked. */
interface NativeCursor {
  readonly nodeType: string;
  readonly nodeTypeId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly nodeIsMissing: boolean;
  readonly currentFieldId: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}
interface NativeParser {
  setLanguage(language: unknown): void;
  parse(input: (offset: number) => string): { walk(): NativeCursor };
}

/** What `npm ci` is given to compile with: the headers that lie beside the running Node, where they do. */
function headers(): Record<string, string> {
  const beside = join(dirname(process.execPath), '..');
  return existsSync(join(beside, 'include/node/node.h')) ? { npm_config_nodedir: beside } : {};
}

/** Installs the packages of a folder, which takes half a minute or more where there is no binary for this system. */
export function installNative(folder: string): void {
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return;
  console.log(`installing the packages of ${folder}`);
  // The grammars ask for another version of tree-sitter than the one that can read them.
  const options = ['--legacy-peer-deps', '--ignore-scripts=false', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['ci', ...options], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...headers() },
  });
  if (status !== 0) throw new Error(`the native parsers could not be installed in ${folder}`);
}

/** @param wasm the other backend, whose grammars these must be */
export function nativeParsers(folder: string, wasm: Parsers): Parsers {
  const load = createRequire(join(resolve(folder), 'package.json'));
  const Parser = load('tree-sitter') as new () => NativeParser;
  const parserFor = (name: string, { grammar }: TreeParser): TreeParser => {
    const parser = new Parser();
    parser.setLanguage(load(name));
    return { grammar, parse: (text) => flatten(parser.parse(inPieces(text)).walk(), grammar) };
  };
  return { c: parserFor('tree-sitter-c', wasm.c), cpp: parserFor('tree-sitter-cpp', wasm.cpp) };
}

/** The binding copies what it is given into a buffer of 32 kB; more than fits would be cut off. */
const PIECE = 8_000;
const inPieces =
  (text: string) =>
  (offset: number): string =>
    text.slice(offset, offset + PIECE);

function flatten(cursor: NativeCursor, { kinds, fields }: Grammar): FlatTree {
  const errorKind = kinds.length - 1;
  const kind: number[] = [];
  const field: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const next: number[] = [];
  const missing: number[] = [];
  const open: number[] = [];
  for (;;) {
    const { nodeType, nodeTypeId, currentFieldId } = cursor;
    const id = nodeType === 'ERROR' ? errorKind : nodeTypeId;
    if (kinds[id] !== nodeType) throw new Error(`node type ${nodeTypeId} is ${kinds[id]} here and ${nodeType} there`);
    if (currentFieldId > 0 && fields[currentFieldId] !== cursor.currentFieldName)
      throw new Error(`field ${currentFieldId} is ${fields[currentFieldId]} here and ${cursor.currentFieldName} there`);
    open.push(kind.length);
    kind.push(id);
    field.push(currentFieldId);
    start.push(cursor.startIndex);
    end.push(cursor.endIndex);
    next.push(0);
    if (cursor.nodeIsMissing) missing.push(cursor.startIndex);
    if (cursor.gotoFirstChild()) continue;
    for (;;) {
      next[open.pop() ?? 0] = kind.length;
      if (cursor.gotoNextSibling()) break;
      if (!cursor.gotoParent()) {
        return {
          count: kind.length,
          kind: Uint16Array.from(kind),
          field: Uint8Array.from(field),
          start: Uint32Array.from(start),
          end: Uint32Array.from(end),
          next: Uint32Array.from(next),
          missing,
        };
      }
    }
  }
}
