// The entry point where there is Node: on a desktop, or beside the files on another machine.
// The server is run as a module, so the editor's own Node executes it and nothing has to be installed. The client adds
// `--stdio` and `--clientProcessId=…` to the arguments by itself.
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { run, stop } from './extension.js';
import { CLIENT_ID, clientOptions } from './options.js';

export function activate(context: ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'gilscope.js').fsPath;
  const server = { module, transport: TransportKind.stdio, args: ['lsp'] };
  run(context, (log) => new LanguageClient(CLIENT_ID, CLIENT_ID, server, clientOptions(log)));
}

export const deactivate = stop;
