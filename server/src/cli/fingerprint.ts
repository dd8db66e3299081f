// A name for a finding that survives edits elsewhere in the file: it is made of what the line says, not where it is.
// Equal lines in one function are told apart by their order.
import { createHash } from 'node:crypto';
import type { FileReport, Finding } from '../core/project.js';
import { lineText } from './place.js';

/** One fingerprint for each finding, which must come in the order of their positions. */
export function fingerprints(report: FileReport, findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const line = lineText(report.text, report.lines, report.lines.position(finding.span.start).line + 1);
    const subject = [
      finding.rule,
      report.path,
      finding.functionName,
      finding.callee ?? '',
      line.trim().replace(/\s+/g, ' '),
    ].join('\0');
    const occurrence = seen.get(subject) ?? 0;
    seen.set(subject, occurrence + 1);
    return createHash('sha256').update(`${subject}\0${occurrence}`).digest('hex').slice(0, 16);
  });
}
