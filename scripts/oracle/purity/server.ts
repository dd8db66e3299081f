// The language server at the other end of a connection, the way an editor has it: a process or a pair of streams, the
// protocol's own library at this end, documents that are opened, changed piece by piece, asked about and closed.
// Easy to get wrong: an answer `unchanged` is an answer too; it stands for what was said under that name before.
import type { Readable, Writable } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SHADING_REQUEST, type ShadingResult } from '../../../server/src/lsp/protocol.js';
import type { Step } from './documents.js';
import { answerText, CAPABILITIES } from './fresh.js';

export interface Server {
  /** From now on documents are in this folder of the workspace, an address that ends in a slash. What was open is closed. */
  enter(folder: string): void;
  take(step: Step): void;
  /** Asks for the problems of a document, as after a keystroke. */
  ask(path: string): Promise<void>;
  /** The problems and the shading of a document, as text. */
  answer(path: string): Promise<string>;
  /** What the server complained about since the last call. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

interface Open {
  version: number;
  resultId: string | undefined;
  items: readonly unknown[];
}

export async function connect(fromServer: Readable, toServer: Writable): Promise<Server> {
  const connection = createProtocolConnection(fromServer, toServer);
  const open = new Map<string, Open>();
  let folder = '';
  let said: string[] = [];
  connection.onNotification(LogMessageNotification.type, ({ message }) => void said.push(message));
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: CAPABILITIES,
    workspaceFolders: [],
    initializationOptions: { showMaybe: true, index: { enabled: false } },
  });
  void connection.sendNotification(InitializedNotification.type, {});

  const close = (path: string): void => {
    open.delete(path);
    void connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: folder + path } });
  };
  const openDocument = (path: string, text: string): void => {
    open.set(path, { version: 1, resultId: undefined, items: [] });
    const languageId = /\.(?:c|h)$/.test(path) ? 'c' : 'cpp';
    const textDocument = { uri: folder + path, languageId, version: 1, text };
    void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  };
  const change = ({ path, before, changes }: Extract<Step, { kind: 'change' }>): void => {
    const document = open.get(path);
    if (document === undefined) throw new Error(`${path} is not open`);
    const old = TextDocument.create(path, 'c', 1, before);
    // From the end of the text to its start, so that the old positions stay right.
    const contentChanges = changes.map(({ start, end, text }) => ({
      range: { start: old.positionAt(start), end: old.positionAt(end) },
      text,
    }));
    const textDocument = { uri: folder + path, version: ++document.version };
    void connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  };
  const ask = async (path: string): Promise<void> => {
    const document = open.get(path);
    if (document === undefined) throw new Error(`${path} is not open`);
    const { resultId } = document;
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: folder + path },
      ...(resultId === undefined ? {} : { previousResultId: resultId }),
    });
    if (report.kind === 'full') {
      document.resultId = report.resultId;
      document.items = report.items;
    }
  };
  return {
    enter(next) {
      for (const path of [...open.keys()]) close(path);
      const removed = folder === '' ? [] : [{ uri: folder.slice(0, -1), name: folder }];
      const event = { added: [{ uri: next.slice(0, -1), name: next }], removed };
      void connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
      folder = next;
    },
    take(step) {
      if (step.kind === 'open') openDocument(step.path, step.text);
      else if (step.kind === 'close') close(step.path);
      else change(step);
    },
    ask,
    async answer(path) {
      await ask(path);
      const shading = await connection.sendRequest<ShadingResult>(SHADING_REQUEST, {
        textDocument: { uri: folder + path },
      });
      return answerText(open.get(path)?.items ?? [], shading.ranges);
    },
    complaints() {
      const all = said;
      said = [];
      return all;
    },
    async close() {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      connection.dispose();
    },
  };
}
