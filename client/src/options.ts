// What every client of the server is made with, wherever the server runs.
import { type LogOutputChannel, workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { EXPLAIN_RULE_COMMAND, SHOW_REPORT_COMMAND } from '../../server/src/lsp/protocol.js';
import { SELECTOR } from './documents.js';

/** Commands that answers of the server may name, since this client has them. */
const COMMANDS = [SHOW_REPORT_COMMAND, EXPLAIN_RULE_COMMAND];

/** The id is also the name of the settings' section: `gilscope.trace.server` follows from it. */
export const CLIENT_ID = 'gilscope';

export const clientOptions = (log: LogOutputChannel): LanguageClientOptions => ({
  documentSelector: SELECTOR,
  outputChannel: log,
  diagnosticCollectionName: 'gilscope',
  // Some features are announced at the start or not at all, so the server has to know the settings by then.
  initializationOptions: () => ({ commands: COMMANDS, gilscope: settings() }),
});

/** As plain data: what the editor hands out cannot be sent to a worker. */
const settings = (): unknown => JSON.parse(JSON.stringify(workspace.getConfiguration().get('gilscope', {})));
