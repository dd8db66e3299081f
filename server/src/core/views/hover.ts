// What a hover says about a call, a macro or a place: the GIL here, why, and what the called function does to it.
import { type Span, shift, touches } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import { returnsAtOnce } from '../interproc/link.js';
import type { FunctionNode } from '../interproc/node.js';
import type { Call } from '../ir/ir.js';
import { functionAt, stateAt } from './pointState.js';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

const WAITS: Readonly<Record<string, string>> = {
  'io-disk': 'may wait for the disk',
  'io-network': 'may wait for the network, without limit',
  'io-device': 'may wait for a device, without limit',
  sleep: 'sleeps',
  'wait-process': 'waits for another process',
  'wait-sync': 'waits for another thread',
  lock: 'waits for a lock: while the GIL is held, that is one half of a deadlock',
  'name-resolution': 'may wait for name resolution, for many seconds',
  cpu: 'computes for as long as its data is big',
};

export function hoverAt(facts: FileFacts, catalog: Catalog, text: string, offset: number): Hover | undefined {
  const node = functionAt(facts, offset);
  if (node === undefined) return undefined;
  const { unit, base } = node;
  const word = wordAround(text, offset);
  if (word === undefined) return undefined;
  const point = stateAt(facts, offset);
  const name = text.slice(word.start, word.end);
  const parts: string[] = [];
  const at = unit.instrs.find(({ instr }) => instr.op === 'call' && touches(shift(instr.span, base), offset));
  if (at?.instr.op === 'call') parts.push(...aboutCall(facts, node, at.instr));
  else if (name === unit.ir.name && offset - base <= unit.ir.body.start) parts.push(...aboutFunction(facts, node));
  else {
    const about = aboutMacro(catalog, name);
    if (about === undefined) return undefined;
    parts.push(about);
  }
  return { span: word, markdown: [`**${point.text}**`, ...parts, point.detail].join('\n\n') };
}

function wordAround(text: string, offset: number): Span | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
  while (end < text.length && /\w/.test(text[end] ?? '')) end++;
  return start === end ? undefined : { start, end };
}

function aboutCall(facts: FileFacts, caller: FunctionNode, call: Call): string[] {
  const target = facts.calls.target(caller, call);
  const name = `\`${call.callee ?? 'the function'}()\``;
  switch (target.kind) {
    case 'blocking': {
      const { row } = target;
      const lines = [`${name} ${WAITS[row.class] ?? 'may wait'} (\`${row.header}\`, ${row.certainty}).`];
      if (!target.certain)
        lines.push(`\`${row.header}\` is not included here, so it may be another function of that name.`);
      if (row.note !== undefined) lines.push(row.note);
      if (row.guardedByGil !== undefined) lines.push(`Not reported: ${row.guardedByGil}.`);
      else if (returnsAtOnce(row.nonBlocking, call)) lines.push('With the arguments written here it returns at once.');
      return lines;
    }
    case 'api':
      return [
        target.row.gil === 'required' ? `${name} needs the GIL.` : `${name} may be called without the GIL.`,
        ...(target.row.note === undefined ? [] : [target.row.note]),
      ];
    case 'internal':
    case 'pointer': {
      const need = target.nodes.map((callee) => facts.needs.of(callee)).find((found) => found !== undefined);
      const waits = facts.waits.ofCall(caller, call);
      return [
        need === undefined
          ? `${name} can be called without the GIL, as far as the sources at hand tell.`
          : `${name} needs the GIL${need.kind === 'api' ? `: it uses \`${need.name}\`` : ''}.`,
        ...waits.map((wait) => `It waits: \`${wait.row.name}()\` ${WAITS[wait.row.class] ?? 'may wait'}.`),
      ];
    }
    case 'declared': {
      const { state, blocking } = target.contract;
      const says = state === undefined ? [] : [DECLARED[state].replace('NAME', name)];
      return [...says, ...blocking.map((row) => `${name} ${WAITS[row.class] ?? 'may wait'}, its declaration says.`)];
    }
    case 'api-like':
      return [`${name} is named like Python API and not known: it most likely needs the GIL.`];
    default:
      return [`${name} is not known: nothing is said about it.`];
  }
}

function aboutFunction(facts: FileFacts, node: FunctionNode): string[] {
  const callers = facts.calls.sites(node).length;
  const releases = node.unit.instrs.filter(({ instr }) => instr.op === 'release').length;
  return [
    `Called ${callers === 1 ? 'once' : `${callers} times`}; releases the GIL in ${releases === 1 ? 'one place' : `${releases} places`}.`,
  ];
}

function aboutMacro(catalog: Catalog, name: string): string | undefined {
  const row = catalog.regionMacro(name);
  if (row === undefined) {
    const operation = catalog.stateOp(name);
    return operation === undefined
      ? undefined
      : `\`${name}()\` ${OPERATIONS[operation.op] ?? 'changes the thread state'}.`;
  }
  const does = row.effects.map((effect) => EFFECTS[effect]).filter((effect) => effect !== undefined);
  return does.length === 0 ? `\`${name}\` does not change who holds the GIL.` : `\`${name}\` ${does.join(' and ')}.`;
}

const DECLARED: Readonly<Record<'held' | 'released' | 'neutral', string>> = {
  held: 'NAME needs the GIL, its declaration says.',
  released: 'NAME is to be called with the GIL released, its declaration says.',
  neutral: 'NAME can be called with and without the GIL, its declaration says.',
};

const EFFECTS: Readonly<Record<string, string>> = {
  release: 'releases the GIL',
  'release-maybe': 'releases the GIL under a condition',
  acquire: 'takes the GIL back',
  'acquire-if-saved': 'takes the GIL back if it was released',
  ensure: 'takes the GIL if this thread does not hold it',
  unensure: 'gives the GIL back as it was before',
};

const OPERATIONS: Readonly<Record<string, string>> = {
  release: 'releases the GIL',
  acquire: 'waits for the GIL and takes it',
  ensure: 'takes the GIL if this thread does not hold it',
  unensure: 'gives the GIL back as it was before the matching Ensure',
};
