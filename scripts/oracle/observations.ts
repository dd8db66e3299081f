// What probes saw, beside what was predicted. The counts of a file are three numbers of eight bytes for each probe: how
// often the thread held the GIL, did not, and ran where there was no interpreter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Predicted {
  readonly line: number;
  readonly column: number;
  readonly function: string;
  readonly predicted: string;
}

interface ProbedFile {
  readonly path: string;
  readonly id: string;
  readonly probes: readonly Predicted[];
}

export interface Contradiction extends Predicted {
  readonly path: string;
  readonly held: number;
  readonly released: number;
}

export interface FileResult {
  readonly path: string;
  readonly probes: number;
  readonly reached: number;
  readonly observations: number;
  /** Of the probes that were reached. */
  readonly exactly: number;
  readonly either: number;
  readonly contradictions: readonly Contradiction[];
}

const NUMBERS = 3;
const SIZE = 8;

const readProbed = (file: string): ProbedFile => JSON.parse(readFileSync(file, 'utf8')) as ProbedFile;

/**
 * @param probed the folder that `gilscope instrument` wrote for the program that ran
 * @param counts the folder that the probes wrote
 * @param predicted the folder that it writes now, where that is another one
 */
export function resultsOf(probed: string, counts: string, predicted = probed): readonly FileResult[] {
  return readdirSync(probed, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.probes.json'))
    .sort()
    .map((name) => {
      const ran = readProbed(join(probed, name));
      return resultOf(predicted === probed ? ran : predictedAnew(ran, readProbed(join(predicted, name))), counts);
    });
}

/** The probes that ran with the predictions of now. Where there is none any more, nothing may come by. */
function predictedAnew(ran: ProbedFile, now: ProbedFile): ProbedFile {
  const placeOf = ({ line, column }: Predicted): string => `${line}:${column}`;
  const predictions = new Map(now.probes.map((probe) => [placeOf(probe), probe.predicted]));
  return {
    ...ran,
    probes: ran.probes.map((probe) => ({ ...probe, predicted: predictions.get(placeOf(probe)) ?? 'unreached' })),
  };
}

function resultOf({ path, id, probes }: ProbedFile, folder: string): FileResult {
  const file = join(folder, `${id}.counts`);
  const bytes = existsSync(file) ? readFileSync(file) : undefined;
  const count = (probe: number, which: number): number =>
    bytes === undefined ? 0 : Number(bytes.readBigUInt64LE((probe * NUMBERS + which) * SIZE));
  const contradictions: Contradiction[] = [];
  let [reached, observations, exactly, either] = [0, 0, 0, 0];
  for (const [i, probe] of probes.entries()) {
    const [held, released] = [count(i, 0), count(i, 1)];
    if (held + released === 0) continue;
    reached++;
    observations += held + released;
    if (probe.predicted === 'either') either++;
    else if (isRight(probe.predicted, held, released)) exactly++;
    else contradictions.push({ path, ...probe, held, released });
  }
  return { path, probes: probes.length, reached, observations, exactly, either, contradictions };
}

const isRight = (predicted: string, held: number, released: number): boolean =>
  (predicted === 'held' && released === 0) || (predicted === 'released' && held === 0);
