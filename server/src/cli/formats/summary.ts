// The last lines of the formats for people. They say what was looked at as well as what was found, so that silence
// about a file or a function is never taken for a clean bill of health.
import { SEVERITIES, type Severity } from '../../core/project.js';
import type { ScanResult } from '../scan.js';
import { coverageLines } from './coverage.js';
import type { FixCounts, FormatContext } from './format.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

export function summary(result: ScanResult, { colours, verbose, fixing, configProblems }: FormatContext): string {
  const lines = [
    ...(fixing === null ? [] : [fixingLine(fixing, result)]),
    verdict(result, colours),
    ...coverageLines(result, verbose).map(printable),
  ];
  if (result.skipped.length > 0) lines.push(skippedLine(result));
  if (result.crashed.length > 0) {
    const paths = new Set(result.crashed.map((crash) => crash.path));
    lines.push(`The analysis failed in ${plural(paths.size, 'file')}: please report that.`);
  }
  if (configProblems.length > 0) {
    const files = new Set(configProblems.map(({ path }) => path));
    lines.push(`${plural(configProblems.length, 'problem')} in ${[...files].map(printable).join(', ')}.`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function verdict(result: ScanResult, colours: FormatContext['colours']): string {
  const scope = `${plural(result.files, 'file')}, ${plural(result.functions, 'function')}`;
  const found = SEVERITIES.filter((severity) => result.counts[severity] > 0);
  if (result.files === 0) return 'Nothing was analysed.';
  if (found.length === 0) return `${colours.green('No problems found')} in ${scope}.`;
  const parts = found.map((severity) => plural(result.counts[severity], NOUNS[severity]));
  return `Found ${plural(result.findings.length, 'problem')} (${parts.join(', ')}) in ${scope}.`;
}

const fixingLine = ({ fixed, moreWithUnsafe }: FixCounts, { findings }: ScanResult): string =>
  `${fixed} fixed, ${findings.length} remaining${moreWithUnsafe === 0 ? '' : ` (${moreWithUnsafe} more with \`--unsafe-fixes\`)`}.`;

const NOUNS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'remark', hint: 'hint' };

function skippedLine(result: ScanResult): string {
  const counts = new Map<string, number>();
  for (const { skip } of result.skipped) counts.set(skip.kind, (counts.get(skip.kind) ?? 0) + 1);
  const reasons = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`);
  return `${plural(result.skipped.length, 'path')} skipped: ${reasons.join(', ')}.`;
}
