// The functions of the program as nodes of its call graph. A node is a name in a file and outlives the edits of its body:
// the program puts the new unit into it, so that everybody who points to the node sees the function as it is now.
import type { FunctionUnit } from './unit.js';

export interface FunctionNode {
  /** No other node of the program ever has it; small, so that a table by number is an array. */
  readonly id: number;
  readonly path: string;
  /** Which function of its file, in the order of the text: with `path` the order in which nodes are looked at. */
  readonly place: number;
  readonly unit: FunctionUnit;
  /** Offset of the function's item in its file. */
  readonly base: number;
}

/** One call on the way from a function to an event. */
export interface Step {
  readonly node: FunctionNode;
  /** Index of the instruction in the node's unit. */
  readonly index: number;
}

export const compareNodes = (a: FunctionNode, b: FunctionNode): number =>
  a.path === b.path ? a.place - b.place : a.path < b.path ? -1 : 1;
