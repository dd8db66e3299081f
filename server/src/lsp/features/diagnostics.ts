// Problems in a document: answered when the editor asks, pushed to editors that do not.
// Editors keep the old problems until new ones come, so nothing empty is ever sent in between.
import {
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { Client } from '../client.js';
import { type RulePage, SOURCE, toDiagnostic, toMacroDiagnostic } from '../convert.js';
import type { Documents, FileAnalysis } from '../documents.js';

export interface DiagnosticsContext {
  readonly documents: Documents;
  readonly client: Client;
  readonly rulePage: RulePage;
}

export function pullDiagnostics(
  context: DiagnosticsContext,
  uri: string,
  previous: string | undefined,
): DocumentDiagnosticReport {
  const items = diagnose(context, uri);
  const resultId = context.documents.resultId(uri, items);
  if (resultId === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  // Asked again whenever something changed anywhere, which seldom means that this answer did.
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** What an editor gets whose request failed: what it has already, or nothing. */
export function diagnosticsAfterFailure(previous: string | undefined): DocumentDiagnosticReport {
  if (previous === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: previous };
}

/** Undefined for a document that was closed meanwhile. */
export function publishedDiagnostics(
  context: DiagnosticsContext,
  uri: string,
): { readonly resultId: string | undefined; readonly params: PublishDiagnosticsParams } | undefined {
  const version = context.documents.version(uri);
  if (version === undefined) return undefined;
  const diagnostics = diagnose(context, uri);
  return { resultId: context.documents.resultId(uri, diagnostics), params: { uri, version, diagnostics } };
}

function diagnose({ documents, client, rulePage }: DiagnosticsContext, uri: string): Diagnostic[] {
  if (documents.isTooLong(uri)) return [TOO_LONG];
  const analysis = documents.analyse(uri);
  if (analysis === undefined) return [];
  return diagnosticsOf(analysis, client, rulePage);
}

export const diagnosticsOf = (analysis: FileAnalysis, client: Client, rulePage: RulePage): Diagnostic[] => [
  ...analysis.report.findings.map((finding) => toDiagnostic(analysis, finding, client, rulePage)),
  ...analysis.report.unknownMacros.map((macro) => toMacroDiagnostic(analysis.report, macro)),
];

/** Silence would read as "nothing wrong here". */
const TOO_LONG: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Information,
  source: SOURCE,
  message: 'This file is not analysed: it is too large.',
};
