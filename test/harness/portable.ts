// Findings as plain data in lines and columns, so that two runs over differently laid out texts can be compared.
import type { Finding, LineIndex, Project, Span } from '../../server/src/core/project.js';

/** Maps a 0-based line of the text as analysed to the line that it had in the original. */
export type LineMap = (path: string, line: number) => number;

const same: LineMap = (_path, line) => line;

/** Everything the core says about the files, in a form that `toEqual` can compare. Not yet sorted: order is part of it. */
export function portable(project: Project, paths: readonly string[], lineOf: LineMap = same): readonly unknown[] {
  const indexes = new Map<string, LineIndex>();
  const spot = (path: string, offset: number): string => {
    const lines = indexes.get(path) ?? project.report(path)?.lines;
    if (lines === undefined) return `${path}@${offset}`;
    indexes.set(path, lines);
    const { line, character } = lines.position(offset);
    return `${path}:${lineOf(path, line)}:${character}`;
  };
  const range = (path: string, s: Span): string => `${spot(path, s.start)}-${spot(path, s.end)}`;
  const plain = (path: string, f: Finding): unknown => ({
    ...f,
    span: range(path, f.span),
    trace: f.trace.map((step) => ({ path: step.path, span: range(step.path, step.span), message: step.message })),
  });
  return paths.map((path) => {
    const report = project.report(path);
    return {
      path,
      functionCount: report?.functionCount,
      findings: report?.findings.map((f) => plain(path, f)),
      // Where broken text is broken is a matter of taste (a missing brace has no place); which function it is, is not.
      incomplete: report?.incomplete.map(({ functionName, reason }) => ({ functionName, reason })),
    };
  });
}
