// Answers that an editor has may be out of date for a reason that it cannot see: another file, a setting. It is told to
// ask again, where it listens to that.
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import type { Client } from './client.js';

export function askToAskAgain(connection: Connection, client: Client, log: (message: string) => void): void {
  const { languages } = connection;
  const refused = (error: unknown): void => log(String(error));
  if (client.pullsDiagnostics && client.refreshesDiagnostics) languages.diagnostics.refresh().catch(refused);
  if (client.refreshesInlayHints) languages.inlayHint.refresh().catch(refused);
  if (client.refreshesCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(refused);
}
