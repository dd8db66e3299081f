// What the probes of a program saw, for the reader: a table, the contradictions, and the figures on the page.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileResult } from './observations.js';

const PAGE = resolve('docs/oracle-state.md');

const sum = (results: readonly FileResult[], of: (result: FileResult) => number): number =>
  results.reduce((all, result) => all + of(result), 0);

function row(name: string, some: readonly FileResult[]): string {
  const columns = [
    sum(some, ({ probes }) => probes),
    sum(some, ({ reached }) => reached),
    sum(some, ({ observations }) => observations),
    sum(some, ({ exactly }) => exactly),
    sum(some, ({ either }) => either),
    sum(some, ({ contradictions }) => contradictions.length),
  ];
  return `| ${name} | ${columns.map((n) => n.toLocaleString('en')).join(' | ')} |`;
}

/** A row for each file that something was seen in, and one for all. */
export const tableOf = (results: readonly FileResult[]): readonly string[] => [
  '| file | probes | reached | observations | exactly | either | contradictions |',
  '|---|---|---|---|---|---|---|',
  ...results.filter(({ reached }) => reached > 0).map((result) => row(result.path, [result])),
  row('all', results),
];

/** Prints them. Returns how many there are. */
export function showContradictions(results: readonly FileResult[]): number {
  const all = results.flatMap(({ contradictions }) => contradictions);
  for (const { path, line, column, function: name, predicted, held, released } of all)
    console.log(
      `${path}:${line}:${column}: ${name}() is predicted ${predicted}: held ${held} times, released ${released}`,
    );
  return all.length;
}

/** Prints a table, and puts it on the page in the place of the last one of that program. */
export function writeFigures(program: string, what: string, table: readonly string[]): void {
  console.log(table.join('\n'));
  const marker = `<!-- figures: ${program} -->`;
  const figures = `${marker}\n\nOn ${new Date().toISOString().slice(0, 10)}, with ${what}:\n\n${table.join('\n')}\n`;
  const page = readFileSync(PAGE, 'utf8');
  const from = page.indexOf(marker);
  if (from < 0) {
    writeFileSync(PAGE, `${page.trimEnd()}\n\n${figures}`);
    return;
  }
  const to = page.indexOf('<!-- figures: ', from + marker.length);
  const behind = to < 0 ? '' : `\n${page.slice(to)}`;
  writeFileSync(PAGE, `${page.slice(0, from)}${figures}${behind}`);
}
