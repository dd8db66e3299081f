// What came of the fixes, for the reader: lines while it runs, totals at its end, and the figures on the page.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Missed, MutantTrial } from './mutants.js';
import type { FileTrial, Tried, Verdict } from './trial.js';

export interface CorpusResult {
  readonly name: string;
  /** Which sources, with their version. */
  readonly source: string;
  readonly files: readonly FileTrial[];
  readonly mutants: readonly MutantTrial[];
}

const PAGE = resolve('docs/oracle-fixes.md');
/** The rules whose warnings on CPython a fix or a reason must stand against. */
const WAITS = new Set(['blocking-with-gil', 'lock-with-gil', 'computation-with-gil']);

export function showFile(corpus: string, { path, broken, tried, together }: FileTrial): void {
  for (const { verdict, line, rule, severity, title, diagnostics } of tried)
    if (verdict === 'worse')
      console.log(`WORSE ${corpus} ${path}:${line} ${severity} ${rule}: ${title}${list(diagnostics)}`);
  if (together.verdict === 'worse')
    console.log(`WORSE ${corpus} ${path}: all ${together.applied} fixes together${list(together.diagnostics)}`);
  if (broken !== undefined) console.log(`does not compile here: ${corpus} ${path}: ${broken}`);
  else if (tried.length > 0) console.log(`${corpus} ${path}: ${tried.length} fixes`);
}

const list = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join('');

export function showMutant(trial: MutantTrial): void {
  const { path, removed, back, whole, unreported, unknown, missed, lacking, verdict, diagnostics } = trial;
  const others = `${unreported} with calls that are not reported, ${unknown} without calls that are known to wait`;
  console.log(`regions of ${path}: ${back} of ${removed} brought back, ${whole} of them whole; ${others}`);
  const show = (word: string, { line, functionName, call, reason }: Missed): void =>
    console.log(`  ${word} ${path}:${line} ${functionName}() ${call}(): ${reason}`);
  for (const one of missed) show('MISSED', one);
  for (const one of lacking) show('lacks', one);
  if (verdict === 'worse') console.log(`WORSE ${path} with its regions brought back${list(diagnostics)}`);
}

const count = (tried: readonly Tried[], verdict: Verdict): number =>
  tried.filter((one) => one.verdict === verdict).length;

/** How often each name stands in a list, most often first. */
function tally(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** A refusal without the names in it. */
const kindOf = (reason: string): string => reason.replace(/`[^`]*`|[\w:.>-]+\(\)/g, '…').replace(/: .*…: .*$/, ': …');

interface Totals {
  readonly files: number;
  readonly withFixes: number;
  readonly broken: number;
  readonly tried: readonly Tried[];
  readonly togetherWorse: number;
}

function totalsOf(files: readonly FileTrial[]): Totals {
  return {
    files: files.length,
    withFixes: files.filter(({ tried }) => tried.some(({ verdict }) => verdict !== 'left out')).length,
    broken: files.filter(({ broken }) => broken !== undefined).length,
    tried: files.flatMap(({ tried }) => tried),
    togetherWorse: files.filter(({ together }) => together.verdict === 'worse').length,
  };
}

function row(name: string, files: readonly FileTrial[]): string {
  const { withFixes, broken, tried, togetherWorse } = totalsOf(files);
  const unseen = files.filter((file) => file.broken !== undefined).flatMap(({ asked }) => asked);
  const offered = tried.length + unseen.reduce((sum, { fixes }) => sum + fixes, 0);
  const columns = [
    ...[files.length, broken, offered, count(tried, 'as before') + count(tried, 'worse'), count(tried, 'as before')],
    ...[count(tried, 'worse'), count(tried, 'left out'), withFixes, togetherWorse],
  ];
  return `| ${name} | ${columns.join(' | ')} |`;
}

function fixTable(results: readonly CorpusResult[]): string[] {
  return [
    '| sources | files | do not compile here | fixes offered | compiled | as before | worse | left out here | files with compiled fixes | files worse with all |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...results.map(({ name, source, files }) => row(`${name} (${source})`, files)),
    row(
      'all',
      results.flatMap(({ files }) => files),
    ),
  ];
}

function ruleTable(results: readonly CorpusResult[]): string[] {
  const asked = results.flatMap(({ files }) => files.flatMap((file) => file.asked));
  const tried = results.flatMap(({ files }) => totalsOf(files).tried);
  const rules = [...new Set(asked.map(({ rule, severity }) => `${rule}\` (${severity})`))].sort();
  return [
    '| rule | findings | with a fix | with a reason | with neither | fixes compiled |',
    '|---|---:|---:|---:|---:|---:|',
    ...rules.map((rule) => {
      const own = asked.filter((one) => `${one.rule}\` (${one.severity})` === rule);
      const fixes = tried.filter((one) => `${one.rule}\` (${one.severity})` === rule && one.verdict !== 'left out');
      return `| \`${rule} | ${answers(own).join(' | ')} | ${fixes.length} |`;
    }),
  ];
}

