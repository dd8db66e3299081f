// The extension in a browser: the server runs in a worker, which is given all that it cannot read by itself.
// Easy to get wrong: workers of an extension that is served from elsewhere are refused, and one made of its text has no
// address; so its script and the parsers are read here. Each start has a worker of its own, or a restart would speak to
// a server that was shut down.
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { WorkerStart } from '../../server/src/lsp/protocol.js';
import type { Extension } from './activation.js';
import { runWith } from './extension.js';
import { followConfigurations, readConfigurations } from './files.js';
import { CLIENT_ID, clientOptions } from './options.js';

type ScriptWorker = ConstructorParameters<typeof BrowserMessageReader>[0] & {
  postMessage(message: WorkerStart): void;
  terminate(): void;
};
/** Nothing lies on a disk. */
const ALL = (): boolean => true;

declare const Worker: new (address: string) => ScriptWorker;

export function run(context: ExtensionContext): Extension {
  let running: ScriptWorker | undefined;
  const end = (): void => {
    running?.terminate();
    running = undefined;
  };
  const start = async (): Promise<MessageTransports> => {
    end();
    running = await startWorker(context);
    // Not the worker itself: the host puts an object of its own in its place, which the client does not know for one.
    return { reader: new BrowserMessageReader(running), writer: new BrowserMessageWriter(running) };
  };
  context.subscriptions.push({ dispose: end });
  return runWith(context, (log) => {
    const client = new LanguageClient(CLIENT_ID, CLIENT_ID, start, clientOptions(log));
    context.subscriptions.push(followConfigurations(client, ALL));
    return client;
  });
}

async function startWorker({ extensionUri, extension }: ExtensionContext): Promise<ScriptWorker> {
  const read = (name: string): Thenable<Uint8Array> => workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', name));
  const [script, runtime, c, cpp, files] = await Promise.all([
    read('web/server.js'),
    read('web-tree-sitter.wasm'),
    read('tree-sitter-c.wasm'),
    read('tree-sitter-cpp.wasm'),
    readConfigurations(ALL),
  ]);
  const address = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
  // The address stays: the host reads the script when it gets to it.
  const worker = new Worker(address);
  const { version } = extension.packageJSON as { readonly version: string };
  const documentation = `${Uri.joinPath(extensionUri, 'docs', 'rules').toString()}/`;
  worker.postMessage({ version, documentation, files, runtime, c, cpp });
  return worker;
}
