// Hints between the words: where the GIL goes and comes back, and what functions are entered with.
import { type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver';
import { toPosition, toSpan } from '../convert.js';
import type { Analysis } from '../documents.js';

export const inlayHints = ({ project, path, report }: Analysis, { range }: InlayHintParams): InlayHint[] =>
  project.inlayHints(path, toSpan(report, range)).map(({ offset, label, tooltip }) => ({
    position: toPosition(report, offset),
    label,
    tooltip: { kind: MarkupKind.Markdown, value: tooltip },
    paddingLeft: true,
  }));
