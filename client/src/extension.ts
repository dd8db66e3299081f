// The entry point of the VS Code extension: wires the parts together, once, and nothing else.
// VS Code calls `activate` when the first C or C++ file is opened; importing this file does nothing.
import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './commands.js';
import { createServer, startServer, stopServer } from './server.js';
import { showShading } from './shading.js';
import { showStatus } from './status.js';

let stop: () => Promise<void> = async () => {};

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('gilscope', { log: true });
  const server = createServer(context, log);
  stop = () => stopServer(server);
  context.subscriptions.push(log, registerCommands(server, log), showShading(server, log), showStatus(server, log));
  // Not awaited: the editor waits for an activation, and the server has a grammar to load.
  void startServer(server, log);
}

export function deactivate(): Promise<void> {
  return stop();
}
