// What can be folded: regions and everything that an editor would fold by itself.
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Analysis } from '../documents.js';

const KINDS = { region: FoldingRangeKind.Region, comment: FoldingRangeKind.Comment, block: undefined };

export const foldingRanges = ({ project, path }: Analysis): FoldingRange[] =>
  project.folds(path).map(({ kind, startLine, endLine }) => {
    const named = KINDS[kind];
    return { startLine, endLine, ...(named !== undefined && { kind: named }) };
  });
