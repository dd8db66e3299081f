// What a file and its functions bring to the analysis of the whole program. Units are values: the unit of a function
// that did not change is the very same object after an edit elsewhere in its file, and everything is kept by it.
import type { Located } from '../flow/facts.js';
import type { FunctionIr } from '../ir/ir.js';
import type { ContractComment } from './contracts.js';

export interface FunctionUnit {
  readonly ir: FunctionIr;
  readonly instrs: readonly Located[];
  /** The `#if` arms that the function as a whole lies in. */
  readonly conditions: readonly string[];
  /** A second reading of the same item, with other `#if` arms. */
  readonly isAlternate: boolean;
}

/** A unit where it stands now: the IR's spans are relative to `base`. */
export interface PlacedUnit {
  readonly unit: FunctionUnit;
  /** Offset of the item in the file. */
  readonly base: number;
}

/** A place outside functions that names a function which CPython calls with the GIL held: a method table, a slot. */
export interface TableEntry {
  readonly functionName: string;
  /** The type of the table, `PyMethodDef` for instance. */
  readonly table: string;
  readonly path: string;
  /** Offset of the name in the file. */
  readonly at: number;
}

/** A name that is a value in an initialiser of a structure that is not CPython's: a callback, where it is a function. */
export interface StoredName {
  readonly functionName: string;
  /** The member, in `.member = name`. */
  readonly member: string | undefined;
  /** The initialiser, counted in the file. */
  readonly group: number;
  readonly path: string;
  /** Offset of the name in the file. */
  readonly at: number;
}

export interface FileUnit {
  readonly path: string;
  readonly functions: readonly PlacedUnit[];
  readonly tables: readonly TableEntry[];
  readonly stored: readonly StoredName[];
  /** What comments say about functions and about what holds pointers to them, in the order of the text. */
  readonly contracts: readonly ContractComment[];
  /** Headers as written between the quotes or brackets. */
  readonly includes: ReadonlySet<string>;
  /** Object-like macros that stand for one other name. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Function-like macros of the file with the names that their bodies call, in order. */
  readonly functionMacros: ReadonlyMap<string, readonly string[]>;
  /** Changes whenever anything but the bodies of functions does: what names mean in this file. */
  readonly surroundings: string;
}
