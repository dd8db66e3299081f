// All that the editor may ask about one document: a line for each question, and who answers it.
// Easy to get wrong: a document may be closed, too long, or not analysed yet; then the answer is an empty one, no error.
import type {
  CodeAction,
  CodeActionParams,
  Connection,
  DocumentDiagnosticParams,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { answer, type Gate, type Handler } from './answer.js';
import type { Client } from './client.js';
import type { Analysis, Documents } from './documents.js';
import { type ActionContext, codeActions, resolveCodeAction } from './features/codeActions.js';
import { type DiagnosticsContext, diagnosticsAfterFailure, pullDiagnostics } from './features/diagnostics.js';
import { hover } from './features/hover.js';
import { NO_SHADING, shading } from './features/shading.js';
import { OUTSIDE, state } from './features/state.js';
import { SHADING_REQUEST, type ShadingParams, STATE_REQUEST, type StateParams } from './protocol.js';

export interface FeatureInput {
  readonly connection: Connection;
  readonly gate: Gate;
  readonly documents: Documents;
  /** Undefined until the editor has said what it can do. */
  client(): Client | undefined;
  context(client: Client): DiagnosticsContext & ActionContext;
  prepareRepairs(uri: string): void;
  /** Somebody shows the state of this document beyond the protocol's own features. */
  watch(uri: string): void;
}

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

export function registerDocumentFeatures(input: FeatureInput): void {
  const { connection, gate, documents, context } = input;

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
      (action: CodeAction) => {
        const client = input.client();
        return client === undefined ? action : resolveCodeAction(action, documents.analyse, context(client));
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
}
