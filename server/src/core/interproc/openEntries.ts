// Functions that may be entered in another state than the one that is known: by callers whose own state nobody knows, or
// through a pointer that was given away. Findings rest on what is known; a promise about a running program cannot.
import { FROM_ENTRY } from '../flow/state.js';
import type { Callback } from './callbacks.js';
import type { Calls } from './calls.js';
import type { Deciders } from './constants.js';
import type { Entries } from './entries.js';
import { isStrong, type Needs } from './needs.js';
import type { FunctionNode } from './node.js';

export interface OpenInput {
  readonly nodes: readonly FunctionNode[];
  readonly calls: Calls;
  readonly entries: Entries;
  readonly needs: Needs;
  readonly deciders: Deciders;
  /** Stands in an initialiser outside of functions, or the catalog describes it, so that not all calls lead to it. */
  isKnownElsewhere(node: FunctionNode): boolean;
}

export function openEntries({
  nodes,
  calls,
  entries,
  needs,
  deciders,
  isKnownElsewhere,
}: OpenInput): ReadonlySet<FunctionNode> {
  /** The body works in one state alone, or whoever calls is known to have one. */
  const isClosed = (node: FunctionNode): boolean => {
    const { reason, known } = entries.of(node);
    switch (reason.kind) {
      case 'callback':
      case 'ensures':
        return false;
      case 'callers':
      case 'inferred':
      case 'unknown': {
        const need = needs.of(node, known);
        // A constant argument may take the need away.
        const isNeeded = need !== undefined && isStrong(need) && deciders.of(node).size === 0;
        return isNeeded || (reason.kind === 'inferred' && need === undefined);
      }
      default:
        return true;
    }
  };
  const startsOpen = (node: FunctionNode): boolean => {
    const { reason } = entries.of(node);
    if (reason.kind === 'callback') return !isForeign(reason.callback.by);
    return (
      reason.kind === 'ensures' ||
      calls.sites(node).length === 0 ||
      calls.handovers.of(node).length > 0 ||
      isKnownElsewhere(node)
    );
  };
  const open = new Set<FunctionNode>();
  const waiting: FunctionNode[] = [];
  const add = (node: FunctionNode): void => {
    if (open.has(node)) return;
    open.add(node);
    waiting.push(node);
  };
  for (const node of nodes) if (!isClosed(node) && startsOpen(node)) add(node);
  for (let caller = waiting.pop(); caller !== undefined; caller = waiting.pop()) {
    const flow = entries.facts(caller);
    for (const callee of calls.callees(caller)) {
      if (open.has(callee) || isClosed(callee)) continue;
      const brought = calls.sites(callee).some((site) => {
        if (site.caller !== caller) return false;
        const { heldBy, releasedBy } = flow.before(site.index);
        return heldBy === FROM_ENTRY || releasedBy === FROM_ENTRY;
      });
      if (brought) add(callee);
    }
  }
  return open;
}

/** Everything that is known about who is given the function says that another thread calls it. */
const isForeign = (by: Callback['by']): boolean =>
  'rows' in by && by.rows.length > 0 && by.rows.every(({ thread }) => thread === 'foreign');
