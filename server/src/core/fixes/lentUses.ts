// The statements behind an assignment in which a variable is used, and whether each use only looks at the object.
// Easy to get wrong: a pointer into the object outlives the last use of the variable, so calls are asked by name whether
// they let go of all that they were given; and a way out of the statements may hide in a macro.
import type { Span } from '../base/span.js';
import { lender } from '../catalog/lenders.js';
import { lendingCalls } from '../catalog/strongTwins.js';
import type { Refusal } from './proposal.js';
import { type FixSite, textOf } from './site.js';
import { holds, nodesBelow, type Path, pathTo, spanOfNode } from './statements.js';
import { changesState, isReleasedBefore } from './uses.js';

/** A variable, and the statement of a block that gives it the reference. */
export interface Taken {
  readonly variable: string;
  readonly statement: Path;
  readonly block: number;
  /** The GIL is given away in between: other variables then hold pointers into the object, and live as long as it does. */
  readonly pointers?: readonly string[];
}

/** The statements up to the last use, and the ways out of them. */
export interface Lent {
  readonly last: number;
  readonly exits: readonly Path[];
  /** The first statement leaves where the variable is null; its exits have nothing to give back. */
  readonly nullCheck: number | undefined;
}

const BENDS: ReadonlySet<string> = new Set([
  ...['for_statement', 'while_statement', 'do_statement', 'switch_statement', 'labeled_statement', 'ERROR'],
  ...['statement_expression', 'conditional_expression'],
]);
const EXITS: ReadonlySet<string> = new Set([
  'return_statement',
  'goto_statement',
  'break_statement',
  'continue_statement',
]);
const IDENTIFIER: ReadonlySet<string> = new Set(['identifier']);

