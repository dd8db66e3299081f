// Loads the parsers from the folder that holds the three WebAssembly files, which lie beside the bundled program.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parsers } from '../core/project.js';
import { type GrowingParsers, loadParserOfC } from './wasmParser.js';

const RUNTIME_FILE = 'web-tree-sitter.wasm';
const C_GRAMMAR_FILE = 'tree-sitter-c.wasm';
const CPP_GRAMMAR_FILE = 'tree-sitter-cpp.wasm';

/**
 * Rejects where a file is missing or broken: the installation is damaged then, and nothing can be analysed.
 * @param needsCpp whether any of the files is C++; without it the larger grammar stays where it is
 */
export async function loadParsers(directory: string, needsCpp: boolean): Promise<Parsers> {
  const parsers = await loadGrowingParsers(directory);
  if (needsCpp) await parsers.loadCpp();
  return parsers;
}

/** The same for who does not know yet whether there will be C++. */
export async function loadGrowingParsers(directory: string): Promise<GrowingParsers> {
  const read = (name: string): Promise<Uint8Array> => readFile(join(directory, name));
  const [runtime, c] = await Promise.all([read(RUNTIME_FILE), read(C_GRAMMAR_FILE)]);
  return loadParserOfC({ runtime, c }, () => read(CPP_GRAMMAR_FILE));
}
