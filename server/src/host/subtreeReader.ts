// Reads a finished tree straight out of the parser's WebAssembly memory into columns of numbers.
// The public cursor costs half a microsecond a node, which is three times what parsing costs; this costs a twentieth.
// The price is knowledge of tree-sitter's memory layout. `wasmParser.ts` therefore compares this reader with the public
// cursor on a probe text at start-up and falls back to the cursor where the layout has changed.
//
// Layout: tree-sitter's lib/src/subtree.h, tree.h and parser.h as of 0.26, on a little-endian 32-bit target.
import type { FlatTree } from '../core/syntax/flatTree.js';

/** The views that emscripten keeps over the memory; they are replaced when the memory grows, so read them each time. */
export interface Memory {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAPU32: Uint32Array;
}

/** A deeper tree is cut off: its consumers recurse. The node where it is cut is turned into an error. */
const MAX_DEPTH = 900;
const ERROR_SYMBOL = 0xffff;

/** Columns that grow by doubling and are reused from tree to tree. */
class Columns {
  kind = new Uint16Array(1 << 14);
  field = new Uint8Array(1 << 14);
  start = new Uint32Array(1 << 14);
  end = new Uint32Array(1 << 14);
  next = new Uint32Array(1 << 14);

  grow(): void {
    const double = <T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = this.kind.length * 2;
    this.kind = double(this.kind, new Uint16Array(size));
    this.field = double(this.field, new Uint8Array(size));
    this.start = double(this.start, new Uint32Array(size));
    this.end = double(this.end, new Uint32Array(size));
    this.next = double(this.next, new Uint32Array(size));
  }
}

/** What the reader needs to know of a language, copied out of its tables once. */
interface LanguageTables {
  readonly publicSymbol: Uint16Array;
  readonly maxAliases: number;
  readonly aliases: number;
  readonly fieldSlices: number;
  readonly fieldEntries: number;
}

function readTables(memory: Memory, language: number): LanguageTables {
  const word = (offset: number): number => memory.HEAPU32[(language + offset) >> 2] ?? 0;
  const symbols = word(4) + word(8);
  const map = word(76);
  return {
    publicSymbol: Uint16Array.from({ length: symbols }, (_, i) => memory.HEAPU16[(map >> 1) + i] ?? 0),
    maxAliases: memory.HEAPU16[(language + 36) >> 1] ?? 0,
    aliases: word(84),
    fieldSlices: word(64),
    fieldEntries: word(68),
  };
}

/** A reader for trees of one language; `errorKind` is the kind that error nodes get. */
export function subtreeReader(memory: Memory, language: number, errorKind: number): (tree: number) => FlatTree {
  const tables = readTables(memory, language);
  const columns = new Columns();

  return (tree) => {
    const bytes = memory.HEAPU8;
    const halves = memory.HEAPU16;
    const words = memory.HEAPU32;
    const missing: number[] = [];
    let count = 0;
    let position = 0;

    const put = (symbol: number, field: number, start: number): number => {
      if (count === columns.kind.length) columns.grow();
      const at = count++;
      columns.kind[at] = symbol === ERROR_SYMBOL ? errorKind : (tables.publicSymbol[symbol] ?? errorKind);
      columns.field[at] = field;
      columns.start[at] = start >> 1;
      return at;
    };
    const close = (at: number): void => {
      columns.end[at] = position >> 1;
      columns.next[at] = count;
    };

    /** Reads the subtree whose 8-byte slot is at `slot`. `position` stands before its padding unless it is a first child. */
    const visit = (slot: number, alias: number, field: number, first: boolean, depth: number): void => {
      const head = words[slot >> 2] ?? 0;
      if (head & 1) {
        const tail = words[(slot >> 2) + 1] ?? 0;
        const start = first ? position : position + ((tail >>> 16) & 0xff);
        position = start + (tail >>> 24);
        const shown = (head & 2) !== 0 || alias !== 0;
        if (shown && head & 0x20) missing.push(start >> 1);
        if (shown) close(put(alias !== 0 ? alias : (head >>> 8) & 0xff, field, start));
        return;
      }
      const start = first ? position : position + (words[(head + 4) >> 2] ?? 0);
      const end = start + (words[(head + 16) >> 2] ?? 0);
      const childCount = words[(head + 36) >> 2] ?? 0;
      const symbol = alias !== 0 ? alias : (halves[(head + 40) >> 1] ?? 0);
      const flags = halves[(head + 44) >> 1] ?? 0;
      const shown = (flags & 1) !== 0 || alias !== 0;
      position = start;
      if (shown && flags & 0x200) missing.push(start >> 1);
      const tooDeep = depth >= MAX_DEPTH && childCount > 0;
      const at = shown || tooDeep ? put(tooDeep ? ERROR_SYMBOL : symbol, field, start) : -1;
      if (childCount > 0 && !tooDeep) children(head, childCount, shown ? 0 : field, depth + 1);
      position = end;
      if (at >= 0) close(at);
    };

    const children = (head: number, childCount: number, inherited: number, depth: number): void => {
      const production = halves[(head + 66) >> 1] ?? 0;
      const aliases = production === 0 ? -1 : (tables.aliases >> 1) + production * tables.maxAliases;
      const slice = (tables.fieldSlices >> 1) + production * 2;
      const fields = halves[slice + 1] ?? 0;
      const fieldAt = tables.fieldEntries + (halves[slice] ?? 0) * 4;
      let structural = 0;
      for (let i = 0; i < childCount; i++) {
        const slot = head - (childCount - i) * 8;
        const childHead = words[slot >> 2] ?? 0;
        const extra = childHead & 1 ? (childHead & 8) !== 0 : ((halves[(childHead + 44) >> 1] ?? 0) & 4) !== 0;
        let alias = 0;
        let field = 0;
        if (!extra) {
          if (aliases >= 0) alias = halves[aliases + structural] ?? 0;
          field = inherited;
          for (let f = fieldAt; f < fieldAt + fields * 4; f += 4) {
            if (bytes[f + 2] === structural && bytes[f + 3] === 0) {
              field = halves[f >> 1] ?? 0;
              break;
            }
          }
          structural++;
        }
        visit(slot, alias, field, i === 0, depth);
      }
    };

    visit(tree, 0, 0, false, 0);
    const { kind, field, start, end, next } = columns;
    return { count, kind, field, start, end, next, missing };
  };
}
