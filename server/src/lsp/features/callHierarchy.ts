// Who calls a function and whom it calls, with the state of the GIL at the calls. What is asked for may stand in a file
// that is not open, and what comes back from the editor may be of another text, so it is looked up afresh.
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import type { CallHierarchyItem as CoreItem } from '../../core/project.js';
import { toOffset, toRange } from '../convert.js';
import type { Analysis, FileAnalysis } from '../documents.js';

export function prepareCallHierarchy(analysis: Analysis, position: Position): CallHierarchyItem[] | null {
  const found = analysis.project.callHierarchy(analysis.path, toOffset(analysis.report, position));
  const items = found.flatMap((item) => toItem(analysis, item) ?? []);
  return items.length === 0 ? null : items;
}

export const incomingCalls = (analysis: FileAnalysis, item: CallHierarchyItem): CallHierarchyIncomingCall[] =>
  analysis.project.callers(analysis.path, item.name, placeOf(analysis, item)).flatMap((calls) => {
    const from = toItem(analysis, calls.item);
    const lines = analysis.project.lines(calls.item.path);
    if (from === undefined || lines === undefined) return [];
    return [{ from, fromRanges: calls.spans.map((span) => toRange({ lines }, span)) }];
  });

export const outgoingCalls = (analysis: FileAnalysis, item: CallHierarchyItem): CallHierarchyOutgoingCall[] =>
  analysis.project.callees(analysis.path, item.name, placeOf(analysis, item)).flatMap((calls) => {
    const to = toItem(analysis, calls.item);
    return to === undefined ? [] : [{ to, fromRanges: calls.spans.map((span) => toRange(analysis.report, span)) }];
  });

const placeOf = ({ report }: FileAnalysis, { selectionRange }: CallHierarchyItem): number =>
  toOffset(report, selectionRange.start);

/** Undefined for a file without an address, which no editor could show. */
function toItem(analysis: FileAnalysis, item: CoreItem): CallHierarchyItem | undefined {
  const isHere = item.path === analysis.path;
  const uri = isHere ? analysis.uri : analysis.addressOf(item.path);
  const lines = isHere ? analysis.report.lines : analysis.project.lines(item.path);
  if (uri === undefined || lines === undefined) return undefined;
  return {
    name: item.name,
    kind: SymbolKind.Function,
    detail: item.detail,
    uri,
    range: toRange({ lines }, item.span),
    selectionRange: toRange({ lines }, item.nameSpan),
  };
}
