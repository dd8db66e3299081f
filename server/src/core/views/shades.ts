// Which stretches of a text run without the GIL, for the editor's shading: from one statement to the next.
import { type Span, shift } from '../base/span.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import type { Instr } from '../ir/ir.js';

export interface Shade {
  readonly kind: 'released' | 'held' | 'either';
  readonly span: Span;
}

export function shadesOf(facts: FileFacts, text: string): readonly Shade[] {
  const shades: Shade[] = [];
  for (const node of facts.own) {
    if (node.unit.isAlternate) continue;
    const entered = facts.entries.of(node).set;
    if (!node.unit.ir.changesState && entered !== Gil.released) continue;
    shades.push(...shadesIn(facts, node, text));
  }
  return shades;
}

/** Stand in the middle of statements that are shaded as a whole. */
const SHADELESS: ReadonlySet<Instr['op']> = new Set(['assign', 'call', 'loop', 'use']);

function shadesIn(facts: FileFacts, node: FunctionNode, text: string): Shade[] {
  const { unit, base } = node;
  const flow = facts.entries.facts(node);
  const places = unit.instrs
    .filter(({ instr }) => !SHADELESS.has(instr.op) && instr.span.end > 0)
    .sort((a, b) => a.instr.span.start - b.instr.span.start || a.index - b.index);
  const shades: Shade[] = [];
  for (const [i, at] of places.entries()) {
    const end = places[i + 1]?.instr.span.start ?? unit.ir.body.end;
    const kind = kindAt(at.index);
    if (kind === undefined || end <= at.instr.span.start) continue;
    const span = trimmed(text, shift({ start: at.instr.span.start, end }, base));
    const last = shades.at(-1);
    if (last !== undefined && last.kind === kind && /^[\s{}]*$/.test(text.slice(last.span.end, span.start)))
      shades[shades.length - 1] = { kind, span: { start: last.span.start, end: span.end } };
    else shades.push({ kind, span });
  }
  return shades;

  function kindAt(at: number): Shade['kind'] | undefined {
    const located = unit.instrs[at];
    const gil = flow.before(at);
    if (gil.set === Gil.unreached || located === undefined) return undefined;
    if (located.instr.op === 'release') return 'released';
    if (located.instr.op === 'ensure') return undefined;
    if (gil.set === Gil.released) return 'released';
    if (gil.set === Gil.either)
      return gil.releasedBy === FROM_ENTRY && gil.heldBy === FROM_ENTRY ? undefined : 'either';
    const by = unit.instrs[gil.heldBy]?.instr;
    return by !== undefined && by.op === 'acquire' && by.spelling === 'inside' ? 'held' : undefined;
  }
}

/** Without the white space and comments behind the last word of the stretch. */
function trimmed(text: string, span: Span): Span {
  let end = span.end;
  for (;;) {
    while (end > span.start && /\s/.test(text[end - 1] ?? '')) end--;
    if (!text.startsWith('*/', end - 2)) break;
    const opened = text.lastIndexOf('/*', end - 2);
    if (opened < span.start) break;
    end = opened;
  }
  return { start: span.start, end };
}
