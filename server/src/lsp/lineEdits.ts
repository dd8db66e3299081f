// From two texts to edits of lines, so that an editor keeps the cursor, the folds and the marks of all other lines.
import { diffLines } from 'diff';
import type { TextEdit } from '../core/project.js';

export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let from = 0;
  let newText = '';
  const finish = (): void => {
    if (at > from || newText !== '') edits.push({ span: { start: from, end: at }, newText });
    newText = '';
  };
  for (const { added, removed, value } of diffLines(before, after)) {
    if (added) newText += value;
    else if (removed) at += value.length;
    else {
      finish();
      at += value.length;
      from = at;
    }
  }
  finish();
  return edits;
}
