// The format for people: what is wrong, the line it is wrong on, and the steps that led there.

import type { Repair } from '../../core/project.js';
import { paintSeverity } from '../colours.js';
import type { LocatedFinding, ScanResult } from '../scan.js';
import { excerpt } from './excerpt.js';
import type { Format, FormatContext } from './format.js';
import { printable } from './printable.js';
import { summary } from './summary.js';

export const text: Format = (result, context) =>
  result.findings.map((found) => `${block(found, context, result)}\n\n`).join('') +
  (context.quiet ? '' : summary(result, context));

function block(found: LocatedFinding, { colours, verbose }: FormatContext, { repairOf }: ScanResult): string {
  const { finding, path, place, trace } = found;
  const margin = ' '.repeat(String(place.line).length);
  const arrow = colours.blue('-->');
  const bar = colours.blue('=');
  const heading = paintSeverity(colours, finding.severity, `${finding.severity}[${finding.rule}]`);
  const lines = [
    `${heading}${colours.bold(`: ${printable(finding.message)}`)}`,
    `${margin}${arrow} ${printable(`${path}:${place.line}:${place.column}`)}`,
    ...excerpt(found, colours),
  ];
  for (const step of trace) {
    const where = `${step.path}:${step.place.line}:${step.place.column}`;
    lines.push(`${margin} ${bar} note: ${printable(`${where}: ${step.message}`)}`);
  }
  if (finding.condition !== null) lines.push(`${margin} ${bar} only under: ${printable(finding.condition)}`);
  if (verbose) lines.push(...repairLines(repairOf(found)).map((line) => `${margin} ${bar} ${printable(line)}`));
  return lines.join('\n');
}

function repairLines({ fixes: [fix], refusal }: Repair): readonly string[] {
  if (fix !== undefined) return [`fix: ${fix.title} (${fix.safe ? '--fix' : '--fix --unsafe-fixes'})`];
  return refusal === undefined ? [] : [`no fix: ${refusal}`];
}
