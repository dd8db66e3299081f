// The state of the GIL at the cursor, for a status bar.
import type { Position } from 'vscode-languageserver';
import { toOffset, toState } from '../convert.js';
import type { Analysis } from '../documents.js';
import type { StateResult } from '../protocol.js';

/** Also the answer for a document that is not open. */
export const OUTSIDE: StateResult = { state: 'outside', text: '', detail: '' };

export function state({ project, path, report }: Analysis, position: Position): StateResult {
  const point = project.state(path, toOffset(report, position));
  return point === undefined ? OUTSIDE : toState(point);
}
