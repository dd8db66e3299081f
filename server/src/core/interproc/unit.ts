// A file as the interprocedural analysis sees it: functions with their IR, and who hands them to CPython.

import type { Located } from '../flow/facts.js';
import type { FunctionIr } from '../ir/ir.js';

export interface FunctionUnit {
  readonly ir: FunctionIr;
  readonly instrs: readonly Located[];
  /** Offset of the item in the file: the IR's spans are relative to it. */
  readonly base: number;
  /** The `#if` arms that the function as a whole lies in. */
  readonly conditions: readonly string[];
  /** A second reading of the same item, with other `#if` arms. */
  readonly isAlternate: boolean;
}

/** A place outside functions that names a function: a method table, a slot, some other initialiser. */
export interface TableEntry {
  readonly functionName: string;
  /** The type of the table, `PyMethodDef` for instance. */
  readonly table: string;
  /** Whether CPython calls the functions of such a table with the GIL held. */
  readonly isEntry: boolean;
  /** Offset of the name in the file. */
  readonly at: number;
}

export interface FileUnit {
  readonly path: string;
  readonly functions: readonly FunctionUnit[];
  readonly tables: readonly TableEntry[];
  readonly includes: ReadonlySet<string>;
  /** Object-like macros that stand for one other name. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Function-like macros of the file with the names that their bodies call, in order. */
  readonly functionMacros: ReadonlyMap<string, readonly string[]>;
}
