// What was taken out of an expression, to run in a region of its own.

import { declarationOf, type Hoisted, type Replacement } from './hoist.js';
import { declarationPlace, declared } from './names.js';
import type { Refusal, Written } from './proposal.js';
import type { FixSite } from './site.js';
import { nodesBelow, type Path } from './statements.js';

/** What goes into the region, and what stands in its place. */
export interface Lifted {
  /** Of what is taken out of the expression. */
  readonly node: number;
  readonly assignment: string;
  readonly replacement: Replacement;
  /** The variable that has to be declared; undefined where the program has one. */
  readonly variable: { readonly type: string; readonly name: string } | undefined;
  /** Reads of Python in front of the region. */
  readonly prologue: Hoisted['declarations'];
  /** The call runs under this condition only. */
  readonly guard: string | undefined;
  readonly safe: boolean;
}

/** In C++ no jump may lead over a variable that is given a value where it is declared. */
export const isJumpedOver = ({ language, view }: FixSite): boolean =>
  language === 'cpp' &&
  !nodesBelow(view, 0, new Set(['goto_statement']))
    [Symbol.iterator]()
    .next().done;

/** The variable that holds the result, where its declaration may stand. */
export function declare(
  site: FixSite,
  { variable, prologue, guard }: Lifted,
  statement: Path,
): { readonly before: readonly string[]; readonly edits: Written['edits'] } | Refusal {
  const reads = prologue.map(declarationOf);
  if (variable === undefined) return { before: reads, edits: [] };
  const declaration = declared(variable.type, variable.name);
  const place = declarationPlace(site, statement);
  if (place === undefined) return { refused: 'there is no block that a variable could be declared in' };
  const zero = guard === undefined ? [] : [`${variable.name} = 0;`];
  if (place.kind === 'here') {
    if (!isJumpedOver(site)) {
      const first = guard === undefined ? `${declaration};` : `${declaration} = 0;`;
      return { before: [first, ...reads], edits: [] };
    }
    if (prologue.length > 0) return { refused: 'a goto would jump over the variables that it needs' };
    return { before: [`${declaration};`, ...zero], edits: [] };
  }
  const declarations = [declaration, ...prologue.map(({ type, name }) => declared(type, name))];
  const values = prologue.map(({ name, value }) => `${name} = ${value};`);
  return {
    before: [...zero, ...values],
    edits: [place.edit(declarations.map((each) => `${each};`))],
  };
}
