// The graph of each function is whole: edges lead to blocks, the entry is the first, every place lies in the function's
// item, and what guards and flags say is written there.
import type { FileModel } from '../../server/src/core/fileModel.js';
import type { FileFacts } from '../../server/src/core/interproc/fileFacts.js';
import type { PlacedUnit } from '../../server/src/core/interproc/unit.js';
import type { Instr } from '../../server/src/core/ir/ir.js';
import type { Item } from '../../server/src/core/syntax/cut.js';
import { insideText, type SpanLike } from './spans.js';

export function graphComplaints(model: FileModel, facts: FileFacts, items: readonly Item[]): readonly string[] {
  const complaints: string[] = [];
  const ends = new Map(items.map(({ start, end }) => [start, end]));
  for (const placed of model.unit.functions) {
    const end = ends.get(placed.base);
    if (end === undefined) complaints.push(`${placed.unit.ir.name} begins where no item does`);
    else complaints.push(...unitComplaints(placed, end - placed.base));
  }
  if (facts.own.length !== model.unit.functions.length)
    complaints.push(`${facts.own.length} nodes for ${model.unit.functions.length} functions`);
  for (const node of facts.own)
    if (!facts.entries.facts(node).settled) complaints.push(`the flow of ${node.unit.ir.name} does not settle`);
  return complaints;
}

function unitComplaints({ unit }: PlacedUnit, length: number): string[] {
  const { ir, instrs } = unit;
  const complaints: string[] = [];
  const inside = (what: string, span: SpanLike, within: number = length): void => {
    if (!insideText(span, within))
      complaints.push(`${what} of ${ir.name} lies at ${span.start}-${span.end} of ${within}`);
  };
  if (ir.blocks.length === 0) complaints.push(`${ir.name} has no entry`);
  inside('the span', ir.span);
  inside('the body', ir.body);
  inside('the name', ir.nameSpan);
  for (const { span } of [...ir.unknown, ...ir.unknownMacros, ...ir.imbalances]) inside('a remark', span);
  let count = 0;
  for (const { instrs: own, edges, guards, flags } of ir.blocks) {
    count += own.length;
    for (const { to } of edges)
      if (ir.blocks[to] === undefined)
        complaints.push(`an edge of ${ir.name} leads to block ${to} of ${ir.blocks.length}`);
    for (const guard of guards) {
      inside('a guard', guard.span);
      if (guard.text === '' && guard.span.end > guard.span.start) complaints.push(`a guard of ${ir.name} has no text`);
    }
    if (flags?.some((flag) => flag === '' || flag === '!')) complaints.push(`a flag of ${ir.name} has no text`);
    for (const instr of own) for (const span of spansOf(instr)) inside(`'${instr.op}'`, span);
  }
  if (instrs.length !== count)
    complaints.push(`${ir.name} has ${count} instructions, ${instrs.length} of them located`);
  return complaints;
}

function spansOf(instr: Instr): readonly SpanLike[] {
  if (instr.op === 'call' || instr.op === 'loop') return [instr.span, instr.whole];
  return instr.op === 'jump' ? [instr.span, ...instr.leaves] : [instr.span];
}