export function lentUses(site: FixSite, taken: Taken): Lent | Refusal {
  const { view } = site;
  const siblings = view.named(taken.block);
  const at = siblings.indexOf(taken.statement.node);
  const again = siblings.findIndex((node, i) => i > at && assigns(site, node, taken.variable));
  const behind = siblings.slice(at + 1, again < 0 ? undefined : again);
  const names = [taken.variable, ...(taken.pointers ?? [])];
  const lastUse = behind.filter((node) => names.some((name) => occurrences(site, node, name).length > 0)).at(-1);
  if (lastUse === undefined) return { refused: `\`${taken.variable}\` is not used behind the call` };
  const last = taken.pointers === undefined ? lastUse : behindRegion(site, behind, lastUse);
  const area = behind.slice(0, behind.indexOf(last) + 1);
  const span = { start: view.start(taken.statement.node), end: view.end(last) };
  if (/^[ \t]*#/m.test(textOf(site, span)))
    return { refused: 'an `#if` or `#define` lies between the call and the last use' };
  const elsewhere = usedElsewhere(site, taken, span, siblings, again);
  if (elsewhere !== undefined) return elsewhere;
  const [first = last] = area;
  const nullCheck = isNullCheck(site, first, taken.variable) ? first : undefined;
  const exits: Path[] = [];
  for (const node of area) {
    const problem = bendIn(site, node, taken) ?? misuseIn(site, node, taken, node === nullCheck);
    if (problem !== undefined) return { refused: problem };
    if (node !== nullCheck) exits.push(...exitsIn(site, node));
  }
  const hidden = hiddenExit(site, span);
  return hidden === undefined ? { last, exits, nullCheck } : { refused: hidden };
}

/** A region that is open behind a statement is ended first. */
function behindRegion(site: FixSite, siblings: readonly number[], last: number): number {
  let at = siblings.indexOf(last);
  while (at + 1 < siblings.length && isReleasedBefore(site, siblings[at + 1] ?? -1)) at++;
  return siblings[at] ?? last;
}

export const occurrences = (site: FixSite, node: number, name: string): number[] =>
  [...nodesBelow(site.view, node, IDENTIFIER)].filter((at) => textOf(site, spanOfNode(site.view, at)) === name);

/** Whether a statement leaves where the variable is null, and does nothing else. */
export function isNullCheck(site: FixSite, node: number, name: string): boolean {
  const { view } = site;
  if (view.kind(node) !== 'if_statement' || view.child(node, 'alternative') >= 0) return false;
  const condition = textOf(site, spanOfNode(view, view.child(node, 'condition'))).replace(/\s+/g, '');
  if (![`(!${name})`, `(${name}==NULL)`, `(NULL==${name})`].includes(condition)) return false;
  const then = view.child(node, 'consequence');
  const end = view.kind(then) === 'compound_statement' ? view.named(then).at(-1) : then;
  return end !== undefined && leaves(site, end) && occurrences(site, then, name).length === 0;
}

/** Whether control never comes to what follows: also through a macro that returns. */
function leaves(site: FixSite, node: number): boolean {
  if (EXITS.has(site.view.kind(node))) return true;
  const span = spanOfNode(site.view, node);
  return (
    site.view.kind(node) === 'expression_statement' &&
    site.fn.flow.instrs.some(({ instr }) => instr.op === 'exit' && holds(span, instr.span))
  );
}

/** A statement that gives the variable another value without asking for the old one. */
function assigns(site: FixSite, node: number, name: string): boolean {
  const { view } = site;
  const [expression = -1] = view.kind(node) === 'expression_statement' ? view.named(node) : [];
  if (expression < 0 || view.kind(expression) !== 'assignment_expression') return false;
  const isPlain = textOf(site, spanOfNode(view, expression)).replace(/\s+/g, '').startsWith(`${name}=`);
  return isPlain && occurrences(site, expression, name).length === 1;
}

/** A use that could see the reference after it was given back. */
function usedElsewhere(
  site: FixSite,
  { variable, block }: Taken,
  area: Span,
  siblings: readonly number[],
  again: number,
): Refusal | undefined {
  const { view, fn } = site;
  const own = fn.unit.ir.span;
  const written = textOf(site, own).replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|(?:->|\.)\s*\w+/g, ' ');
  const all = occurrences(site, 0, variable).filter((node) => holds(own, spanOfNode(view, node)));
  if ([...written.matchAll(new RegExp(`\\b${variable}\\b`, 'g'))].length !== all.length)
    return { refused: `\`${variable}\` is used in a way that could not be read` };
  const firstSet = siblings.findIndex((node) => assigns(site, node, variable));
  const from =
    firstSet < 0 || view.start(siblings[firstSet] ?? 0) > area.start ? area.start : view.start(siblings[firstSet] ?? 0);
  const isHere = (at: number): boolean =>
    (from <= at && at < area.end) || (again >= 0 && at >= view.start(siblings[again] ?? 0) && at < view.end(block));
  let declarations = 0;
  for (const node of all) {
    const around = pathTo(view, spanOfNode(view, node), ['identifier'])?.parents ?? [];
    const declaration = declarationOf(site, around);
    if (declaration !== undefined) declarations++;
    else if (!isHere(view.start(node))) return { refused: `\`${variable}\` is also used elsewhere in the function` };
  }
  const lastUse = Math.max(...all.map((node) => view.start(node)));
  const labels = [...nodesBelow(view, block, new Set(['labeled_statement', 'case_statement']))];
  const isLabelled = labels.some((node) => view.start(node) <= lastUse);
  if (isLabelled) return { refused: 'a jump may lead in between the call and the last use' };
  if (declarations !== 1) return { refused: `\`${variable}\` is no variable of the function alone` };
  return undefined;
}

/** The declaration that a name is declared by, where it stands there as a name and not as a value. */
function declarationOf({ view }: FixSite, around: readonly number[]): number | undefined {
  for (const node of around) {
    const kind = view.kind(node);
    if (kind === 'declaration') return node;
    if (kind === 'init_declarator' && view.child(node, 'declarator') < 0) return undefined;
    if (kind !== 'init_declarator' && kind !== 'pointer_declarator') return undefined;
  }
  return undefined;
}

function bendIn(site: FixSite, node: number, { pointers }: Taken): string | undefined {
  if (site.view.kind(node).startsWith('preproc_')) return 'an `#if` lies between the call and the last use';
  for (const _ of nodesBelow(site.view, node, BENDS))
    return 'a loop or branch of another kind lies between the call and the last use';
  return pointers === undefined && changesState(site, node) ? 'the GIL is given up or taken in between' : undefined;
}

/** The first use of the variable that may keep the reference or something in the object. */
function misuseIn(site: FixSite, node: number, taken: Taken, isCheck: boolean): string | undefined {
  if (isCheck) return undefined;
  for (const name of [taken.variable, ...(taken.pointers ?? [])])
    for (const at of occurrences(site, node, name)) {
      const around = pathTo(site.view, spanOfNode(site.view, at), ['identifier'])?.parents ?? [];
      const problem = misuse(site, around, name, taken);
      if (problem !== undefined) return problem;
    }
  return undefined;
}

