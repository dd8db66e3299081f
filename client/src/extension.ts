// The extension itself: wires the parts together, once, and nothing else. The entry points, one for each kind of host,
// bring the client of their server.
import { type Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCommands } from './commands.js';
import { answerFileRequests } from './files.js';
import { showLanguageStatus } from './languageStatus.js';
import { showReport } from './report.js';
import { restartServer, startServer, stopServer } from './server.js';
import { showShading } from './shading.js';
import { showStatus } from './status.js';

let running: BaseLanguageClient | undefined;

export function run(context: ExtensionContext, createClient: (log: LogOutputChannel) => BaseLanguageClient): void {
  const log = window.createOutputChannel('gilscope', { log: true });
  const server = createClient(log);
  running = server;
  context.subscriptions.push(
    log,
    registerCommands(context, server, log),
    answerFileRequests(server),
    showShading(server, log),
    showStatus(server, log),
    showLanguageStatus(server, log),
    restartForTokens(server, log),
    showReport(context, server, log),
  );
  // In a turn of its own: the editor waits for an activation, and to start a process takes longer than all of that.
  const starting = setTimeout(() => void startServer(server, log), 0);
  context.subscriptions.push({ dispose: () => clearTimeout(starting) });
}

/** An editor takes the tokens of one extension only, so the server announces them at its start, or not. */
const restartForTokens = (server: BaseLanguageClient, log: LogOutputChannel): Disposable =>
  workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('gilscope.semanticTokens.enabled')) void restartServer(server, log);
  });

export const stop = async (): Promise<void> => running && stopServer(running);
