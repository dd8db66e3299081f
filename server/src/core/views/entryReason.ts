// Why a function is entered with the state that it has: who calls it how, the table that it stands in, what its
// contract says. One or more steps, each with its place.
import { type Span, shift } from '../base/span.js';
import { Gil } from '../flow/lattice.js';
import type { CallSite } from '../interproc/calls.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';

export interface Because {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

/** Why a function is entered as it is; nothing where nobody is seen to call it. */
export function entrySteps(facts: FileFacts, node: FunctionNode): readonly Because[] {
  const { set } = facts.entries.of(node);
  const held = set & Gil.held ? entryReason(facts, node, 'held') : [];
  const released = set & Gil.released ? entryReason(facts, node, 'released') : [];
  return [...held, ...released.filter(({ message }) => !held.some((step) => step.message === message))];
}

/** A call of the function that is surely made in this state. */
function callerWith(facts: FileFacts, node: FunctionNode, how: 'held' | 'released'): CallSite | undefined {
  return facts.calls
    .sites(node)
    .find(({ caller, index }) => facts.entries.facts(caller).before(index).set === Gil[how]);
}

export const placed = ({ path, base }: FunctionNode, span: Span, message: string): Because => ({
  path,
  span: shift(span, base),
  message,
});

export function entryReason(facts: FileFacts, node: FunctionNode, how: 'held' | 'released'): Because[] {
  const { reason } = facts.entries.of(node);
  const { name, nameSpan } = node.unit.ir;
  switch (reason.kind) {
    case 'table': {
      const entry = facts.entries.table(node);
      if (entry === undefined) return [];
      const span = { start: entry.at, end: entry.at + entry.functionName.length };
      const message = `CPython enters \`${name}()\` with the GIL held: it stands in a \`${entry.table}\``;
      return [{ path: entry.path, span, message }];
    }
    case 'module-init':
      return [placed(node, nameSpan, `\`${name}()\` runs at import, with the GIL held`)];
    case 'callback': {
      const { by } = reason.callback;
      if ('at' in by) return [placed(node, nameSpan, `\`${name}()\` is called back without the GIL`)];
      const message = `\`${by.to}\` is given \`${name}()\`, and calls it without the GIL`;
      return [placed(by.caller, by.instr.span, message)];
    }
    case 'callback-held': {
      const { caller, instr, to } = reason.by;
      return [placed(caller, instr.span, `\`${to}\` is given \`${name}()\`, and calls it with the GIL held`)];
    }
    case 'slot':
    case 'declared': {
      const own = reason.kind === 'declared';
      const contract = own ? facts.contracts.ofFunction(node) : facts.contracts.ofSlot(node.path, reason.slot);
      const comment = contract?.comments[0];
      const message = own ? `\`${name}()\` is declared so` : `\`${reason.slot}\` is declared to call it so`;
      return comment === undefined ? [] : [{ path: comment.path, span: comment.at, message }];
    }
    case 'ensures':
      return [placed(node, nameSpan, `\`${name}()\` takes it first, so its callers do not hold it`)];
    case 'callers': {
      // The reason is one caller; where they differ it may be one of the others.
      const { caller, call } = callerWith(facts, node, how) ?? reason.site;
      return [placed(caller, call.span, `\`${caller.unit.ir.name}()\` calls \`${name}()\` with it ${how}`)];
    }
    case 'inferred': {
      const message =
        how === 'held'
          ? `\`${name}()\` uses Python, so its callers must hold it`
          : `\`${name}()\` takes it first, so its callers must have released it`;
      return [placed(node, nameSpan, message)];
    }
    case 'binding':
      return [placed(reason.by.caller, reason.by.instr.span, 'Python calls it with the GIL held: it is bound here')];
    case 'unknown':
      return [];
    default:
      reason satisfies never;
      return [];
  }
}
