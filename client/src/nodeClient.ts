// The extension where there is Node: the server is a process, which the editor's own Node executes, so nothing has to be
// installed. The client adds `--stdio` and `--clientProcessId=…` to the arguments by itself.
import { availableParallelism } from 'node:os';
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Extension } from './activation.js';
import { runWith } from './extension.js';
import { CLIENT_ID, clientOptions } from './options.js';
import { engineOptions, SERVER_FILE } from './serverProcess.js';

export function run(context: ExtensionContext): Extension {
  const module = Uri.joinPath(context.extensionUri, 'dist', SERVER_FILE).fsPath;
  const options = { execArgv: engineOptions(availableParallelism()) };
  const server = { module, transport: TransportKind.stdio, options };
  return runWith(context, (log) => new LanguageClient(CLIENT_ID, CLIENT_ID, server, clientOptions(log)));
}
