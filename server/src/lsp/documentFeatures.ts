// All that the editor may ask about one document: a line for each question, and who answers it.
// Easy to get wrong: a document may be closed, too long, or not analysed yet; then the answer is an empty one, no error.
import type {
  CallHierarchyItem,
  CodeAction,
  CodeActionParams,
  CodeLens,
  CodeLensParams,
  Connection,
  DocumentDiagnosticParams,
  DocumentHighlight,
  FoldingRange,
  FoldingRangeParams,
  InlayHint,
  InlayHintParams,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { answer, type Gate, type Handler } from './answer.js';
import type { Client } from './client.js';
import type { ConfigurationReader } from './configurations.js';
import { toSpan } from './convert.js';
import type { Analysis, Documents, FileAnalysis } from './documents.js';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy.js';
import { type ActionContext, codeActions, resolveCodeAction } from './features/codeActions.js';
import { codeLenses } from './features/codeLenses.js';
import { coverage, NO_COVERAGE } from './features/coverage.js';
import { type DiagnosticsContext, diagnosticsAfterFailure, pullDiagnostics } from './features/diagnostics.js';
import { documentHighlights } from './features/documentHighlights.js';
import { foldingRanges } from './features/foldingRanges.js';
import { hover } from './features/hover.js';
import { inlayHints } from './features/inlayHints.js';
import type { SemanticTokensOf } from './features/semanticTokens.js';
import { NO_SHADING, shading } from './features/shading.js';
import { OUTSIDE, state } from './features/state.js';
import type { FolderIndex } from './folderIndex.js';
import {
  COVERAGE_REQUEST,
  type CoverageParams,
  SHADING_REQUEST,
  type ShadingParams,
  STATE_REQUEST,
  type StateParams,
} from './protocol.js';
import type { Settings } from './settings.js';

export interface FeatureInput {
  readonly connection: Connection;
  readonly gate: Gate;
  readonly documents: Documents;
  /** Undefined until the editor has said what it can do. */
  client(): Client | undefined;
  settings(): Settings;
  readonly tokens: SemanticTokensOf;
  readonly configurations: ConfigurationReader;
  /** Of the folder that a document is in. */
  indexOf(uri: string): FolderIndex | undefined;
  context(client: Client): DiagnosticsContext & ActionContext;
  prepareRepairs(uri: string): void;
  /** Somebody shows the state of this document beyond the protocol's own features. */
  watch(uri: string): void;
}

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

export function registerDocumentFeatures(input: FeatureInput): void {
  const { connection, gate, documents, context, settings, tokens } = input;

  /** A request about one document; without an analysis of it the answer is `empty`. */
  function ask<P extends AboutDocument, R>(
    method: string,
    empty: R,
    compute: (analysis: Analysis, params: P, client: Client) => R,
  ): Handler<P, R> {
    const computed = (params: P): R => {
      const client = input.client();
      const analysis = documents.analyse(params.textDocument.uri);
      return analysis === undefined || client === undefined ? empty : compute(analysis, params, client);
    };
    return answer(gate, method, computed, () => empty);
  }
  /** A request about a function, in a file that need not be open. */
  function askCalls<R>(
    method: string,
    compute: (analysis: FileAnalysis, item: CallHierarchyItem) => R[],
  ): Handler<{ readonly item: CallHierarchyItem }, R[]> {
    const computed = ({ item }: { readonly item: CallHierarchyItem }): R[] => {
      const analysis = documents.analyseFile(item.uri);
      return analysis === undefined ? [] : compute(analysis, item);
    };
    return answer(gate, method, computed, () => []);
  }

  connection.languages.diagnostics.on(
    answer(
      gate,
      'textDocument/diagnostic',
      ({ textDocument: { uri }, previousResultId }: DocumentDiagnosticParams) => {
        const client = input.client();
        if (client === undefined) return diagnosticsAfterFailure(undefined);
        const pulled = pullDiagnostics(context(client), uri, previousResultId);
        input.prepareRepairs(uri);
        return pulled;
      },
      ({ previousResultId }) => diagnosticsAfterFailure(previousResultId),
    ),
  );
  connection.onHover(
    ask('textDocument/hover', null, (analysis, { position }: TextDocumentPositionParams, client) =>
      hover(analysis, position, client),
    ),
  );
  connection.onCodeAction(
    ask('textDocument/codeAction', [], (analysis, params: CodeActionParams, client) =>
      codeActions(analysis, params, context(client)),
    ),
  );
  connection.onCodeActionResolve(
    answer(
      gate,
      'codeAction/resolve',
      (action: CodeAction, token) => {
        const client = input.client();
        return client === undefined ? action : resolveCodeAction(action, context(client), token);
      },
      (action) => action,
    ),
  );
  connection.onRequest(
    SHADING_REQUEST,
    ask(SHADING_REQUEST, NO_SHADING, (analysis, _: ShadingParams) => {
      input.watch(analysis.uri);
      return shading(analysis);
    }),
  );
  connection.onRequest(
    STATE_REQUEST,
    ask(STATE_REQUEST, OUTSIDE, (analysis, { position }: StateParams) => {
      input.watch(analysis.uri);
      return state(analysis, position);
    }),
  );
  connection.onRequest(
    COVERAGE_REQUEST,
    ask(COVERAGE_REQUEST, NO_COVERAGE, (analysis, _: CoverageParams) => {
      input.watch(analysis.uri);
      return coverage(analysis, input.indexOf(analysis.uri), input.configurations);
    }),
  );
  connection.languages.inlayHint.on(
    ask<InlayHintParams, InlayHint[]>('textDocument/inlayHint', [], (analysis, params) =>
      settings().inlayHints ? inlayHints(analysis, params) : [],
    ),
  );
  connection.onCodeLens(
    ask<CodeLensParams, CodeLens[]>('textDocument/codeLens', [], (analysis, _, client) =>
      settings().codeLens ? codeLenses(analysis, client) : [],
    ),
  );
  connection.onFoldingRanges(ask<FoldingRangeParams, FoldingRange[]>('textDocument/foldingRange', [], foldingRanges));
  connection.onDocumentHighlight(
    ask<TextDocumentPositionParams, DocumentHighlight[] | null>(
      'textDocument/documentHighlight',
      null,
      (analysis, { position }) => documentHighlights(analysis, position),
    ),
  );
  connection.languages.semanticTokens.on(
    ask<SemanticTokensParams, SemanticTokens>('textDocument/semanticTokens/full', NO_TOKENS, (analysis) =>
      settings().semanticTokens ? tokens.full(analysis) : NO_TOKENS,
    ),
  );
  connection.languages.semanticTokens.onDelta(
    ask<SemanticTokensDeltaParams, SemanticTokens | SemanticTokensDelta>(
      'textDocument/semanticTokens/full/delta',
      NO_TOKENS,
      (analysis, { previousResultId }) =>
        settings().semanticTokens ? tokens.since(analysis, previousResultId) : NO_TOKENS,
    ),
  );
  connection.languages.semanticTokens.onRange(
    ask<SemanticTokensRangeParams, SemanticTokens>(
      'textDocument/semanticTokens/range',
      NO_TOKENS,
      (analysis, { range }) =>
        settings().semanticTokens ? tokens.range(analysis, toSpan(analysis.report, range)) : NO_TOKENS,
    ),
  );
  connection.languages.callHierarchy.onPrepare(
    ask<TextDocumentPositionParams, CallHierarchyItem[] | null>(
      'textDocument/prepareCallHierarchy',
      null,
      (analysis, { position }) => prepareCallHierarchy(analysis, position),
    ),
  );
  connection.languages.callHierarchy.onIncomingCalls(askCalls('callHierarchy/incomingCalls', incomingCalls));
  connection.languages.callHierarchy.onOutgoingCalls(askCalls('callHierarchy/outgoingCalls', outgoingCalls));
}

const NO_TOKENS: SemanticTokens = { data: [] };
