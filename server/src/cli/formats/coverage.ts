// How far the analysis got: part of the answer, since a clean result about code that was not understood means nothing.
import { compareText } from '../../host/compareText.js';
import type { ScanResult, UnknownMacroUse } from '../scan.js';
import { plural } from './plural.js';

/** More names than this nobody reads in a terminal. */
const MOST_NAMES = 20;

export function coverageLines(result: ScanResult, verbose: boolean): readonly string[] {
  if (result.files === 0) return [];
  const { resolved, unknown } = result.calls;
  const whole = result.functions - result.incomplete.length;
  const functions = `${whole} of ${plural(result.functions, 'function')} analysed completely`;
  const calls = resolved + unknown === 0 ? '' : `, ${resolved} of ${plural(resolved + unknown, 'call')} resolved`;
  return [
    `Coverage: ${functions}${calls}.`,
    ...incompleteLine(result),
    ...macroLines(result.unknownMacros),
    ...(verbose ? calleeLine(result) : []),
  ];
}

function incompleteLine(result: ScanResult): readonly string[] {
  if (result.incomplete.length === 0) return [];
  const reasons = countedReasons(result).map(([reason, count]) => `${reason} (${count})`);
  const functions = plural(result.incomplete.length, 'function');
  return [`${functions} could not be analysed completely: ${reasons.join(', ')} (\`--format json\` lists them).`];
}

/** Why functions were not analysed completely, the most frequent reason first. */
export const countedReasons = ({ incomplete }: ScanResult): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const { reason } of incomplete) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return byCount(counts);
};

/** The functions that are called most and that nobody knows. */
export const mostCalled = ({ calls }: ScanResult, most: number): readonly (readonly [string, number])[] =>
  byCount(calls.unknownNames).slice(0, most);

const byCount = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));

function macroLines(uses: readonly UnknownMacroUse[]): readonly string[] {
  const shown = uses.slice(0, MOST_NAMES).map(({ name, path, place }) => {
    return `${name} looks like a region and is not understood (${path}:${place.line}:${place.column}).`;
  });
  if (shown.length === 0) return [];
  const rest = uses.length > shown.length ? [`and ${plural(uses.length - shown.length, 'more such macro')}.`] : [];
  return [
    ...shown,
    ...rest,
    'Declare such macros with `[[region]]` in gilscope.toml, or check the `#define`s with them.',
  ];
}

function calleeLine(result: ScanResult): readonly string[] {
  const names = mostCalled(result, MOST_NAMES).map(([name, count]) => `${name} (${count})`);
  return names.length === 0 ? [] : [`Called most and not known: ${names.join(', ')}.`];
}
