// Draws what people judge: all errors on CPython's sources and a sample of the warnings, always the same one for the same
// findings. The verdicts stand in docs/judgement.md.
//
//   node scripts/run.mjs scripts/sample.ts REPORT.json     REPORT: of `gilscope check … --format json`
import { readFileSync } from 'node:fs';

interface Row {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly function: string;
  readonly message: string;
}

const SEED = 20261123;
const SIZE = 100;

/** A linear congruential generator: small, and the same everywhere. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state;
  }
}

/** The first `size` of a shuffle. */
function sample<T>(rows: readonly T[], size: number): T[] {
  const random = numbers(SEED);
  const pool = [...rows];
  const drawn: T[] = [];
  while (drawn.length < size && pool.length > 0) drawn.push(...pool.splice(random.next().value % pool.length, 1));
  return drawn;
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: sample.ts REPORT.json');
const { findings } = JSON.parse(readFileSync(file, 'utf8')) as { findings: readonly Row[] };
const of = (severity: string): Row[] => findings.filter((row) => row.severity === severity);
const place = (row: Row): string => `${row.path.replace(/^.*Python-3\.11\.2\//, '')}:${row.line}`;
const byPlace = (a: Row, b: Row): number => (place(a) < place(b) ? -1 : 1);
for (const row of [...of('error'), ...sample(of('warning'), SIZE).sort(byPlace)])
  console.log(`| ${place(row)} | ${row.function} | ${row.rule} | ${row.message} |`);
