// The open documents and what the analysis says about them.
// Each document is a project of its own: what is said about it depends on its text, its gilscope.toml and the settings,
// so closing one file never changes the problems of another, and the command line says the same about that file.
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Configuration, FileReport, Options, Parsers, Project, ProjectInput } from '../core/project.js';
import { documentPath } from './documentPath.js';

/** Longer documents are data or generated code; the editor must not wait for them. */
const MAX_LENGTH = 5_000_000;

/** The answer to "what is known about this document", for the text of exactly this version. */
export interface Analysis {
  readonly uri: string;
  readonly version: number;
  /** What the core calls the document. */
  readonly path: string;
  readonly project: Project;
  readonly report: FileReport;
}

export interface Documents {
  uris(): readonly string[];
  /** Undefined for a document that is not open. */
  version(uri: string): number | undefined;
  isTooLong(uri: string): boolean;
  /** Undefined for a document that is not open, is too long, or when no analysis is possible yet. */
  analyse(uri: string): Analysis | undefined;
  /** Changes whenever the answer may have changed; undefined for a document that is not open. */
  resultId(uri: string): string | undefined;
  /** From now on analyse with these. What was known before is forgotten. */
  configure(engine: Engine): void;
}

interface Engine {
  readonly parsers: Parsers;
  readonly options: Options;
  configFor(uri: string): Configuration;
  createProject(input: ProjectInput): Project;
}

export interface DocumentEvents {
  /** Opening is a change too. */
  changed(uri: string): void;
  closed(uri: string): void;
}

interface Entry {
  /** Tells two documents apart that were opened one after the other under one name. */
  readonly serial: number;
  readonly path: string;
  project?: Project;
  /** The version that the project has. */
  version?: number;
}

export function trackDocuments(connection: Connection, events: DocumentEvents): Documents {
  const documents = new TextDocuments(TextDocument);
  const entries = new Map<string, Entry>();
  let engine: Engine | undefined;
  let serial = 0;
  let generation = 0;

  documents.onDidOpen(({ document: { uri, languageId } }) => {
    entries.set(uri, { serial: ++serial, path: documentPath(uri, languageId) });
  });
  // The library reports opening as a change as well, and in this order.
  documents.onDidChangeContent(({ document: { uri } }) => events.changed(uri));
  documents.onDidClose(({ document: { uri } }) => {
    entries.delete(uri);
    events.closed(uri);
  });
  documents.listen(connection);

  const isTooLong = (uri: string): boolean => (documents.get(uri)?.getText().length ?? 0) > MAX_LENGTH;

  return {
    uris: () => documents.keys(),
    version: (uri) => documents.get(uri)?.version,
    isTooLong,
    analyse: (uri) => {
      const document = documents.get(uri);
      const entry = entries.get(uri);
      if (document === undefined || entry === undefined || engine === undefined || isTooLong(uri)) return undefined;
      const { parsers, options, configFor } = engine;
      try {
        entry.project ??= engine.createProject({ parsers, options, configFor: () => configFor(uri) });
        const { project, path } = entry;
        if (entry.version !== document.version) project.setFile(path, document.getText());
        entry.version = document.version;
        const report = project.report(path);
        return report && { uri, version: document.version, path, project, report };
      } catch (error) {
        // Whatever state the failure left behind, the next question starts from scratch.
        entries.set(uri, { serial: entry.serial, path: entry.path });
        throw error;
      }
    },
    resultId: (uri) => {
      const document = documents.get(uri);
      const entry = entries.get(uri);
      return document && entry && `${entry.serial}.${document.version}.${generation}`;
    },
    configure: (next) => {
      engine = next;
      generation++;
      for (const [uri, { serial: same, path }] of entries) entries.set(uri, { serial: same, path });
    },
  };
}
