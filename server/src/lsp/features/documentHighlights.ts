// At one end of a region its other ends and its exits. At any other word nothing, so that the editor highlights as it
// always does.
import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import { toOffset, toRange } from '../convert.js';
import type { Analysis } from '../documents.js';

const KINDS = {
  begin: DocumentHighlightKind.Write,
  end: DocumentHighlightKind.Read,
  pause: DocumentHighlightKind.Text,
  exit: DocumentHighlightKind.Text,
};

export function documentHighlights(
  { project, path, report }: Analysis,
  position: Position,
): DocumentHighlight[] | null {
  const found = project.highlights(path, toOffset(report, position));
  return found.length === 0
    ? null
    : found.map(({ kind, span }) => ({ kind: KINDS[kind], range: toRange(report, span) }));
}
