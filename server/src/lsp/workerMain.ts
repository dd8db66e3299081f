// The language server in a worker of a browser. A worker of an extension has no address and can read nothing, so its
// first message brings the parsers and the configuration; the protocol begins behind it.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createProject } from '../core/project.js';
import { loadParserOfC } from '../host/wasmParser.js';
import { clientFiles } from './clientFiles.js';
import { CONFIGURATIONS_NOTIFICATION, type ConfigurationsParams, type WorkerStart } from './protocol.js';
import { sentConfigurations } from './sentConfigurations.js';
import { startServer } from './server.js';

/** What this file uses of a worker's own object. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0] & {
  onmessage: ((event: { readonly data: WorkerStart }) => void) | null;
};

self.onmessage = ({ data }: { readonly data: WorkerStart }) => {
  self.onmessage = null;
  serve(data);
};

function serve({ version, documentation, files, cpp, ...binaries }: WorkerStart): void {
  const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
  let configurations = sentConfigurations(files);
  const server = startServer(connection, {
    version,
    documentation,
    createProject,
    parsers: loadParserOfC(binaries, async () => cpp),
    openConfigurations: () => configurations,
    files: clientFiles(connection, (address) => configurations.leavesOut(address)),
  });
  connection.onNotification(CONFIGURATIONS_NOTIFICATION, (changed: ConfigurationsParams) => {
    configurations = sentConfigurations(changed.files);
    server.configurationsChanged();
  });
}
