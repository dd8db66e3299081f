// Readable text of the intermediate stages, for debugging and bug reports. One line an instruction.
import { gilName } from '../flow/lattice.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import type { FunctionUnit } from '../interproc/unit.js';
import type { Instr } from '../ir/ir.js';

export function dumpIr(facts: FileFacts): string {
  return facts.own.map((node) => `${header(node)}\n${blocksOf(node.unit, () => '')}`).join('\n');
}

export function dumpFacts(facts: FileFacts): string {
  return facts.own
    .map((node) => {
      const flow = facts.entries.facts(node);
      return `${header(node)} entry=${gilName(facts.entries.of(node).set)}\n${blocksOf(node.unit, (at) => `${gilName(flow.before(at).set).padEnd(9)} `)}`;
    })
    .join('\n');
}

export function dumpSummaries(facts: FileFacts): string {
  return facts.own
    .map((node) => {
      const { set, reason, onlyInChild } = facts.entries.of(node);
      const need = facts.needs.of(node);
      const needs = need === undefined ? 'nothing' : `${need.kind} ${need.name} (${need.certainty})`;
      return `${node.unit.ir.name}: entry ${gilName(set)} (${reason.kind}${onlyInChild ? ', only in a child' : ''}), entered released needs ${needs}, ${facts.isTransparent(node) ? 'transparent' : 'reports itself'}`;
    })
    .join('\n');
}

const header = ({ unit, base }: FunctionNode): string =>
  `${unit.ir.name} @${base}${unit.ir.unknown.length > 0 ? ` incomplete(${unit.ir.unknown.length})` : ''}`;

function blocksOf(unit: FunctionUnit, prefix: (index: number) => string): string {
  let index = 0;
  const lines: string[] = [];
  for (const [i, block] of unit.ir.blocks.entries()) {
    const edges = block.edges.map(
      ({ to, when }) => `${to}${when === undefined ? '' : ` if ${when.holds ? '' : 'not '}${when.condition}`}`,
    );
    lines.push(
      `  block ${i}${block.condition === undefined ? '' : ` under ${block.condition}`} -> ${edges.join(', ')}`,
    );
    for (const instr of block.instrs) lines.push(`    ${prefix(index++)}${shown(instr)}`);
  }
  return lines.join('\n');
}

function shown(instr: Instr): string {
  switch (instr.op) {
    case 'call':
      return `call ${instr.callee ?? '(expression)'}(${instr.args.map(({ text }) => text).join(', ')})${instr.inChild ? ' in child' : ''}`;
    case 'release':
      return `release ${instr.spelled} saves ${instr.saves?.text ?? '-'}`;
    case 'acquire':
      return `acquire ${instr.spelled} from ${instr.from?.text ?? '-'}`;
    case 'ensure':
    case 'unensure':
      return `${instr.op} ${instr.spelled} token ${instr.token?.text ?? '-'}`;
    case 'assign':
      return `assign ${instr.variable}${instr.truth === undefined ? '' : ` = ${instr.truth ? 'not null' : 'null'}`}`;
    case 'jump':
      return `jump ${instr.spelled} leaves ${instr.leaves.length}`;
    case 'exit':
      return `exit ${instr.kind} ${instr.spelled.replace(/\s+/g, ' ')}`;
    case 'use':
      return `use ${instr.variable}`;
    case 'loop':
      return `loop ${instr.span.start}`;
    case 'point':
      return `point ${instr.span.start}`;
    default:
      instr satisfies never;
      return '';
  }
}
