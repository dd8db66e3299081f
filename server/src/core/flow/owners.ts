// Who can reach the owner of what a function was lent: an object that another thread can change, or one of its own.
// Easy to get wrong: a list that was made here is nobody else's until it is handed on; what the arguments of a Python call
// are is for the caller to change, but for the keywords, which are made for the call.

import {
  argumentParsers,
  bufferExports,
  lastingContainers,
  lender,
  listViews,
  newBuffers,
  referenceTakers,
  replacedObjects,
} from '../catalog/lenders.js';
import { newContainers } from '../catalog/strongTwins.js';
import { type Argument, type Call, type FunctionIr, resultOf } from '../ir/ir.js';
import type { Located } from './facts.js';
import type { Lending } from './lent.js';

/** `own`: nobody else changes it, or it is there for good; `unsure`: nobody can say. */
export type Reach = 'shared' | 'unsure' | 'own';

const made = new Set([...newContainers, ...newBuffers]);

export function reachOf(ir: FunctionIr, instrs: readonly Located[], { call, row }: Lending): Reach {
  if (row.owner === undefined)
    return replacedObjects.has(/^"(\w+)"$/.exec(call.args[0]?.text ?? '')?.[1] ?? '') ? 'shared' : 'unsure';
  const owner = call.args[row.owner];
  if (owner === undefined) return 'unsure';
  const calls = instrs.flatMap(({ instr }) => (instr.op === 'call' ? [instr] : []));
  const isExported = calls.some(
    ({ callee, args }) => bufferExports.has(callee ?? '') && args[0]?.name !== undefined && args[0].name === owner.name,
  );
  return row.lends === 'memory' && isExported ? 'own' : reach(ir, instrs, calls, owner, []);
}

function reach(
  ir: FunctionIr,
  instrs: readonly Located[],
  calls: readonly Call[],
  { text, name }: Argument,
  within: readonly string[],
): Reach {
  if (name === undefined) {
    const callee = /^\(*(?:\(\w+ \*\) ?)?(\w+) ?\(/.exec(text)?.[1];
    return callee !== undefined && (lastingContainers.has(callee) || made.has(callee)) ? 'own' : 'unsure';
  }
  if (within.includes(name)) return 'own';
  const parameter = ir.parameters.findIndex((each) => each.name === name);
  if (parameter >= 0) return parameter === 2 && /^_?k/i.test(name) ? 'own' : 'shared';
  if (!ir.locals.has(name)) return 'unsure';
  const answers: Reach[] = [];
  for (const { instr } of instrs) {
    if (instr.op !== 'assign' || instr.variable !== name || instr.truth === false) continue;
    const from = calls.find(({ whole }) => resultOf(whole) === instr.result);
    if (from !== undefined) answers.push(reachOfResult(ir, instrs, calls, from, [...within, name]));
    else if (instr.from !== undefined)
      answers.push(reach(ir, instrs, calls, { text: instr.from, name: instr.from }, [...within, name]));
    else answers.push(isParsed(calls, name) ? 'shared' : 'unsure');
  }
  if (answers.includes('shared')) return 'shared';
  return answers.length === 0 || answers.includes('unsure') ? 'unsure' : 'own';
}

function reachOfResult(
  ir: FunctionIr,
  instrs: readonly Located[],
  calls: readonly Call[],
  { callee = '', args }: Call,
  within: readonly string[],
): Reach {
  if (made.has(callee) || lastingContainers.has(callee)) return 'own';
  if (lender(callee) !== undefined) return 'shared';
  const [first] = args;
  const passesOn = listViews.has(callee) || referenceTakers.has(callee);
  return passesOn && first !== undefined ? reach(ir, instrs, calls, first, within) : 'unsure';
}

const isParsed = (calls: readonly Call[], name: string): boolean =>
  calls.some(
    ({ callee, args }) =>
      argumentParsers.has(callee ?? '') && args.some((arg) => arg.name === name && arg.text.includes('&')),
  );
