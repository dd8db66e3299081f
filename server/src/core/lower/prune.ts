// Throws away what cannot matter: assignments and conditions count only where the GIL state may depend on them.
// Nine functions in ten change no state at all; for them the graph keeps calls and exits alone.
import { errorVariable } from '../catalog/errorCodes.js';
import { lender, listViews, referenceTakers } from '../catalog/lenders.js';
import {
  type Argument,
  type Assign,
  type Block,
  type Call,
  changesGil,
  type Instr,
  type Literal,
  negativeTests,
  type Place,
} from '../ir/ir.js';
import { flagsOf } from './flags.js';

export interface Kept {
  readonly blocks: readonly Block[];
  /** Conditions that worlds are told apart by. */
  readonly tracked: ReadonlySet<string>;
}

/**
 * Tests of a parameter are kept as well: a constant argument at a call decides them.
 * @param lent variables that were given what somebody else owns
 */
export function keepWhatMatters(
  lowered: readonly Block[],
  parameters: readonly string[],
  lent: ReadonlySet<string>,
): Kept {
  const saved = savedPlaces(lowered);
  const blocks = withPlaces(lowered, saved);
  const tracked = relevantConditions(blocks);
  const relevant = new Set([...tracked, ...parameters]);
  const words = new Set<string>(saved);
  for (const condition of relevant) for (const word of wordsOf(condition)) words.add(word);
  const results = testedResults(blocks);
  const releases = blocks.some(({ instrs }) => instrs.some(({ op }) => op === 'release'));
  const watched = releases ? withOwners(blocks, lent) : NONE;
  const matters = (instr: Instr): boolean =>
    instr.op === 'loop'
      ? instr.isNested
      : instr.op === 'use'
        ? releases
        : instr.op !== 'assign' || watched.has(instr.variable) || assignMatters(instr);
  const assignMatters = (instr: Assign): boolean =>
    words.has(root(instr.variable)) ||
    instr.from !== undefined ||
    instr.freshLock === true ||
    results.has(instr.variable) ||
    negativeTests(instr.variable).some((test) => results.has(test));
  const literal = (when: Literal | undefined): Literal | undefined =>
    when !== undefined &&
    (relevant.has(when.condition) || when.asksForGil || when.condition[0] === '@' || results.has(when.condition))
      ? when
      : undefined;
  const marked = (instr: Instr): Instr =>
    instr.op === 'call' && instr.args.some(({ name }) => name !== undefined && saved.has(name))
      ? { ...instr, handsOver: true }
      : instr;
  const flags = flagsOf(blocks);
  const kept = blocks.map((block, i) => ({
    ...block,
    instrs: block.instrs.filter(matters).map(marked),
    edges: block.edges.map((edge) => ({ to: edge.to, when: literal(edge.when) })),
    ...((flags[i]?.length ?? 0) > 0 && { flags: flags[i] }),
  }));
  return { blocks: kept, tracked };
}

const NONE: ReadonlySet<string> = new Set();

/** The object that the result of a call is in, or that it is. */
function ownerIn({ callee = '', args }: Call): Argument | undefined {
  const row = lender(callee);
  if (row !== undefined) return row.owner === undefined ? undefined : args[row.owner];
  return listViews.has(callee) || referenceTakers.has(callee) ? args[0] : undefined;
}

/** The variables, and those that hold the owners of what is in them. */
function withOwners(blocks: readonly Block[], lent: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set([...lent, errorVariable]);
  if (lent.size === 0) return all;
  for (const { instrs } of blocks)
    for (const instr of instrs) {
      const owner = instr.op === 'call' ? ownerIn(instr)?.name : instr.op === 'assign' ? instr.from : undefined;
      if (owner !== undefined) all.add(owner);
    }
  return all;
}

