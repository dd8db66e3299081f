// The step of a story that points to the comment which says so. Contracts are looked up when the story is told: their
// places move with every edit above them.
import { spelledTerm } from '../catalog/contractWords.js';
import type { ContractComment } from '../interproc/contracts.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { Need } from '../interproc/needs.js';
import type { FunctionNode } from '../interproc/node.js';
import type { Wait } from '../interproc/waits.js';
import type { TraceStep } from './finding.js';

type TermKind = ContractComment['terms'][number]['kind'];

/** The comment that says something of a kind, as a step. */
export function contractStep(comments: readonly ContractComment[] | undefined, kind: TermKind): TraceStep[] {
  for (const { terms, path, at, name } of comments ?? []) {
    const term = terms.find((said) => said.kind === kind);
    if (term !== undefined)
      return [{ path, span: at, message: `\`${name}\` is declared \`${spelledTerm(term)}\` here` }];
  }
  return [];
}

/** Where it is declared what a call from `caller` needs or waits for, through whomever. */
export function declaredStep(file: FileFacts, caller: FunctionNode, of: Need | Wait): TraceStep[] {
  if (of.declared !== true) return [];
  const isWait = 'row' in of;
  const steps = isWait ? file.waits.steps(of) : file.needs.steps(of);
  const path = steps.at(-1)?.node.path ?? caller.path;
  const name = isWait ? of.row.name : of.name;
  return contractStep(file.contracts.ofName(path, name)?.comments, isWait ? 'blocking' : 'state');
}