/** Findings, those with a fix, with a reason, with neither. */
function answers(asked: FileTrial['asked']): readonly number[] {
  const fixed = asked.filter(({ fixes }) => fixes > 0).length;
  const refused = asked.filter(({ fixes, refusal }) => fixes === 0 && refusal !== undefined).length;
  return [asked.length, fixed, refused, asked.length - fixed - refused];
}

function warningLine({ files }: CorpusResult): string {
  const asked = files
    .flatMap((file) => file.asked)
    .filter(({ rule, severity }) => WAITS.has(rule) && severity === 'warning');
  const [all = 0, fixed = 0, refused = 0, neither = 0] = answers(asked);
  const share = all === 0 ? 0 : (100 * fixed) / all;
  return `Warnings about waits in CPython: ${all}, ${fixed} with a fix (${share.toFixed(0)} %), ${refused} with a reason, ${neither} with neither.`;
}

function mutantLine(mutants: readonly MutantTrial[]): string {
  const sum = (of: (mutant: MutantTrial) => number): number => mutants.reduce((all, mutant) => all + of(mutant), 0);
  const [removed, back] = [sum((mutant) => mutant.removed), sum((mutant) => mutant.back)];
  const share = removed === 0 ? 0 : (100 * back) / removed;
  const worse = mutants.filter(({ verdict }) => verdict === 'worse').length;
  const judged = mutants.filter(({ verdict }) => verdict !== undefined).length;
  return (
    `Regions taken out of ${mutants.length} files of CPython: ${back} of ${removed} brought back (${share.toFixed(1)} %), ` +
    `${sum(({ whole }) => whole)} of them with all calls that are known to wait. ` +
    `Nothing asks for ${sum(({ unreported }) => unreported)} others, whose calls are not reported, ` +
    `nor for ${sum(({ unknown }) => unknown)} without a call that is known to wait. ` +
    `Of the ${judged} files that compile here ${worse} compile worse with their regions back.`
  );
}

const reasons = (asked: FileTrial['asked']): string[] =>
  tally(
    asked.flatMap(({ fixes, refusal, rule }) =>
      fixes > 0 || refusal === undefined ? [] : [`\`${rule}\`: ${kindOf(refusal)}`],
    ),
  ).map(([reason, n]) => `| ${reason} | ${n} |`);

function figures(results: readonly CorpusResult[]): string[] {
  const mutants = results.flatMap((result) => result.mutants);
  const cpython = results.filter(({ name }) => name === 'CPython');
  const missed = tally(mutants.flatMap((mutant) => mutant.missed.map(({ reason }) => kindOf(reason))));
  return [
    ...fixTable(results),
    '',
    ...cpython.flatMap((result) => [warningLine(result), '']),
    ...ruleTable(results),
    '',
    '| why there is no fix | findings |',
    '|---|---:|',
    ...reasons(results.flatMap(({ files }) => files.flatMap(({ asked }) => asked))),
    ...(mutants.length === 0 ? [] : ['', mutantLine(mutants)]),
    ...(missed.length === 0 ? [] : ['', '| why a region did not come back | regions |', '|---|---:|']),
    ...missed.map(([reason, n]) => `| ${reason} | ${n} |`),
  ];
}

/** Returns whether no fix makes anything worse. */
export function showTotals(results: readonly CorpusResult[]): boolean {
  console.log(figures(results).join('\n'));
  return results.every(
    ({ files, mutants }) =>
      files.every(({ tried, together }) => count(tried, 'worse') === 0 && together.verdict !== 'worse') &&
      mutants.every(({ verdict }) => verdict !== 'worse'),
  );
}

export const pageOf = (results: readonly CorpusResult[], versions: string): string =>
  [`On ${new Date().toISOString().slice(0, 10)}, ${versions}:`, '', ...figures(results)].join('\n');

/** Puts the figures on the page in the place of the last ones. */
export function writePage(text: string): void {
  const [begin, end] = ['<!-- figures -->', '<!-- end -->'];
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has no place for figures`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
