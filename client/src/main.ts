// The entry point where there is Node: on a desktop, or beside the files on another machine. What it loads is a file of
// its own.
import type { ExtensionContext } from 'vscode';
import { wake } from './activation.js';

export { deactivate } from './activation.js';

export const activate = (context: ExtensionContext): void =>
  wake(context, async () => (await import('./nodeClient.js')).run);
