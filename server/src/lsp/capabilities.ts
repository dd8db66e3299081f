// What the server says it can do, for the editor at the other end.
import { type DiagnosticOptions, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Client } from './client.js';
import { FIX_ALL } from './features/codeActions.js';
import { LEGEND } from './features/semanticTokens.js';
import type { Settings } from './settings.js';

/** @param hasFolders whether files that are not open are read at all */
export function initializeResult(
  client: Client,
  settings: Settings,
  version: string,
  hasFolders: boolean,
): InitializeResult {
  return {
    serverInfo: { name: 'gilscope', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: {},
      foldingRangeProvider: true,
      documentHighlightProvider: true,
      callHierarchyProvider: true,
      // An editor that knows of another server for the language would show the tokens of one of them.
      ...(settings.semanticTokens && {
        semanticTokensProvider: { legend: LEGEND, range: true, full: { delta: true } },
      }),
      ...(client.changesFolders && { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'refactor.rewrite', FIX_ALL],
        ...(client.resolvesActionEdits && { resolveProvider: true }),
      },
      // Not announced to those who are served by pushing: some would then ask as well and show everything twice.
      ...(client.pullsDiagnostics &&
        !client.registersDiagnostics && {
          diagnosticProvider: diagnosticOptions(settings.wholeWorkspace && hasFolders),
        }),
    },
  };
}

/** An editor that may ask for the whole workspace keeps the problems of what is closed, so it may only where it should. */
export const diagnosticOptions = (workspaceDiagnostics: boolean): DiagnosticOptions => ({
  identifier: 'gilscope',
  interFileDependencies: true,
  workspaceDiagnostics,
});
