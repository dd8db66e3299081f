// How far the analysis of a document got, for a status item: no findings must not be taken for no mistakes.
import type { ConfigurationReader } from '../configurations.js';
import type { Analysis } from '../documents.js';
import type { CoverageResult } from '../protocol.js';

export const NO_COVERAGE: CoverageResult = {
  functions: 0,
  incomplete: [],
  calls: { resolved: 0, unknown: 0 },
  files: 0,
  configuration: [],
};

export function coverage({ report }: Analysis, files: number, configurations: ConfigurationReader): CoverageResult {
  return {
    functions: report.functionCount,
    incomplete: report.incomplete.map(({ functionName, span, reason }) => {
      return { name: functionName, line: report.lines.position(span.start).line + 1, reason };
    }),
    calls: { resolved: report.calls.resolved, unknown: report.calls.unknown },
    files,
    configuration: configurations
      .read()
      .flatMap(({ uri, lines, problems }) =>
        problems.map(({ span, message }) => ({ uri, line: lines.position(span.start).line + 1, message })),
      ),
  };
}
