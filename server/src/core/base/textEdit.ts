// Replacements in one text. Edits of one list must not overlap; they are applied as if all at once.
import { compareSpans, type Span } from './span.js';

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** The text after all edits. Two insertions at one offset keep the order of the list. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => compareSpans(a.span, b.span))) {
    out += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return out + text.slice(at);
}
