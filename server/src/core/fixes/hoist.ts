// Reads what the arguments of a waiting call want from Python in front of the region, in the order of evaluation.
import type { Span } from '../base/span.js';
import { resultTypes } from '../catalog/forFixes.js';
import type { Call } from '../ir/ir.js';
import { guardsWithin } from './guards.js';
import { declared, freeName } from './names.js';
import { isRefusal, type Refusal } from './proposal.js';
import { isFirst } from './purity.js';
import { type FixSite, textOf } from './site.js';
import { holds, pathTo, spanOfNode } from './statements.js';

export interface Replacement {
  /** Relative to the function's item. */
  readonly span: Span;
  readonly newText: string;
}

export interface Hoisted {
  readonly declarations: readonly { readonly type: string; readonly name: string; readonly value: string }[];
  readonly replacements: readonly Replacement[];
  /** Nothing else in the area was done in front of them. */
  readonly safe: boolean;
}

/** @param area the node that will stand in the region */
export function hoistPython(site: FixSite, area: number, taken: Set<string>): Hoisted | Refusal {
  const { view } = site;
  const declarations: Hoisted['declarations'][number][] = [];
  const replacements: Replacement[] = [];
  let safe = true;
  for (const use of usesIn(site, spanOfNode(view, area))) {
    if (replacements.some(({ span }) => holds(span, use.whole))) continue;
    const name = use.callee ?? '';
    const type = resultTypes.get(name);
    if (type === undefined)
      return {
        refused: `${name === '' ? 'a call' : `${name}()`} in the same expression needs the GIL, and its type is not known`,
      };
    const path = pathTo(view, use.whole, ['call_expression']);
    if (path === undefined) return { refused: `${name}() comes from a macro` };
    const guards = guardsWithin(site, path, area);
    if (isRefusal(guards)) return guards;
    if (guards.length > 0) return { refused: `${name}() is only called under a condition in the same expression` };
    safe &&= isFirst(view, area, path.node, replacements);
    const variable = freeName(site, nameFor(name), taken);
    taken.add(variable);
    declarations.push({ type, name: variable, value: textOf(site, use.whole) });
    replacements.push({ span: use.whole, newText: variable });
  }
  return { declarations, replacements, safe };
}

/** The calls in an area that use Python, outermost first. */
export function usesIn(site: FixSite, area: Span): readonly Call[] {
  const calls = new Map<number, Call>();
  for (const { instr } of site.fn.unit.instrs)
    if (instr.op === 'call' && holds(area, instr.whole) && site.file.needs.ofCall(site.fn.node, instr) !== undefined)
      if (!calls.has(instr.whole.start)) calls.set(instr.whole.start, instr);
  return [...calls.values()].sort((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end);
}

function nameFor(api: string): string {
  if (/SIZE|Size|Length|LENGTH/.test(api)) return 'size';
  if (/STRING|String|UTF8|DATA|BYTES|Pointer/.test(api)) return 'data';
  if (/FileDescriptor/.test(api)) return 'fd';
  return 'value';
}

export const declarationOf = ({ type, name, value }: Hoisted['declarations'][number]): string =>
  `${declared(type, name)} = ${value};`;

/** A part of the function's text with some places replaced. */
export function replacedText(site: FixSite, area: Span, replacements: readonly Replacement[]): string {
  let out = '';
  let at = area.start;
  for (const { span, newText } of [...replacements].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < at || span.end > area.end) continue;
    out += textOf(site, { start: at, end: span.start }) + newText;
    at = span.end;
  }
  return out + textOf(site, { start: at, end: area.end });
}
