// What the GIL does here, and why: the answer to a resting mouse.
import type { Hover, Position } from 'vscode-languageserver';
import type { Client } from '../client.js';
import { toHover, toOffset } from '../convert.js';
import type { Analysis } from '../documents.js';
import { incompleteNote } from './incomplete.js';

export function hover(analysis: Analysis, position: Position, client: Client): Hover | null {
  const { project, path, report } = analysis;
  const offset = toOffset(report, position);
  const found = project.hover(path, offset);
  const note = incompleteNote(analysis, position);
  if (note === undefined) return found === undefined ? null : toHover(report, found, client);
  if (found !== undefined) return toHover(report, { ...found, markdown: `${found.markdown}\n\n${note}` }, client);
  // A call that was not understood has nothing else to say; the note must be where people look for it.
  const isWord = /^\w/.test(report.text.slice(offset));
  return isWord ? toHover(report, { span: { start: offset, end: offset + 1 }, markdown: note }, client) : null;
}
