// How much of what is called the analysis knows, so that no findings are not taken for no mistakes.
// Easy to get wrong: a second reading of a function has the same calls once more; they count once.
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Target } from '../interproc/link.js';

export interface CallCoverage {
  /** Calls of functions and macros of the project, of functions in the catalog, of known API. */
  readonly resolved: number;
  readonly unknown: number;
  /** How often each name was called that is not known; calls through an expression have no name. */
  readonly unknownNames: ReadonlyMap<string, number>;
}

export function callCoverage(facts: FileFacts): CallCoverage {
  let resolved = 0;
  let unknown = 0;
  const unknownNames = new Map<string, number>();
  for (const node of facts.own) {
    if (node.unit.isAlternate) continue;
    const own = coverageIn(facts.ofFunction(node), facts);
    resolved += own.resolved;
    unknown += own.unknown.length;
    for (const name of own.unknown) if (name !== undefined) unknownNames.set(name, (unknownNames.get(name) ?? 0) + 1);
  }
  return { resolved, unknown, unknownNames };
}

interface OwnCoverage {
  readonly resolved: number;
  /** The names of what is called and not known. */
  readonly unknown: readonly (string | undefined)[];
}

const known = new WeakMap<FunctionFacts, OwnCoverage>();

function coverageIn(fn: FunctionFacts, facts: FileFacts): OwnCoverage {
  let found = known.get(fn);
  if (found === undefined) {
    const calls = fn.unit.instrs.flatMap(({ instr }) => (instr.op === 'call' ? [instr] : []));
    const unknown = calls.filter((call) => !isKnown(facts.calls.target(fn.node, call)));
    found = { resolved: calls.length - unknown.length, unknown: unknown.map(({ callee }) => callee) };
    known.set(fn, found);
  }
  return found;
}

/** Whether anything is known of what is called. */
export function isKnown(target: Target): boolean {
  switch (target.kind) {
    case 'internal':
    case 'pointer':
    case 'api':
    case 'macro':
      return true;
    case 'blocking':
      return target.certain;
    default:
      return false;
  }
}
