// How much of what is called the analysis knows, so that no findings are not taken for no mistakes.
// Easy to get wrong: a second reading of a function has the same calls once more; they count once.
import type { FileFacts } from '../interproc/fileFacts.js';
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
    for (const { instr } of node.unit.instrs) {
      if (instr.op !== 'call') continue;
      if (isKnown(facts.calls.target(node, instr))) {
        resolved++;
        continue;
      }
      unknown++;
      if (instr.callee !== undefined) unknownNames.set(instr.callee, (unknownNames.get(instr.callee) ?? 0) + 1);
    }
  }
  return { resolved, unknown, unknownNames };
}

function isKnown(target: Target): boolean {
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
