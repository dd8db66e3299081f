// What the lowering of a C++ function knows beyond that of C: the names around it, the types of its variables, and the
// lambdas found in it, which become functions of their own.
import type { FunctionIr } from '../../ir/ir.js';
import type { CppIndex } from './index.js';

/** The place of a function in its file. */
export interface CppPlace {
  readonly index: CppIndex;
  /** Namespaces and classes around the body, that of a function defined outside its class included. */
  readonly scope: readonly string[];
  /** The full name of the class that it is a member of. */
  readonly className: string | undefined;
  /** As findings show it. */
  readonly name: string;
  /** What the names of its lambdas begin with: different for functions with different texts. */
  readonly key: string;
}

export interface CppLowering extends CppPlace {
  /** Types of parameters and locals, as written. */
  readonly variables: Map<string, string>;
  readonly parameterTypes: string[];
  /** Variables that hold a lambda, by the name that the lambda's function answers to. */
  readonly lambdas: Map<string, string>;
  /** The lambdas lowered so far, inner ones first. */
  readonly found: FunctionIr[];
}

export function placeIn(
  index: CppIndex,
  scope: readonly string[],
  written: string,
  inClass: boolean,
  key: string,
): CppPlace {
  const parts = written.split('::');
  const around = [...scope, ...parts.slice(0, -1)];
  const isMember = inClass || parts.length > 1;
  return {
    index,
    scope: around,
    className: isMember ? around.join('::') : undefined,
    name: [...around, parts.at(-1)].join('::'),
    key,
  };
}

/** The name without its namespaces, one part less at a time; of a member down to its class. */
export function shorterNames(name: string, isMember: boolean): readonly string[] {
  const parts = name.split('::');
  const shortest = isMember ? 2 : 1;
  return parts.flatMap((_, i) => (i > 0 && parts.length - i >= shortest ? [parts.slice(i).join('::')] : []));
}
