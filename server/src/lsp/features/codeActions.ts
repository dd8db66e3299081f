// What can be done about a finding: repair it, or say in the source why it is right as it is.
// The findings are looked up in the current text, never taken from the request: its diagnostics may be out of date.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import type { Span } from '../../core/project.js';
import type { Client } from '../client.js';
import { type RulePage, SOURCE, toDiagnostic, toSpan, toWorkspaceEdit } from '../convert.js';
import type { Analysis } from '../documents.js';

type Finding = Analysis['report']['findings'][number];

export function codeActions(
  analysis: Analysis,
  params: CodeActionParams,
  client: Client,
  page: RulePage,
): CodeAction[] {
  if (!client.literalCodeActions) return [];
  const wanted = toSpan(analysis.report, params.range);
  const contracts = wants(params.context.only, CodeActionKind.RefactorRewrite)
    ? annotate(analysis, wanted, client)
    : [];
  if (!wants(params.context.only, CodeActionKind.QuickFix)) return contracts;
  const touched = analysis.report.findings.filter(({ span }) => span.start <= wanted.end && wanted.start <= span.end);
  const actions = touched.map((finding) => {
    const own = toDiagnostic(analysis, finding, client, page);
    const diagnostic = params.context.diagnostics.find((given) => isSame(given, own)) ?? own;
    return {
      fixes: fixes(analysis, finding, diagnostic, client),
      suppress: suppress(analysis, finding, diagnostic, client),
    };
  });
  // Repairs first: the editor shows actions in this order.
  return [...actions.flatMap((of) => of.fixes), ...actions.flatMap((of) => of.suppress), ...contracts];
}

/** A kind asks for everything below it, and no kind asks for everything. */
const wants = (only: readonly string[] | undefined, own: string): boolean =>
  only === undefined || only.some((kind) => kind === '' || own === kind || own.startsWith(`${kind}.`));

/** At the name of a function: the contract that it keeps, as a comment above it. */
function annotate(analysis: Analysis, wanted: Span, client: Client): CodeAction[] {
  return analysis.project
    .annotations(analysis.path)
    .filter(({ span }) => span.start <= wanted.end && wanted.start <= span.end)
    .map(({ contract, edits }) => ({
      title: `Annotate with the inferred GIL contract: ${contract}`,
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(analysis, edits, client),
    }));
}

function fixes(analysis: Analysis, finding: Finding, diagnostic: Diagnostic, client: Client): CodeAction[] {
  const found = analysis.project.repair(analysis.path, finding).fixes;
  const preferred = found.find((fix) => fix.safe);
  return found.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(client.preferredCodeActions && fix === preferred ? { isPreferred: true } : {}),
    edit: toWorkspaceEdit(analysis, fix.edits, client),
  }));
}

function suppress(analysis: Analysis, finding: Finding, diagnostic: Diagnostic, client: Client): CodeAction[] {
  const edits = analysis.project.suppression(analysis.path, finding);
  if (edits.length === 0) return [];
  const title = `Allow ${finding.rule} on this line`;
  const edit = toWorkspaceEdit(analysis, edits, client);
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit }];
}

const isSame = (given: Diagnostic, own: Diagnostic): boolean =>
  given.source === SOURCE && given.code === own.code && sameRange(given.range, own.range);

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
