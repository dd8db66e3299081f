// Grows the blocks of one function. There is always a current block; after a jump it is a fresh one that nothing
// leads to, so that code behind a `return` is lowered like any other.
import { usualBuild } from '../catalog/usualBuild.js';
import type { Block, Edge, Guard, Instr, Literal } from '../ir/ir.js';
import { isShownAlwaysTaken } from '../syntax/conditionals.js';

interface Draft {
  instrs: Instr[];
  edges: Edge[];
  condition: string | undefined;
  guards: readonly Guard[];
}

export interface Builder {
  /** Index of the block that instructions go to. */
  readonly current: number;
  /** Whether anything lowered so far leads to the current block. */
  readonly reachable: boolean;
  emit(instr: Instr): void;
  /** A new block under the conditions of now; nothing leads to it yet. */
  block(): number;
  /** An edge from the current block. */
  edge(to: number, when?: Literal): void;
  edgeFrom(from: number, to: number, when?: Literal): void;
  /** Counts a block as reached from another whose edge to it comes later. */
  leadTo(from: number, to: number): void;
  /** Goes on in a block. */
  moveTo(block: number): void;
  /** Goes on in a block that was made somewhere else, as a label's is at the first jump: it lies where it is placed. */
  place(block: number): void;
  /** Ends the current block without a successor. */
  cut(): void;
  setCondition(condition: string | undefined): void;
  setGuards(guards: readonly Guard[]): void;
  readonly condition: string | undefined;
  readonly guards: readonly Guard[];
  finish(): readonly Block[];
}

export function newBuilder(): Builder {
  const blocks: Draft[] = [];
  const entered = new Set<number>();
  let condition: string | undefined;
  let guards: readonly Guard[] = [];
  let current = 0;

  const builder: Builder = {
    get current() {
      return current;
    },
    get reachable() {
      return current === 0 || entered.has(current);
    },
    get condition() {
      return condition;
    },
    get guards() {
      return guards;
    },
    emit: (instr) => blocks[current]?.instrs.push(instr),
    block() {
      blocks.push({ instrs: [], edges: [], condition, guards });
      return blocks.length - 1;
    },
    edge: (to, when) => builder.edgeFrom(current, to, when),
    edgeFrom(from, to, when) {
      blocks[from]?.edges.push({ to, when });
      if (from === 0 || entered.has(from)) entered.add(to);
    },
    leadTo(from, to) {
      if (from === 0 || entered.has(from)) entered.add(to);
    },
    moveTo(block) {
      current = block;
    },
    place(block) {
      const draft = blocks[block];
      if (draft !== undefined) Object.assign(draft, { condition, guards });
      current = block;
    },
    cut() {
      current = builder.block();
    },
    setCondition(next) {
      if (next === condition) return;
      condition = next;
      renew();
    },
    setGuards(next) {
      if (next === guards) return;
      guards = next;
      renew();
    },
    finish() {
      const always = new Map<string, boolean>();
      const isAlways = (shown: string): boolean => {
        const known = always.get(shown) ?? isShownAlwaysTaken(shown, usualBuild);
        always.set(shown, known);
        return known;
      };
      return blocks.map((block) =>
        block.condition === undefined || isAlways(block.condition) ? block : { ...block, inSomeBuilds: true },
      );
    },
  };

  /** A block lies under one set of conditions, so a change of them starts a new block. */
  const renew = (): void => {
    const next = builder.block();
    builder.edge(next);
    current = next;
  };

  builder.block();
  return builder;
}
