// The edit that puts a suppression on the line above a finding, with room for the reason.
import type { LineIndex } from '../base/lineIndex.js';
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';

export function suppressionEdit(
  text: string,
  lines: LineIndex,
  finding: { readonly rule: string; readonly span: Span },
): readonly TextEdit[] {
  const start = lines.lineStart(lines.position(finding.span.start).line);
  const indentation = /[ \t]*/y;
  indentation.lastIndex = start;
  const blanks = indentation.exec(text)?.[0] ?? '';
  const newline = text.slice(0, start).endsWith('\r\n') ? '\r\n' : '\n';
  return [
    {
      span: { start, end: start },
      newText: `${blanks}/* gilscope: allow(${finding.rule}) because the reason is not written yet */${newline}`,
    },
  ];
}
