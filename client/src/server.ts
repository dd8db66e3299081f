// Starts, restarts and stops the language server, whichever kind of host it runs in.
import { type LogOutputChannel, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** A server that does not start is said once, with the way to its log; the editor works on without it. */
export async function startServer(server: BaseLanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    reportFailure(error, log);
  }
}

export async function restartServer(server: BaseLanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await stopServer(server);
    await server.start();
  } catch (error) {
    reportFailure(error, log);
  }
}

export async function stopServer(server: BaseLanguageClient): Promise<void> {
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
