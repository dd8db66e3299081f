// Functions that were not understood as a whole: the editor must say so, because no problems there means nothing.
// The core names such a function and one place in it; two functions of one name (overloads) are not told apart.
import type { Position } from 'vscode-languageserver';
import { toOffset } from '../convert.js';
import type { Analysis } from '../documents.js';

/** Markdown; undefined where the place is in no function, or in one that was understood. */
export function incompleteNote({ project, path, report }: Analysis, position: Position): string | undefined {
  if (report.incomplete.length === 0) return undefined;
  const name = project.state(path, toOffset(report, position))?.functionName ?? '';
  const found = name === '' ? undefined : report.incomplete.find(({ functionName }) => functionName === name);
  if (found === undefined) return undefined;
  const line = report.lines.position(found.span.start).line + 1;
  return `**Not fully analysed**: \`${name}()\`, line ${line}: ${found.reason}. Findings may be missing in this function, and the state may be wrong.`;
}
