// The extension where there is Node: the server is a process, which the editor's own Node executes, so nothing has to be
// installed. The client adds `--stdio` and `--clientProcessId=…` to the arguments by itself.
import { availableParallelism } from 'node:os';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { Extension } from './activation.js';
import { runWith } from './extension.js';
import { followConfigurations, sendConfigurations } from './files.js';
import { CLIENT_ID, clientOptions } from './options.js';
import { engineOptions, SERVER_FILE } from './serverProcess.js';

/** In a file system that an extension brings along, so that the server cannot read it. */
const isElsewhere = ({ scheme }: Uri): boolean => scheme !== 'file';

export function run(context: ExtensionContext): Extension {
  const module = Uri.joinPath(context.extensionUri, 'dist', SERVER_FILE).fsPath;
  const options = { execArgv: engineOptions(availableParallelism()) };
  const server = { module, transport: TransportKind.stdio, options };
  return runWith(context, (log) => {
    const client = new LanguageClient(CLIENT_ID, CLIENT_ID, server, clientOptions(log));
    context.subscriptions.push(
      followConfigurations(client, isElsewhere),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running && workspace.workspaceFolders?.some(({ uri }) => isElsewhere(uri)))
          void sendConfigurations(client, isElsewhere);
      }),
    );
    return client;
  });
}
