// Conditions that were decided before a function releases the GIL: flags and properties of types. Two
// of them may belong together in a way that no text shows, as "needs Python" and "is a type of objects" do.
import type { Block, Literal } from '../ir/ir.js';

/** For each block the flags that hold where it runs, as far as the ways into it are single. */
export function flagsOf(blocks: readonly Block[]): readonly (readonly string[])[] {
  const later = assignedBehindReleases(blocks);
  if (later === undefined) return [];
  const isFlag = ({ condition, asksForGil }: Literal): boolean =>
    asksForGil !== true && !/^[@#]/.test(condition) && !wordsOf(condition).some((word) => later.has(word));
  const ways = waysInto(blocks);
  return blocks.map((_, block) => {
    const flags: string[] = [];
    const seen = new Set<number>();
    for (let at = block; !seen.has(at); ) {
      seen.add(at);
      const [way, ...others] = ways[at] ?? [];
      if (way === undefined || others.length > 0) break;
      if (way.when !== undefined && isFlag(way.when)) flags.push(`${way.when.holds ? '' : '!'}${way.when.condition}`);
      at = way.from;
    }
    return flags;
  });
}

interface Way {
  readonly from: number;
  readonly when: Literal | undefined;
}

function waysInto(blocks: readonly Block[]): readonly (readonly Way[])[] {
  const ways: Way[][] = blocks.map(() => []);
  for (const [from, { edges }] of blocks.entries()) for (const { to, when } of edges) ways[to]?.push({ from, when });
  return ways;
}

/** The variables that get a value where the GIL may have been released; undefined where nothing releases it. */
function assignedBehindReleases(blocks: readonly Block[]): ReadonlySet<string> | undefined {
  const assigned = new Set<string>();
  const reached = new Set<number>();
  const waiting: number[] = [];
  const follow = (block: Block, from: number): void => {
    for (const instr of block.instrs.slice(from))
      if (instr.op === 'assign') for (const word of wordsOf(instr.variable)) assigned.add(word);
    for (const { to } of block.edges)
      if (!reached.has(to)) {
        reached.add(to);
        waiting.push(to);
      }
  };
  let releases = false;
  for (const block of blocks) {
    const at = block.instrs.findIndex((instr) => instr.op === 'release');
    if (at < 0) continue;
    releases = true;
    follow(block, at + 1);
  }
  for (let to = waiting.pop(); to !== undefined; to = waiting.pop()) {
    const block = blocks[to];
    if (block !== undefined) follow(block, 0);
  }
  return releases ? assigned : undefined;
}

const wordsOf = (text: string): readonly string[] => text.match(/[A-Za-z_]\w*/g) ?? [];
