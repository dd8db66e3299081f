// Loads the parsers from the folder that holds the three WebAssembly files, which lie beside the bundled program.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parsers } from '../core/project.js';
import { type GrowingParsers, loadParsers as loadFromBytes, loadParserOfC } from './wasmParser.js';

const RUNTIME_FILE = 'web-tree-sitter.wasm';
const C_GRAMMAR_FILE = 'tree-sitter-c.wasm';
const CPP_GRAMMAR_FILE = 'tree-sitter-cpp.wasm';

/**
 * Rejects where a file is missing or broken: the installation is damaged then, and nothing can be analysed.
 * @param needsCpp whether any of the files is C++; without it the larger grammar stays where it is
 */
export async function loadParsers(directory: string, needsCpp: boolean): Promise<Parsers> {
  const cpp = needsCpp ? read(directory, CPP_GRAMMAR_FILE) : undefined;
  return loadFromBytes({ ...(await readForC(directory)), cpp: await cpp });
}

/** The same for who does not know yet whether there will be C++. */
export const loadGrowingParsers = async (directory: string): Promise<GrowingParsers> =>
  loadParserOfC(await readForC(directory), () => read(directory, CPP_GRAMMAR_FILE));

const read = (directory: string, name: string): Promise<Uint8Array> => readFile(join(directory, name));

async function readForC(directory: string): Promise<{ readonly runtime: Uint8Array; readonly c: Uint8Array }> {
  const [runtime, c] = await Promise.all([read(directory, RUNTIME_FILE), read(directory, C_GRAMMAR_FILE)]);
  return { runtime, c };
}
