// What a hover says about a function at its name: who calls it how, what it needs, its regions, where it makes everybody
// wait. The state that it is entered with, and why, is told for every place.
import { Gil } from '../flow/lattice.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { waitsIn } from './codeLenses.js';
import { usesOf } from './hoverCall.js';
import { NEEDS_NOTHING } from './hoverWords.js';
import { regionsOf } from './regions.js';

export function aboutFunction(fn: FunctionFacts, facts: FileFacts): readonly string[] {
  const { node } = fn;
  const name = `\`${node.unit.ir.name}()\``;
  const need = facts.needs.of(node);
  const doing = [...regionsText(fn, facts), ...waitsText(fn, facts)];
  return [
    need === undefined ? `${name} ${NEEDS_NOTHING}.` : `${name} needs the GIL${usesOf(need, facts)}.`,
    ...callersText(fn, facts),
    ...(doing.length === 0 ? [] : [`It ${doing.join('; ')}.`]),
  ];
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

function callersText({ node }: FunctionFacts, facts: FileFacts): readonly string[] {
  const states = facts.calls.sites(node).map(({ caller, index }) => facts.entries.facts(caller).before(index).set);
  const given = facts.calls.handovers.of(node).filter(({ isTaken }) => !isTaken);
  const called = (set: number): number => states.filter((each) => each === set).length;
  const hows = [
    [called(Gil.held), 'with the GIL held'],
    [called(Gil.released), 'with it released'],
    [called(Gil.either), 'with either'],
  ] as const;
  const parts = hows.filter(([count]) => count > 0).map(([count, how]) => `${times(count)} ${how}`);
  const handed = [...new Set(given.map(({ to }) => `given to \`${to}\``))];
  if (parts.length === 0 && handed.length === 0)
    return facts.entries.of(node).reason.kind === 'unknown' ? ['Nobody is seen to call it.'] : [];
  return [
    `${parts.length > 0 ? `Called ${parts.join(', ')}` : 'Called by nobody in sight'}${handed.map((how) => `; ${how}`).join('')}.`,
  ];
}

function regionsText(fn: FunctionFacts, facts: FileFacts): readonly string[] {
  const regions = regionsOf(fn, facts);
  const released = regions.filter(({ kind }) => kind === 'released').length;
  const taken = regions.length - released;
  return [
    ...(released > 0 ? [`releases the GIL in ${released === 1 ? 'one region' : `${released} regions`}`] : []),
    ...(taken > 0 ? [`takes it ${times(taken)}`] : []),
  ];
}

function waitsText(fn: FunctionFacts, facts: FileFacts): readonly string[] {
  const { blocks, computes } = waitsIn(fn, facts);
  return [
    ...(blocks.length > 0 ? [`waits ${times(blocks.length)} with the GIL held, in ${named(blocks)}`] : []),
    ...(computes.length > 0 ? [`computes for long ${times(computes.length)} with it held, in ${named(computes)}`] : []),
  ];
}

const MOST_NAMED = 4;

function named(calls: readonly string[]): string {
  const names = [...new Set(calls)].map((name) => `\`${name}()\``);
  return names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(', ')} and others` : names.join(', ');
}
