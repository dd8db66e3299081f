// The extension itself: wires the parts together, once, and nothing else. Each kind of host brings the client of its
// server.
import { type Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Extension } from './activation.js';
import { commandsOf } from './commands.js';
import { answerFileRequests } from './files.js';
import { showLanguageStatus } from './languageStatus.js';
import { reportView } from './report.js';
import { restartServer, startServer, stopServer } from './server.js';
import { showShading } from './shading.js';
import { showStatus } from './status.js';

export function runWith(
  context: ExtensionContext,
  createClient: (log: LogOutputChannel) => BaseLanguageClient,
): Extension {
  const log = window.createOutputChannel('gilscope', { log: true });
  const server = createClient(log);
  const report = reportView(context, server, log);
  context.subscriptions.push(
    log,
    answerFileRequests(server),
    showShading(server, log),
    showStatus(server, log),
    showLanguageStatus(server, log),
    restartForTokens(server, log),
    report,
  );
  void startServer(server, log);
  return {
    commands: { ...commandsOf(context, server, log), ...report.commands },
    restorePanel: report.restore,
    stop: () => stopServer(server),
  };
}

/** An editor takes the tokens of one extension only, so the server announces them at its start, or not. */
const restartForTokens = (server: BaseLanguageClient, log: LogOutputChannel): Disposable =>
  workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('gilscope.semanticTokens.enabled')) void restartServer(server, log);
  });
