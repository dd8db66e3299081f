// One line a finding, in the form that compilers use, so that editors and CI systems which read those can read these.
import { paintSeverity } from '../colours.js';
import type { LocatedFinding } from '../scan.js';
import type { Format, FormatContext } from './format.js';
import { printable } from './printable.js';
import { summary } from './summary.js';

export const concise: Format = (result, context) =>
  result.findings.map((found) => `${line(found, context)}\n`).join('') +
  (context.quiet ? '' : summary(result, context));

function line({ path, place, finding }: LocatedFinding, { colours }: FormatContext): string {
  const where = colours.bold(printable(`${path}:${place.line}:${place.column}:`));
  const severity = paintSeverity(colours, finding.severity, `${finding.severity}:`);
  return `${where} ${severity} ${printable(finding.message)} [${finding.rule}]`;
}
