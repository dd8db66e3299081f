// An editor that talks to a server, in the words of a test. It answers what a server may ask, as a real one does.
import { PassThrough } from 'node:stream';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ServerInput, startServer } from '../../../server/src/lsp/server.js';
import { createProject, parsers } from './core.js';
import { type Message, type Wire, wire } from './wire.js';

export const PULL = { textDocument: { diagnostic: { relatedDocumentSupport: false }, ...everything() } };
export const PUSH = { textDocument: everything() };

function everything(): object {
  return {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true },
  };
}

class ResponseFailed extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Editor {
  readonly wire: Wire;
  /** What the user has set; asked for by the server where the editor announces `workspace.configuration`. */
  settings: unknown;
  initialize(capabilities: object, options?: unknown, folders?: readonly string[]): Promise<InitializeResult>;
  open(uri: string, text: string, languageId?: string): void;
  /** Replaces the first occurrence of some text, as typing would. */
  edit(uri: string, from: string, to: string): void;
  close(uri: string): void;
  text(uri: string): string;
  version(uri: string): number;
  /** Rejects with `ResponseFailed` where the server answers with an error. */
  ask<R>(method: string, params: unknown): Promise<R>;
  answerTo<R>(id: number): Promise<R>;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  items(uri: string): Promise<readonly Diagnostic[]>;
  hover(uri: string, at: string): Promise<Hover | null>;
  actions(uri: string, range: Range, context?: object): Promise<readonly CodeAction[]>;
  /** The place just behind the first occurrence of some text. */
  position(uri: string, at: string): Position;
  published(fits: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  allPublished(): readonly PublishDiagnosticsParams[];
  applyEdits(uri: string, edits: readonly TextEdit[]): void;
  /** Lets the server do what it has to do; for tests that something does not happen. */
  pause(milliseconds?: number): Promise<void>;
}

/** A server in this process, and an editor that is connected to it. */
export function connectedEditor(input: Partial<ServerInput> = {}): Editor {
  const toServer = new PassThrough();
  const fromServer = new PassThrough();
  const reader = new StreamMessageReader(toServer);
  const connection = createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(fromServer));
  startServer(connection, {
    version: '1.2.3',
    parsers,
    createProject,
    documentation: undefined,
    pushDelay: 5,
    ...input,
  });
  return editor(wire(fromServer, toServer));
}

export function editor(link: Wire): Editor {
  const documents = new Map<string, TextDocument>();
  const document = (uri: string): TextDocument => {
    const found = documents.get(uri);
    if (found === undefined) throw new Error(`${uri} is not open in the editor`);
    return found;
  };
  const change = (uri: string, edits: readonly TextEdit[]): void => {
    // One message, its changes from the end to the start, so that each fits the text that the one before has left.
    const ordered = [...edits].reverse().map((edit) => ({ range: edit.range, text: edit.newText }));
    const next = TextDocument.update(document(uri), ordered, document(uri).version + 1);
    documents.set(uri, next);
    link.notify('textDocument/didChange', { textDocument: { uri, version: next.version }, contentChanges: ordered });
  };
  const isPublish = (message: Message): boolean => message.method === 'textDocument/publishDiagnostics';

  const self: Editor = {
    wire: link,
    settings: null,
    initialize: async (capabilities, initializationOptions, folders) => {
      const workspaceFolders = folders?.map((uri) => ({ uri, name: uri })) ?? null;
      const params = { processId: null, rootUri: null, capabilities, initializationOptions, workspaceFolders };
      const result = await self.ask<InitializeResult>('initialize', params);
      link.notify('initialized', {});
      return result;
    },
    open: (uri, text, languageId = 'c') => {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      link.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    edit: (uri, from, to) => {
      const start = document(uri).getText().indexOf(from);
      if (start < 0) throw new Error(`no ${JSON.stringify(from)} in the document`);
      const at = (offset: number): Position => document(uri).positionAt(offset);
      change(uri, [{ range: { start: at(start), end: at(start + from.length) }, newText: to }]);
    },
    close: (uri) => {
      documents.delete(uri);
      link.notify('textDocument/didClose', { textDocument: { uri } });
    },
    text: (uri) => document(uri).getText(),
    version: (uri) => document(uri).version,
    ask: (method, params) => self.answerTo(link.request(method, params)),
    answerTo: async <R>(id: number): Promise<R> => {
      const { error, result } = await link.waitFor((message) => message.id === id && message.method === undefined);
      if (error !== undefined) throw new ResponseFailed(error.code, error.message);
      return result as R;
    },
    pull: (uri, previousResultId) =>
      self.ask('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId && { previousResultId }) }),
    items: async (uri) => {
      const report = await self.pull(uri);
      if (report.kind !== 'full') throw new Error('expected a full report');
      return report.items;
    },
    hover: (uri, at) => self.ask('textDocument/hover', { textDocument: { uri }, position: self.position(uri, at) }),
    actions: (uri, range, context = { diagnostics: [] }) =>
      self.ask('textDocument/codeAction', { textDocument: { uri }, range, context }),
    position: (uri, at) => document(uri).positionAt(document(uri).getText().indexOf(at) + at.length),
    published: async (fits) => {
      const message = await link.waitFor((m) => isPublish(m) && fits(m.params as PublishDiagnosticsParams));
      return message.params as PublishDiagnosticsParams;
    },
    allPublished: () => link.received.filter(isPublish).map((message) => message.params as PublishDiagnosticsParams),
    applyEdits: change,
    pause: (milliseconds = 60) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
  answerTheServer(link, self);
  return self;
}

/** Answers what a server asks of its editor. */
function answerTheServer(link: Wire, self: Pick<Editor, 'settings'>): void {
  const next = (from: number): void => {
    let seen = from;
    const isNew = (message: Message): boolean =>
      message.id !== undefined && message.method !== undefined && link.received.indexOf(message) >= seen;
    void link.waitFor(isNew).then((message) => {
      seen = link.received.indexOf(message) + 1;
      if (message.method === 'workspace/configuration') link.respond(message.id, [self.settings]);
      else link.respond(message.id, null);
      next(seen);
    });
  };
  next(0);
}