/** Variables that get the result of a call and are tested: the called function may tell by it what it did to the GIL. */
function testedResults(blocks: readonly Block[]): ReadonlySet<string> {
  const tested = new Set<string>();
  for (const { edges } of blocks) for (const { when } of edges) if (when !== undefined) tested.add(when.condition);
  const results = new Set<string>();
  for (const { instrs } of blocks)
    for (const instr of instrs) {
      if (instr.op !== 'assign' || instr.result === undefined) continue;
      for (const test of [instr.variable, ...negativeTests(instr.variable)]) if (tested.has(test)) results.add(test);
    }
  return results;
}

/** Places of thread states are spelled without the `*` in front, and so are the tests of one. */
function withPlaces(blocks: readonly Block[], saved: ReadonlySet<string>): readonly Block[] {
  if (saved.size === 0) return blocks;
  const place = (when: Literal | undefined): Literal | undefined =>
    when !== undefined && when.condition[0] === '*' && saved.has(root(when.condition))
      ? { ...when, condition: when.condition.slice(1) }
      : when;
  return blocks.map((block) => ({ ...block, edges: block.edges.map(({ to, when }) => ({ to, when: place(when) })) }));
}

/** The variables that thread states and tokens are kept in. */
function savedPlaces(blocks: readonly Block[]): ReadonlySet<string> {
  const saved = new Set<string>();
  for (const { instrs } of blocks)
    for (const instr of instrs) {
      const place = placeOf(instr);
      if (place !== undefined) saved.add(root(place.text));
    }
  return saved;
}

/** Where a change of the state keeps what it was, or has it from. */
function placeOf(instr: Instr): Place | undefined {
  if (!changesGil(instr)) return undefined;
  return instr.op === 'release' ? instr.saves : instr.op === 'acquire' ? instr.from : instr.token;
}

/**
 * Conditions that decide about the state more than once: tested at several places, with a state change in an arm of one.
 * And tests of a variable that a release or an ensure writes, and of one that remembers what was done.
 */
function relevantConditions(blocks: readonly Block[]): ReadonlySet<string> {
  if (!blocks.some(({ instrs }) => instrs.some(changesGil))) return NONE;
  const times = new Map<string, number>();
  const saved = new Set<string>();
  const relevant = new Set<string>();
  const deciding: string[] = [];
  const constants = new Map<string, Set<boolean>>();
  for (const block of blocks) {
    for (const instr of block.instrs) {
      if (instr.op === 'assign' && instr.truth !== undefined)
        constants.set(instr.variable, (constants.get(instr.variable) ?? new Set()).add(instr.truth));
      if (!changesGil(instr)) continue;
      const place = placeOf(instr);
      if (place !== undefined) saved.add(place.text);
      if (instr.op === 'acquire' && instr.ifSaved && place !== undefined) relevant.add(place.text);
    }
    if (block.instrs.some(changesGil)) {
      deciding.push(...block.guards.filter(({ isRest }) => !isRest).map(({ text }) => text));
      if (block.condition !== undefined) deciding.push(block.condition);
    }
    for (const condition of new Set(block.edges.map((edge) => edge.when?.condition)))
      if (condition !== undefined) times.set(condition, (times.get(condition) ?? 0) + 1);
  }
  const decides = (condition: string): boolean => {
    const word = condition.startsWith('#')
      ? (/\w+$/.exec(condition)?.[0] ?? condition)
      : (wordsOf(condition)[0] ?? condition);
    return deciding.some((text) => text.includes(word));
  };
  // Set to both truths, so that a single test tells what was done before.
  const isFlag = (condition: string): boolean => constants.get(condition)?.size === 2;
  for (const [condition, count] of times)
    if (saved.has(condition) || ((count > 1 || isFlag(condition)) && decides(condition))) relevant.add(condition);
  return relevant;
}

/** The names a condition depends on: a change of any of them makes its value unknown. */
const wordsOf = (condition: string): readonly string[] =>
  condition.startsWith('#') ? [] : (condition.match(/[A-Za-z_]\w*/g) ?? []);

/** The variable that an assignment to a member or an element goes to. */
const root = (variable: string): string => /[A-Za-z_]\w*/.exec(variable)?.[0] ?? variable;
