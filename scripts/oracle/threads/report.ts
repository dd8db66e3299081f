// What came out, for the reader: a line for each sample, and the figures on the page.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Python } from './extension.js';
import type { Verdict } from './verdict.js';

const PAGE = 'docs/oracle-threads.md';

const times = (factor: number | undefined): string => (factor === undefined ? '' : factor.toFixed(2));

export function show({ sample, outcome, complaints, fixes, speed, load }: Verdict): void {
  const what =
    speed === undefined
      ? `${fixes.length} fixes`
      : `${fixes.length} fixes, four threads ${speed.before.toFixed(2)} s → ${speed.after.toFixed(2)} s, ` +
        `${times(speed.four)} times as fast; one thread ${times(speed.one)}` +
        `${speed.processes === undefined ? '' : `; processes ${times(speed.processes)}`}`;
  console.log(`${outcome} ${sample.name} ${sample.kind}: ${what}; load ${load.toFixed(1)}`);
  for (const complaint of complaints) console.log(`    ${complaint.replaceAll('\n', '\n    ')}`);
}

export function totals(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']): number => verdicts.filter((one) => one.outcome === outcome).length;
  const unclear = count('unclear') === 0 ? '' : `, ${count('unclear')} that the machine was too busy for`;
  return `${count('ok')} of ${verdicts.length} samples as they should be, ${count('not ok')} not${unclear}`;
}

const row = ({ sample, outcome, complaints, fixes, speed, load }: Verdict): string => {
  const result = outcome === 'ok' ? 'ok' : `${outcome}: ${complaints.map((one) => one.split('\n')[0]).join('; ')}`;
  const seconds = speed === undefined ? ['', ''] : [speed.before.toFixed(2), speed.after.toFixed(2)];
  const factors = [speed?.four, speed?.one, speed?.processes].map(times);
  const cells = [`\`${sample.name}\``, sample.kind, fixes.length, ...seconds, ...factors, load.toFixed(1), result];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
};

/** Puts them on the page in the place of the last ones. */
export function writeFigures(verdicts: readonly Verdict[], python: Python, seconds: string): void {
  const figures = [
    `${new Date().toISOString().slice(0, 10)}, Python ${python.version}: ${totals(verdicts)}; ${seconds} s on ${availableParallelism()} cores.`,
    '',
    '| sample | | fixes | before, s | after, s | four threads | one thread | processes | load | |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---|',
    ...verdicts.map(row),
  ].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(
      /(<!-- figures -->\n)[\s\S]*(\n<!-- end -->)/,
      (_, before: string, after: string) => `${before}${figures}${after}`,
    ),
  );
}
