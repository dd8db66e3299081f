// Where the core's words become the protocol's. No other file knows both.
// The core counts UTF-16 code units from the start of the text; the protocol counts lines and UTF-16 code units in
// them, both from 0. A position that does not exist means the nearest one that does, as the protocol demands.
import {
  type CodeDescription,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Hover,
  MarkupKind,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type {
  TextEdit as CoreEdit,
  Hover as CoreHover,
  FileReport,
  Finding,
  PointState,
  Severity,
  Shade,
  Span,
} from '../core/project.js';
import type { Client } from './client.js';
import type { Analysis, FileAnalysis } from './documents.js';
import type { ShadingResult, StateResult } from './protocol.js';

export const SOURCE = 'gilscope';

/** Where the page of a rule is, if documentation was installed. */
export type RulePage = (rule: string) => string | undefined;

export function toRange({ lines }: Pick<FileReport, 'lines'>, span: Span): Range {
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

export const toPosition = ({ lines }: Pick<FileReport, 'lines'>, offset: number): Position => lines.position(offset);

export function toOffset({ lines, text }: FileReport, { line, character }: Position): number {
  if (line >= lines.lineCount) return text.length;
  const start = lines.lineStart(line);
  let end = lines.lineEnd(line);
  while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--;
  return Math.min(start + Math.max(0, character), end);
}

export function toSpan(report: FileReport, { start, end }: Range): Span {
  return { start: toOffset(report, start), end: toOffset(report, end) };
}

export function toDiagnostic(analysis: FileAnalysis, finding: Finding, client: Client, page: RulePage): Diagnostic {
  const href = client.codeDescription ? page(finding.rule) : undefined;
  const description: { codeDescription?: CodeDescription } = href === undefined ? {} : { codeDescription: { href } };
  const related = client.relatedInformation ? relatedInformation(analysis, finding) : [];
  return {
    range: toRange(analysis.report, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    ...description,
    source: SOURCE,
    message: finding.condition === null ? finding.message : `${finding.message} (only under ${finding.condition})`,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** A macro that nobody told the analysis about: what stands behind it may be wrong. */
export const toMacroDiagnostic = (
  report: FileReport,
  { name, span }: FileReport['unknownMacros'][number],
): Diagnostic => ({
  range: toRange(report, span),
  severity: DiagnosticSeverity.Information,
  source: SOURCE,
  message: `${name} looks like a region and is not understood. Declare it with [[region]] in gilscope.toml.`,
});

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A step in a file without an address, which no editor could show, is left out. */
function relatedInformation(analysis: FileAnalysis, { trace }: Finding): DiagnosticRelatedInformation[] {
  return trace.flatMap((step) => {
    const isHere = step.path === analysis.path;
    const uri = isHere ? analysis.uri : analysis.addressOf(step.path);
    const lines = isHere ? analysis.report.lines : analysis.project.lines(step.path);
    if (uri === undefined || lines === undefined) return [];
    return [{ location: { uri, range: toRange({ lines }, step.span) }, message: step.message }];
  });
}

export function toHover(report: FileReport, hover: CoreHover, client: Client): Hover {
  const contents = client.markdownHover
    ? { kind: MarkupKind.Markdown, value: hover.markdown }
    : { kind: MarkupKind.PlainText, value: plain(hover.markdown) };
  return { contents, range: toRange(report, hover.span) };
}

/** Without the marks that hovers are written with, which are these three. */
const plain = (markdown: string): string =>
  markdown
    .replace(/\[([^[\]\n]*)\]\(([^()\s]*)\)/g, '$1: $2')
    .replace(/\*\*([^*\n]*)\*\*/g, '$1')
    .replace(/`([^`\n]*)`/g, '$1');

export const toWorkspaceEdit = (analysis: FileAnalysis, edits: readonly CoreEdit[], client: Client): WorkspaceEdit =>
  toWorkspaceEdits([{ analysis, edits }], client);

export function toWorkspaceEdits(
  files: readonly { readonly analysis: FileAnalysis; readonly edits: readonly CoreEdit[] }[],
  client: Client,
): WorkspaceEdit {
  const converted = files.map(({ analysis: { uri, version, report }, edits }) => ({
    textDocument: { uri, version },
    edits: edits.map((edit) => toTextEdit(report, edit)),
  }));
  // With the version the editor refuses the edit when the text has changed since.
  if (client.versionedEdits) return { documentChanges: converted };
  return { changes: Object.fromEntries(converted.map(({ textDocument: { uri }, edits }) => [uri, edits])) };
}

export const toTextEdit = (report: Pick<FileReport, 'lines'>, edit: CoreEdit): TextEdit => {
  return { range: toRange(report, edit.span), newText: edit.newText };
};

export function toShading({ report, version }: Analysis, shades: readonly Shade[]): ShadingResult {
  return { version, ranges: shades.map(({ kind, span }) => ({ kind, range: toRange(report, span) })) };
}

export const toState = ({ state, text, detail }: PointState): StateResult => ({ state, text, detail });