function misuse(site: FixSite, around: readonly number[], name: string, taken: Taken): string | undefined {
  const { view: tree } = site;
  /** A pointer into the object, which the reference outlives. */
  let isInside = name !== taken.variable || taken.pointers?.includes(name) === true;
  const otherwise = `\`${name}\` is used otherwise than by calls`;
  for (const [i, node] of around.entries()) {
    switch (tree.kind(node)) {
      case 'parenthesized_expression':
        if (tree.kind(around[i + 1] ?? -1) === 'if_statement') return undefined;
        break;
      case 'unary_expression':
        return textOf(site, spanOfNode(tree, node)).startsWith('!') ? undefined : otherwise;
      case 'binary_expression':
        return /^[\s\S]*(?:[=!]=|&&|\|\|)/.test(textOf(site, spanOfNode(tree, node))) ? undefined : otherwise;
      case 'argument_list': {
        const call = around[i + 1] ?? -1;
        const callee = textOf(site, spanOfNode(tree, tree.child(call, 'function')));
        return isInside || lendingCalls.has(callee) || fillsPointer(site, around.slice(i + 2), callee, taken)
          ? undefined
          : `\`${name}\` is given to ${callee}(), which may keep it or something in it`;
      }
      case 'field_expression':
      case 'cast_expression':
        if (taken.pointers === undefined) return otherwise;
        isInside ||= tree.kind(node) === 'field_expression';
        break;
      case 'return_statement':
        return `\`${name}\` is returned`;
      case 'assignment_expression':
      case 'init_declarator':
      case 'declaration':
      case 'pointer_declarator':
        if (isInside && isTarget(site, around, i, name)) return undefined;
        return `\`${name}\` is stored`;
      default:
        return otherwise;
    }
  }
  return otherwise;
}

/** A call that gives a pointer into the object, which goes into a variable that is looked after. */
function fillsPointer(site: FixSite, around: readonly number[], callee: string, { pointers = [] }: Taken): boolean {
  if (lender(callee)?.lends !== 'part') return false;
  const [store = -1] = around.filter((node) => site.view.kind(node) !== 'cast_expression');
  const written = textOf(site, spanOfNode(site.view, store));
  const target = /^[\s*]*(\w+)\s*=[^=]/.exec(written)?.[1];
  return target !== undefined && pointers.includes(target);
}

/** A variable that gets a value, or is declared, rather than one that is the value. */
function isTarget(site: FixSite, around: readonly number[], i: number, name: string): boolean {
  const written = textOf(site, spanOfNode(site.view, around[i] ?? -1));
  const isDeclared = site.view.kind(around[i] ?? -1) !== 'assignment_expression' && !written.includes('=');
  return isDeclared || new RegExp(`^[\\s*]*${name}\\s*=[^=]`).test(written);
}

function exitsIn(site: FixSite, node: number): readonly Path[] {
  return [...nodesBelow(site.view, node, EXITS)].flatMap((at) => {
    const path = pathTo(site.view, spanOfNode(site.view, at), [...EXITS]);
    return path === undefined ? [] : [path];
  });
}

/** A way out that is written in a macro. */
function hiddenExit(site: FixSite, area: Span): string | undefined {
  const { view: tree, fn, catalog } = site;
  const written = [...nodesBelow(tree, 0, EXITS)].map((node) => spanOfNode(tree, node));
  const nullChecked = (span: Span): boolean => written.some((exit) => holds(exit, span));
  for (const { instr } of fn.flow.instrs) {
    const isExit = instr.op === 'exit' && instr.kind !== 'noreturn' && instr.kind !== 'end';
    if (isExit && holds(area, instr.span) && !nullChecked(instr.span)) return 'a macro leaves the function in between';
  }
  for (const call of nodesBelow(tree, 0, new Set(['call_expression']))) {
    const span = spanOfNode(tree, call);
    const callee = textOf(site, spanOfNode(tree, tree.child(call, 'function')));
    if (holds(area, span) && /^_*[A-Z][A-Z0-9_]*$/.test(callee) && catalog.api(callee) === undefined)
      return `the macro ${callee}() may leave the function in between`;
  }
  return undefined;
}
