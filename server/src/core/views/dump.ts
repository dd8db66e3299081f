// Readable text of the intermediate stages, for debugging and bug reports. One line an instruction.
import { gilName } from '../flow/lattice.js';
import type { FileFacts } from '../interproc/analysis.js';
import type { FunctionUnit } from '../interproc/unit.js';
import type { Instr } from '../ir/ir.js';

export function dumpIr(facts: FileFacts): string {
  return facts.file.functions.map((unit) => `${header(unit)}\n${blocksOf(unit, () => '')}`).join('\n');
}

export function dumpFacts(facts: FileFacts): string {
  return facts.file.functions
    .map((unit, index) => {
      const flow = facts.entries.facts(index);
      return `${header(unit)} entry=${gilName(facts.entries.of(index).set)}\n${blocksOf(unit, (at) => `${gilName(flow.before(at).set).padEnd(9)} `)}`;
    })
    .join('\n');
}

export function dumpSummaries(facts: FileFacts): string {
  return facts.file.functions
    .map((unit, index) => {
      const { set, reason, onlyInChild } = facts.entries.of(index);
      const need = facts.needs.of(index);
      const needs = need === undefined ? 'nothing' : `${need.kind} ${need.name} (${need.certainty})`;
      return `${unit.ir.name}: entry ${gilName(set)} (${reason.kind}${onlyInChild ? ', only in a child' : ''}), entered released needs ${needs}, ${facts.isTransparent(index) ? 'transparent' : 'reports itself'}`;
    })
    .join('\n');
}

const header = (unit: FunctionUnit): string =>
  `${unit.ir.name} @${unit.base}${unit.ir.unknown.length > 0 ? ` incomplete(${unit.ir.unknown.length})` : ''}`;

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
    case 'point':
      return `point ${instr.span.start}`;
    default:
      instr satisfies never;
      return '';
  }
}
