// Files whose regions are taken out, and what the fixes bring back: a region is back where every call in it that waits
// runs with the GIL released again, says the analysis, and stands between two region macros, says the text alone.
// Easy to get wrong: a fix moves calls, so a call is found again by its name and its turn in its function.
import type { Finding, Project } from '../../../server/src/core/project.js';
import { codeOf, regionsOf, waitingCalls } from '../../corpus/regions.js';
import { type Compiler, isError, type Unit } from './compiler.js';
import { judge, type Verdict } from './trial.js';

export interface Missed {
  readonly line: number;
  readonly functionName: string;
  readonly call: string;
  readonly reason: string;
}

export interface MutantTrial {
  readonly path: string;
  /** Regions that hold a call that is reported once the region is gone. */
  readonly removed: number;
  /** Regions with calls that are known to wait, none of which is reported: a short wait, or one that a caller answers for. */
  readonly unreported: number;
  /** Regions without a call that is known to wait. */
  readonly unknown: number;
  /** Of the removed ones: each call that was reported is in a region again. */
  readonly back: number;
  /** Of those: and so is each other call in it that is known to wait. */
  readonly whole: number;
  readonly missed: readonly Missed[];
  /** What those that are back lack to be whole. */
  readonly lacking: readonly Missed[];
  readonly applied: number;
  /** Undefined where the file does not compile here with or without regions. */
  readonly verdict: Verdict | undefined;
  readonly diagnostics: readonly string[];
}

const WAITING = new Set(['blocking-with-gil', 'lock-with-gil', 'computation-with-gil', 'loop-with-gil']);

interface Call {
  readonly name: string;
  readonly at: number;
  readonly functionName: string;
}

export interface MutantInput {
  readonly project: Project;
  readonly compiler: Compiler;
  readonly unit: Unit;
  readonly text: string;
  readonly name: string;
}

/** The text with its regions blanked, and the macros in them that hold the GIL for a while. */
function withoutRegions(text: string): string {
  const regions = regionsOf(text);
  const chars = [...regions].flatMap(({ begin, end, beginLength, endLength }) => [
    { at: begin, length: beginLength },
    { at: end, length: endLength },
    ...[
      ...codeOf(text)
        .slice(begin, end)
        .matchAll(/\bPy_(?:UN)?BLOCK_THREADS\b/g),
    ].map((match) => ({
      ...{ at: begin + match.index, length: match[0].length },
    })),
  ]);
  return chars.reduce((all, { at, length }) => all.slice(0, at) + ' '.repeat(length) + all.slice(at + length), text);
}

/** The project has the file's own text again afterwards. */
export async function tryMutant(input: MutantInput): Promise<MutantTrial> {
  const { project, compiler, unit, text, name } = input;
  const mutant = withoutRegions(text);
  const regions = regionsOf(text).map((region) => waitingCalls(text, region));
  const names = new Set(regions.flat().map((call) => call.name));
  project.setFile(unit.path, mutant);
  const reported = waitsIn(project, unit.path);
  const lines = project.lines(unit.path);
  const calls = callsOf(project, unit.path, mutant, names);
  const repaired = project.repaired(unit.path, () => true);
  const after = repaired?.text ?? mutant;
  project.setFile(unit.path, after);
  const [left, callsAfter] = [waitsIn(project, unit.path), callsOf(project, unit.path, after, names)];
  const surrounded = new Set(regionsOf(after).flatMap((region) => waitingCalls(after, region).map(({ at }) => at)));
  const isBack = ({ at }: Call): boolean =>
    surrounded.has(at) && !left.has(at) && project.state(unit.path, at)?.state === 'released';
  const missed: Missed[] = [];
  const lacking: Missed[] = [];
  let [removed, unreported, unknown, back] = [0, 0, 0, 0];
  for (const region of regions) {
    if (region.length === 0) unknown++;
    else if (!region.some(({ at }) => reported.has(at))) unreported++;
    else {
      removed++;
      const open = calls
        .filter(({ at }) => region.some((call) => call.at === at))
        .map((call) => ({ call, now: foundAgain(call, calls, callsAfter) }))
        .filter(({ now }) => now.length === 0 || !now.every(isBack))
        .map(({ call, now }) => ({
          ...{ line: (lines?.position(call.at).line ?? 0) + 1, functionName: call.functionName, call: call.name },
          reason: reported.has(call.at) ? whyOpen(project, unit.path, left, now) : undefined,
        }));
      const most = open.find(({ reason }) => reason !== undefined);
      if (most === undefined) back++;
      if (most !== undefined) missed.push({ ...most, reason: most.reason ?? '' });
      else if (open[0] !== undefined) lacking.push({ ...open[0], reason: 'it is not reported by itself' });
    }
  }
  project.setFile(unit.path, text);
  const isBroken = (await compiler.diagnostics(unit, mutant)).some(isError);
  const judged = isBroken ? { verdict: undefined, diagnostics: [] } : await judge(compiler, unit, mutant, after);
  const counts = { removed, unreported, unknown, back, whole: back - lacking.length };
  return { path: name, ...counts, missed, lacking, applied: repaired?.applied.length ?? 0, ...judged };
}

const waitsIn = (project: Project, path: string): ReadonlyMap<number, Finding> =>
  new Map(
    project
      .report(path)
      ?.findings.filter(({ rule }) => WAITING.has(rule))
      .map((finding) => [finding.span.start, finding]) ?? [],
  );

function callsOf(project: Project, path: string, text: string, names: ReadonlySet<string>): Call[] {
  return [...codeOf(text).matchAll(/\b([A-Za-z_]\w*)\s*\(/g)]
    .filter(([, name = '']) => names.has(name))
    .map((match) => ({
      ...{ name: match[1] ?? '', at: match.index },
      functionName: project.state(path, match.index)?.functionName ?? '',
    }));
}

/** The call in the other text; all of its name where a fix has made more or fewer of them. */
function foundAgain(call: Call, before: readonly Call[], after: readonly Call[]): readonly Call[] {
  const alike = (other: Call): boolean => other.name === call.name && other.functionName === call.functionName;
  const [old, now] = [before.filter(alike), after.filter(alike)];
  const own = now[old.indexOf(call)];
  return old.length === now.length && own !== undefined ? [own] : now;
}

function whyOpen(project: Project, path: string, left: ReadonlyMap<number, Finding>, now: readonly Call[]): string {
  if (now.length === 0) return 'the call is gone';
  const finding = now.map(({ at }) => left.get(at)).find((each) => each !== undefined);
  if (finding === undefined) return 'the finding is gone, but the call is in no region';
  return project.repair(path, finding).refusal ?? 'there is neither a fix nor a reason';
}
