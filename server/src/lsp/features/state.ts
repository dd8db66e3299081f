// The state of the GIL at the cursor, for a status bar.
import type { Position } from 'vscode-languageserver';
import { toOffset, toState } from '../convert.js';
import type { Analysis } from '../documents.js';
import type { StateResult } from '../protocol.js';
import { incompleteNote } from './incomplete.js';

/** Also the answer for a document that is not open. */
export const OUTSIDE: StateResult = { state: 'outside', text: '', detail: '' };

export function state(analysis: Analysis, position: Position): StateResult {
  const { project, path, report } = analysis;
  const point = project.state(path, toOffset(report, position));
  if (point === undefined) return OUTSIDE;
  const note = incompleteNote(analysis, position);
  return toState(
    note === undefined ? point : { ...point, text: `${point.text} (?)`, detail: `${point.detail}\n\n${note}` },
  );
}
