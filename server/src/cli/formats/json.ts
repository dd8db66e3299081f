// The format for programs. Its shape is a promise: fields are added, never renamed or taken away within one `version`.
// Files that could not be analysed are in `incomplete` as well, with an empty function name.
import { placeOf } from '../place.js';
import type { LocatedFinding, ScanResult } from '../scan.js';
import { countedReasons, mostCalled } from './coverage.js';
import type { Format } from './format.js';

const FORMAT_VERSION = 1;

/** How many of the functions that are called most and not known are named. */
const MOST_CALLED = 20;

export const json: Format = (result, { toolVersion, elapsedMs, configProblems }) => {
  const findings = result.findings.map((found) => findingRow(found, result));
  // After the findings: asking for their fixes may be what fails.
  const incomplete = incompleteRows(result);
  const output = {
    version: FORMAT_VERSION,
    tool: 'gilscope',
    toolVersion,
    summary: {
      files: result.files,
      functions: result.functions,
      functionsIncomplete: result.incomplete.length,
      bytes: result.bytes,
      elapsedMs: Math.round(elapsedMs),
      findings: result.counts,
      incompleteReasons: Object.fromEntries(countedReasons(result)),
      calls: { resolved: result.calls.resolved, unknown: result.calls.unknown },
      unknownCallees: mostCalled(result, MOST_CALLED).map(([name, calls]) => ({ name, calls })),
    },
    findings,
    incomplete,
    unknownMacros: result.unknownMacros.map(({ name, path, place, files }) => ({ name, path, ...place, files })),
    configProblems: configProblems.map(({ path, place, rule, message }) => {
      return { path, ...place, severity: 'warning', rule, message };
    }),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
};

function findingRow(found: LocatedFinding, result: ScanResult): object {
  const { finding, path, place } = found;
  return {
    rule: finding.rule,
    severity: finding.severity,
    certainty: finding.certainty,
    path,
    ...place,
    function: finding.functionName,
    callee: finding.callee,
    message: finding.message,
    condition: finding.condition,
    fingerprint: found.fingerprint,
    ...repairFields(found, result),
    trace: found.trace.map((step) => {
      return { path: step.path, line: step.place.line, column: step.place.column, message: step.message };
    }),
  };
}

/** The best fix, with its edits all to be made at once. */
function repairFields(found: LocatedFinding, { repairOf }: ScanResult): object {
  const { fixes, refusal } = repairOf(found);
  const [fix] = fixes;
  const edits = fix?.edits.map(({ span, newText }) => ({ ...placeOf(found.report.lines, span), newText }));
  return {
    fixable: fix !== undefined,
    fix: fix === undefined ? null : { title: fix.title, safe: fix.safe, edits },
    refusal: refusal ?? null,
  };
}

function incompleteRows(result: ScanResult): readonly object[] {
  const row = (path: string, line: number, name: string, reason: string): object => {
    return { path, line, function: name, reason };
  };
  return [
    ...result.incomplete.map((entry) => row(entry.path, entry.line, entry.name, entry.reason)),
    ...result.skipped.map(({ path, skip }) => row(path, 1, '', skip.reason)),
    ...result.crashed.map(({ path, message }) => row(path, 1, '', `internal error: ${message}`)),
  ];
}
