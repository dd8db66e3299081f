// The language server as a process: it speaks through standard input and output.

import { Console } from 'node:console';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createProject } from '../core/project.js';
import { fileConfigurations } from '../host/fileConfigurations.js';
import { loadGrowingParsers } from '../host/parsers.js';
import { workspaceFiles } from '../host/workspaceFiles.js';
import { clientFiles } from './clientFiles.js';
import { describeError } from './describeError.js';
import { CONFIGURATIONS_NOTIFICATION, type ConfigurationsParams } from './protocol.js';
import { byScheme, sentConfigurations } from './sentConfigurations.js';
import { startServer } from './server.js';
import type { WorkspaceFiles } from './workspaceFiles.js';

/**
 * Never returns.
 *
 * @param folder holds the parsers, and lies in the root of the installation, which holds the documentation
 */
export function serveStandardStreams(folder: string, version: string): Promise<never> {
  const parsers = loadGrowingParsers(folder);
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  // Standard output belongs to the protocol; a stray word there ends the conversation.
  Object.assign(console, new Console({ stdout: process.stderr, stderr: process.stderr }));
  const report = (error: unknown): void => {
    connection.console.error(describeError(error));
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  const pages = join(dirname(folder), 'docs', 'rules');
  let sent = sentConfigurations([]);
  const remote = clientFiles(connection, (address) => sent.leavesOut(address));
  const filesOf = (address: string): WorkspaceFiles => (address.startsWith('file:') ? workspaceFiles : remote);
  const server = startServer(connection, {
    version,
    parsers,
    createProject,
    files: { list: (address) => filesOf(address).list(address), read: (address) => filesOf(address).read(address) },
    openConfigurations: () => byScheme(fileConfigurations(), sent),
    documentation: existsSync(pages) ? `${pathToFileURL(pages).href}/` : undefined,
  });
  connection.onNotification(CONFIGURATIONS_NOTIFICATION, ({ files: changed }: ConfigurationsParams) => {
    sent = sentConfigurations(changed);
    server.configurationsChanged();
  });
  return new Promise(() => undefined);
}
