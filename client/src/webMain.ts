// The entry point in a browser, where an extension is one file.
import type { ExtensionContext } from 'vscode';
import { wake } from './activation.js';

export { deactivate } from './activation.js';

export const activate = (context: ExtensionContext): void =>
  wake(context, async () => (await import('./webClient.js')).run);
