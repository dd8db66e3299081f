// The contract that a body keeps, told without what a comment says about it. Only what is certain: a body that calls
// somebody unseen may do anything, and a wait that an argument decides is not one of every call.
// Easy to get wrong: writing the contract down must change no finding. So it says what the analysis works with already.
import type { Catalog } from '../catalog/catalog.js';
import { type ContractState, type ContractTerm, spelledTerm } from '../catalog/contractWords.js';
import { isModuleInit } from '../catalog/entryTables.js';
import { Gil } from '../flow/lattice.js';
import { NO_EFFECT } from '../flow/transfer.js';
import { type Known, NOTHING_KNOWN } from '../interproc/constants.js';
import type { Contract } from '../interproc/contracts.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import { isStrong } from '../interproc/needs.js';
import type { FunctionNode } from '../interproc/node.js';
import { usesPython } from '../interproc/program.js';
import type { Call } from '../ir/ir.js';

/** With more parameters that decide a path than these nothing is said. */
const MOST_DECIDERS = 3;
const CONTRADICTS: Readonly<Record<ContractState, readonly ContractState[]>> = {
  neutral: ['held', 'released'],
  released: ['held'],
  held: ['released'],
};

/** What should be written at a function: what is inferred, together with what is written and not contradicted. */
export function wantedContract(node: FunctionNode, facts: FileFacts, catalog: Catalog): readonly ContractTerm[] {
  const inferred = inferredContract(node, facts, catalog);
  const [first] = inferred;
  if (first === undefined) return [];
  // The catalog describes this very function: calls of it are judged by the row.
  const row = catalog.api(node.unit.ir.name);
  const isHeld = first.kind === 'state' && first.state === 'held';
  if (catalog.blocking(node.unit.ir.name) !== undefined || (row !== undefined && (row.gil === 'required') !== isHeld))
    return [];
  const written = facts.contracts.ofFunction(node);
  if (written === undefined) return inferred;
  const state = first.kind === 'state' ? first.state : undefined;
  if (state !== undefined && written.state !== undefined && CONTRADICTS[written.state].includes(state)) return inferred;
  const kept = written.state ?? state;
  const waits = termsOfWaits(written);
  return [
    ...(kept === undefined ? [] : [{ kind: 'state', state: kept } as const]),
    ...(waits.length > 0 || kept === 'held' ? waits : inferred.filter(({ kind }) => kind === 'blocking')),
  ];
}

const termsOfWaits = ({ blocking }: Contract): readonly ContractTerm[] =>
  blocking.map((row) => ({ kind: 'blocking', class: row.class, certainty: row.certainty }));

export const spelledContract = (terms: readonly ContractTerm[]): string => terms.map(spelledTerm).join(', ');

function inferredContract(node: FunctionNode, facts: FileFacts, catalog: Catalog): readonly ContractTerm[] {
  const { ir } = node.unit;
  if (ir.unknown.length > 0 || !facts.entries.facts(node).settled) return [];
  // CPython finds it: nobody has to be told.
  if (facts.entries.table(node) !== undefined || isModuleInit(ir.name)) return [];
  const variants = variantsOf(node, facts);
  if (variants.length === 0) return [];
  const entry = facts.entries.of(node);
  if (entry.reason.kind === 'binding') return [];
  const isWritten = facts.contracts.ofFunction(node)?.state !== undefined;
  const always = variants.every((known) => {
    const need = facts.needs.ofBody(node, known);
    return need?.kind === 'api' && isStrong(need);
  });
  if (always) {
    const certain = usesPython(node, facts.calls) && (isWritten || entry.set === Gil.held);
    return certain ? [{ kind: 'state', state: 'held' }] : [];
  }
  if (facts.needs.ofBody(node, NOTHING_KNOWN) !== undefined) return [];
  if (facts.entries.deadlocks(node)) {
    const certain = entry.set === Gil.released && (entry.called & Gil.held) === 0;
    return isWritten || certain ? [{ kind: 'state', state: 'released' }] : [];
  }
  if (facts.effects.ofBody(node) !== NO_EFFECT || !isPlain(node, facts, catalog)) return [];
  return [{ kind: 'state', state: 'neutral' }, ...certainWaits(node, variants, facts)];
}

/** All that may be known of the parameters that decide a path. */
function variantsOf(node: FunctionNode, facts: FileFacts): readonly Known[] {
  const deciders = [...facts.deciders.of(node)].map((index) => node.unit.ir.parameters[index]?.name ?? '');
  if (deciders.length > MOST_DECIDERS) return [];
  let variants: readonly Known[] = [NOTHING_KNOWN];
  for (const name of deciders)
    variants = variants.flatMap((known) => [known, new Map(known).set(name, true), new Map(known).set(name, false)]);
  return variants;
}

/** Whether neither the function nor anybody that it reaches uses Python, changes the state, or is unseen. */
function isPlain(start: FunctionNode, facts: FileFacts, catalog: Catalog): boolean {
  const reached = new Set([start]);
  for (const node of reached) {
    if (node !== start && facts.contracts.ofFunction(node)?.state === 'neutral') continue;
    if (node.unit.ir.unknown.length > 0 || usesPython(node, facts.calls)) return false;
    for (const { instr } of node.unit.instrs)
      if (instr.op === 'call' && !isKnownCall(node, instr, facts, catalog)) return false;
    for (const callee of facts.calls.callees(node)) reached.add(callee);
  }
  return true;
}

function isKnownCall(caller: FunctionNode, call: Call, facts: FileFacts, catalog: Catalog): boolean {
  const target = facts.calls.target(caller, call);
  switch (target.kind) {
    case 'internal':
      return true;
    case 'blocking':
      return target.certain && catalog.callbacks(target.row.name).length === 0;
    case 'declared':
      return target.contract.state === 'neutral' || target.contract.state === undefined;
    case 'api':
      return target.row.gil === 'not-required';
    case 'unknown':
      return call.callee !== undefined && catalog.isPlain(call.callee);
    default:
      return false;
  }
}

/** Waits of every call, whatever its arguments are. */
function certainWaits(node: FunctionNode, variants: readonly Known[], facts: FileFacts): readonly ContractTerm[] {
  return facts.waits
    .ofBody(node, NOTHING_KNOWN)
    .filter(({ family }) =>
      variants.every((known) =>
        facts.waits
          .ofBody(node, known)
          .some((wait) => wait.family === family && wait.certainty === 'always' && !wait.onWindows),
      ),
    )
    .map(({ row }) => ({ kind: 'blocking', class: row.class, certainty: 'always' }));
}
