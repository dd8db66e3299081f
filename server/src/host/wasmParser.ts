// The parsers: web-tree-sitter with the pinned grammars.
// The C++ grammar takes longer to load than a file takes to check, so callers that have no C++ file leave it out.
import { Language, type Node, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { FlatTree, Grammar, Parsers, TreeParser } from '../core/syntax/flatTree.js';
import { type Memory, subtreeReader } from './subtreeReader.js';

/** The binaries, as bytes, so that no file system is needed here. */
export interface Binaries {
  readonly runtime: Uint8Array;
  readonly c: Uint8Array;
  readonly cpp: Uint8Array;
}

/** A text that holds aliases, hidden rules, fields, errors and missing tokens: both readers must agree on it. */
const PROBE = `#include <a.h>\n#if X\nstatic T *f(int a, ...) { if (a) { g(a)->b[1](&c, "x\\n"); } else for (;;) x += y ? 1 : 2; return }\n#else
struct s { int a : 3; } v = { .a = 1, [2] = 'c' };\n#endif\nint k(a) int a; { do { L: switch (a) { case 1: default: goto L; } } while (0) }\n@ int (`;

let runtime: Promise<Memory> | undefined;

/** Starts the WebAssembly runtime once a process; the memory views live in the module object that is passed in. */
function startRuntime(binary: Uint8Array): Promise<Memory> {
  runtime ??= (async () => {
    const module: { wasmBinary: Uint8Array; locateFile: (file: string) => string } & Partial<Memory> = {
      wasmBinary: binary,
      locateFile: (file) => file,
    };
    await Parser.init(module);
    return module as Memory;
  })();
  return runtime;
}

/** Parsers of which that of C++ comes when it is asked for: it takes five times as long to load as that of C. */
export interface GrowingParsers extends Parsers {
  /** Rejects where the grammar does not load. */
  loadCpp(): Promise<void>;
}

/**
 * Rejects where the grammar does not load: the installation is broken then.
 *
 * @param readCpp the binary of the C++ grammar
 */
export async function loadParserOfC(
  binaries: Omit<Binaries, 'cpp'>,
  readCpp: () => Promise<Uint8Array>,
): Promise<GrowingParsers> {
  const memory = await startRuntime(binaries.runtime);
  let cpp = NOT_LOADED;
  let loading: Promise<void> | undefined;
  return {
    c: treeParser(memory, await Language.load(binaries.c)),
    get cpp() {
      return cpp;
    },
    loadCpp() {
      loading ??= readCpp()
        .then((binary) => Language.load(binary))
        .then((language) => {
          cpp = treeParser(memory, language);
        });
      return loading;
    },
  };
}

/** The same with both at once. */
export async function loadParsers({ cpp, ...binaries }: Binaries): Promise<Parsers> {
  const parsers = await loadParserOfC(binaries, async () => cpp);
  await parsers.loadCpp();
  return parsers;
}

/** Whoever asks for C++ without having it loaded has decided by other rules than the core does. */
const NOT_LOADED: TreeParser = {
  grammar: { kinds: [], fields: [] },
  parse: () => {
    throw new Error('the C++ grammar was not loaded');
  },
};

/** An object's address in the WebAssembly memory; web-tree-sitter keeps it under the key 0. */
const address = (object: Language | Tree): number => Number(Reflect.get(object, 0));

function treeParser(memory: Memory, language: Language): TreeParser {
  const parser = new Parser();
  parser.setLanguage(language);
  const grammar = describe(language);
  const errorKind = grammar.kinds.length - 1;
  const fast = subtreeReader(memory, address(language), errorKind);
  const slow = (tree: Tree): FlatTree => readByCursor(tree, errorKind);
  const parse = (text: string, read: (tree: Tree) => FlatTree): FlatTree => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('the parser was cancelled');
    try {
      return read(tree);
    } finally {
      tree.delete();
    }
  };
  const quick = (tree: Tree): FlatTree => fast(address(tree));
  const read = firstDifference(parse(PROBE, quick), parse(PROBE, slow)) === undefined ? quick : slow;
  return { grammar, parse: (text) => parse(text, read) };
}

function describe(language: Language): Grammar {
  const kinds = Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? '');
  const fields = Array.from({ length: language.fieldCount + 1 }, (_, id) => language.fieldNameForId(id) ?? '');
  return { kinds: [...kinds, 'ERROR'], fields };
}

/** The same columns through the public interface: slow, and right whatever the memory looks like. */
function readByCursor(tree: Tree, errorKind: number): FlatTree {
  const kind: number[] = [];
  const field: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const next: number[] = [];
  const missing: number[] = [];
  const visit = (cursor: TreeCursor): void => {
    const node: Node = cursor.currentNode;
    const at = kind.length;
    kind.push(node.type === 'ERROR' ? errorKind : cursor.nodeTypeId);
    field.push(cursor.currentFieldId);
    start.push(cursor.startIndex);
    end.push(cursor.endIndex);
    next.push(0);
    if (node.isMissing) missing.push(cursor.startIndex);
    if (cursor.gotoFirstChild()) {
      do visit(cursor);
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    next[at] = kind.length;
  };
  const cursor = tree.walk();
  visit(cursor);
  cursor.delete();
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

/** The first node in which two trees of one text differ, number by number; their size where only the rest does. */
export function firstDifference(a: FlatTree, b: FlatTree): number | undefined {
  for (let i = 0; i < Math.max(a.count, b.count); i++)
    if (
      a.kind[i] !== b.kind[i] ||
      a.field[i] !== b.field[i] ||
      a.start[i] !== b.start[i] ||
      a.end[i] !== b.end[i] ||
      a.next[i] !== b.next[i]
    )
      return i;
  return a.count !== b.count || a.missing.join() !== b.missing.join() ? a.count : undefined;
}
