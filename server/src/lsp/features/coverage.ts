// How far the analysis of a document got, for a status item: no findings must not be taken for no mistakes.
import type { ConfigurationReader } from '../configurations.js';
import type { Analysis } from '../documents.js';
import type { FolderIndex } from '../folderIndex.js';
import type { CoverageResult } from '../protocol.js';

export const NO_COVERAGE: CoverageResult = {
  functions: 0,
  incomplete: [],
  calls: { resolved: 0, unknown: 0 },
  files: 0,
  reading: null,
  configuration: [],
};

/** What is wrong in the configuration of other documents is told there. */
export function coverage(
  { report, uri: document }: Analysis,
  index: Pick<FolderIndex, 'files' | 'share'> | undefined,
  configurations: Pick<ConfigurationReader, 'read' | 'inForce'>,
): CoverageResult {
  const own = configurations.inForce(document);
  return {
    functions: report.functionCount,
    incomplete: report.incomplete.map(({ functionName, span, reason }) => {
      return { name: functionName, line: report.lines.position(span.start).line + 1, reason };
    }),
    calls: { resolved: report.calls.resolved, unknown: report.calls.unknown },
    files: index?.files().size ?? 0,
    reading: index?.share() ?? null,
    configuration: configurations
      .read()
      .filter(({ uri }) => uri === own)
      .flatMap(({ uri, lines, problems }) =>
        problems.map(({ span, message }) => ({ uri, line: lines.position(span.start).line + 1, message })),
      ),
  };
}
