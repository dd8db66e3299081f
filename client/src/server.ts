// Starts, restarts and stops the language server.
// It is run as a module, so the editor's own Node executes it and nothing has to be installed. The client adds
// `--stdio` and `--clientProcessId=…` to the arguments by itself.
import { type ExtensionContext, type LogOutputChannel, l10n, Uri, window } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { SELECTOR } from './documents.js';

/** Not started yet. The id is also the name of the settings' section: `gilscope.trace.server` follows from it. */
export function createServer(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'gilscope.js').fsPath;
  return new LanguageClient(
    'gilscope',
    'gilscope',
    { module, transport: TransportKind.stdio, args: ['lsp'] },
    {
      documentSelector: SELECTOR,
      outputChannel: log,
      diagnosticCollectionName: 'gilscope',
    },
  );
}

/** A server that does not start is said once, with the way to its log; the editor works on without it. */
export async function startServer(server: LanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    reportFailure(error, log);
  }
}

export async function restartServer(server: LanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await stopServer(server);
    await server.start();
  } catch (error) {
    reportFailure(error, log);
  }
}

export async function stopServer(server: LanguageClient): Promise<void> {
  if (server.needsStop()) await server.stop();
}

function reportFailure(error: unknown, log: LogOutputChannel): void {
  log.error(error instanceof Error ? error : String(error));
  const showLogs = l10n.t('Show Logs');
  // Not awaited: the message stays until somebody closes it.
  void window.showErrorMessage(l10n.t('The gilscope server did not start.'), showLogs).then((choice) => {
    if (choice === showLogs) log.show();
  });
}
