// A session with the built server, as an editor has one, for benchmarks.
// Easy to get wrong: the server ends with its input, so whoever is done says so.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { engineOptions, SERVER_FILE } from '../../client/src/serverProcess.js';

export interface Session {
  readonly connection: ProtocolConnection;
  readonly uri: string;
  readonly text: string;
  /** Puts a text in the place of a range. */
  edit(range: Range, text: string): Promise<void>;
  /** The findings as they are now. */
  findings(): Promise<readonly Diagnostic[]>;
  /** What the server has in memory, in megabytes. */
  memory(): number;
  end(): void;
}

const CAPABILITIES = {
  window: { workDoneProgress: true },
  workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
  textDocument: {
    diagnostic: {},
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** Starts a server that looks at a folder, or at none, and opens a file. */
export async function startSession(file: string, folder?: string): Promise<Session> {
  const options = [...engineOptions(availableParallelism()), join('dist', SERVER_FILE), '--stdio'];
  const server = spawn(process.execPath, options, { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const address = folder === undefined ? undefined : pathToFileURL(resolve(folder)).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: address ?? null,
    workspaceFolders: address === undefined ? null : [{ uri: address, name: 'folder' }],
    capabilities: CAPABILITIES,
    initializationOptions: { semanticTokens: { enabled: true } },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const uri = pathToFileURL(resolve(file)).href;
  const text = readFileSync(file, 'utf8');
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'c', version: 1, text },
  });
  let version = 1;
  return {
    connection,
    uri,
    text,
    edit: (range, changed) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range, text: changed }],
      }),
    async findings() {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      return report.kind === 'full' ? report.items.filter(({ code }) => code !== undefined) : [];
    },
    memory: () => {
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) / 1000;
    },
    end() {
      connection.dispose();
      server.kill();
    },
  };
}

export async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await work, performance.now() - started];
}

export const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.max(0, Math.min(times.length - 1, Math.ceil(times.length * share) - 1))] ??
  Number.NaN;
