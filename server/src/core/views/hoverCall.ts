// What a hover says about a call: what the callee does about the GIL, how long it may wait and through whom, and what
// that means in the state that it is called in.
import { manualPage } from '../catalog/manual.js';
import type { BlockingCall } from '../catalog/types.js';
import { Gil, type GilSet } from '../flow/lattice.js';
import type { FileFacts } from '../interproc/fileFacts.js';
import { returnsAtOnce, rowAt, type Target } from '../interproc/link.js';
import type { Need } from '../interproc/needs.js';
import type { FunctionNode, Step } from '../interproc/node.js';
import type { Wait } from '../interproc/waits.js';
import type { Call } from '../ir/ir.js';
import { CERTAIN, HOW_LONG, NEEDS_NOTHING, WAITS } from './hoverWords.js';

/** One paragraph. */
export function aboutCall(facts: FileFacts, caller: FunctionNode, call: Call, gil: GilSet): string {
  const parts = aboutTarget(facts, caller, call, facts.calls.target(caller, call));
  const waits = facts.waits.ofCall(caller, call).length > 0;
  const page = call.callee === undefined ? undefined : manualPage(call.callee);
  return [
    ...parts,
    ...(waits && gil !== Gil.unreached ? [MEANWHILE[gil]] : []),
    ...(page === undefined ? [] : [`[${page.title}](${page.address})`]),
  ].join(' ');
}

const MEANWHILE: Readonly<Record<Exclude<GilSet, 0>, string>> = {
  [Gil.held]: 'Meanwhile no other Python thread runs.',
  [Gil.released]: 'Meanwhile other Python threads run.',
  [Gil.either]: 'Where the GIL is held, no other Python thread runs meanwhile.',
};

function aboutTarget(facts: FileFacts, caller: FunctionNode, call: Call, target: Target): readonly string[] {
  const name = `\`${call.callee ?? 'the function'}()\``;
  switch (target.kind) {
    case 'blocking':
      return aboutBlocking(name, rowAt(target.row, call), call, target.certain);
    case 'api':
      return [
        target.row.gil === 'required' ? `${name} needs the GIL.` : `${name} may be called without the GIL.`,
        ...(target.row.note === undefined ? [] : [noted(target.row.note)]),
      ];
    case 'internal':
    case 'pointer':
      return [
        aboutNeed(facts, name, target.nodes),
        ...facts.waits.ofCall(caller, call).map((wait) => aboutWait(facts, wait)),
      ];
    case 'macro': {
      const need = facts.needs.ofCall(caller, call);
      return [
        need === undefined
          ? `${name} is a macro that ${NEEDS_NOTHING}.`
          : `${name} is a macro that needs the GIL: it uses \`${need.name}\`.`,
        ...facts.waits.ofCall(caller, call).map((wait) => aboutWait(facts, wait)),
      ];
    }
    case 'declared': {
      const { state, blocking } = target.contract;
      const says = state === undefined ? [] : [DECLARED[state].replace('NAME', name)];
      return [...says, ...blocking.map((row) => `${name} ${WAITS[row.class]}, its declaration says.`)];
    }
    case 'api-like':
      return [`${name} is named like Python API and not known: it most likely needs the GIL.`];
    default:
      return [`${name} is not known: nothing is said about it.`];
  }
}

function aboutBlocking(name: string, row: BlockingCall, call: Call, isCertain: boolean): readonly string[] {
  const lines = [`${name} ${WAITS[row.class]} (\`${row.header}\`, ${CERTAIN[row.certainty]}).`];
  if (!isCertain) lines.push(`\`${row.header}\` is not included here, so it may be another function of that name.`);
  const howLong = HOW_LONG[row.class];
  if (howLong !== undefined) lines.push(howLong);
  if (row.note !== undefined) lines.push(noted(row.note));
  if (row.guardedByGil !== undefined) lines.push(`Not reported: ${row.guardedByGil}.`);
  else if (returnsAtOnce(row.nonBlocking, call)) lines.push('With the arguments written here it returns at once.');
  return lines;
}

function aboutNeed(facts: FileFacts, name: string, nodes: readonly FunctionNode[]): string {
  const need = nodes.map((node) => facts.needs.of(node)).find((found) => found !== undefined);
  if (need === undefined) return `${name} ${NEEDS_NOTHING}.`;
  return `${name} needs the GIL${usesOf(need, facts)}.`;
}

/** @returns a part of a sentence, with a colon before it */
export function usesOf(need: Need, facts: FileFacts): string {
  if (need.declared === true) return `: the declaration of \`${need.name}()\` says so`;
  const does = need.kind === 'api' ? `it uses \`${need.name}\`` : `\`${need.name}\` gives it away`;
  return `: ${does}${throughOf(facts.needs.steps(need))}`;
}

function aboutWait(facts: FileFacts, wait: Wait): string {
  const { row } = wait;
  const what =
    row.name === '' ? 'It computes for as long as its data is big' : `It waits: \`${row.name}()\` ${WAITS[row.class]}`;
  const howLong = HOW_LONG[row.class];
  const through = throughOf(facts.waits.steps(wait).slice(1));
  return `${what}${through}, ${CERTAIN[wait.certainty]}.${howLong === undefined ? '' : ` ${howLong}`}`;
}

const MOST_NAMED = 4;

/** The functions between the callee and what it does in the end. */
function throughOf(steps: readonly Step[]): string {
  const names = steps.map(({ node }) => `\`${node.unit.ir.name}()\``);
  if (names.length === 0) return '';
  const shown = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
  return `, through ${shown.join(' → ')}`;
}

const noted = (note: string): string => `Note: ${note}${note.endsWith('.') ? '' : '.'}`;

const DECLARED: Readonly<Record<'held' | 'released' | 'neutral', string>> = {
  held: 'NAME needs the GIL, its declaration says.',
  released: 'NAME is to be called with the GIL released, its declaration says.',
  neutral: 'NAME can be called with and without the GIL, its declaration says.',
};
