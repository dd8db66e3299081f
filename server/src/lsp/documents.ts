// The open documents and what the analysis says about them.
// A document in a folder of the workspace is part of that folder's project, and its text counts rather than the disk's.
// Any other document is a project of its own, so closing one never changes the problems of another.
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type FileReport, languageOf, type Options, type Project } from '../core/project.js';
import { documentPath } from './documentPath.js';
import type { Folder, Folders } from './folders.js';

/** Longer documents are data or generated code; the editor must not wait for them. */
const MAX_LENGTH = 5_000_000;

/** What is known about a file, be it open or read in from its folder. */
export interface FileAnalysis {
  readonly uri: string;
  /** Null where it is not open. */
  readonly version: number | null;
  /** What the core calls the document. */
  readonly path: string;
  readonly project: Project;
  readonly report: FileReport;
  /** The address of any file of the project. */
  addressOf(path: string): string | undefined;
}

/** The answer to "what is known about this document", for the text of exactly this version. */
export interface Analysis extends FileAnalysis {
  readonly version: number;
}

export interface Documents {
  uris(): readonly string[];
  /** Documents whose answers may depend on this one's text, itself among them. */
  related(uri: string): readonly string[];
  isOpen(path: string): boolean;
  /** Undefined for a document that is not open. */
  version(uri: string): number | undefined;
  isTooLong(uri: string): boolean;
  /** Whether it is read as C++. */
  isCpp(uri: string): boolean;
  /** Undefined for a document that is not open, is too long, or when no analysis is possible yet. */
  analyse(uri: string): Analysis | undefined;
  /** The same for files of the folders that are not open, too. */
  analyseFile(uri: string): FileAnalysis | undefined;
  /** The addresses of all files of the folders that are not open. */
  closedFiles(): readonly string[];
  /** Whether there are others than this one, open or not. */
  hasOthers(uri: string): boolean;
  /** A name for an answer: another one whenever the answer or the text is. Undefined for a document that is not open. */
  resultId(uri: string, answer: unknown): string | undefined;
  /** From now on analyse with these. */
  configure(engine: Engine): void;
  /** The projects of the folders may be others, or hold other texts. */
  reload(): void;
  /** All that is known of documents rests on something else now. */
  startAfresh(): void;
}

interface Engine {
  readonly options: Options;
  createProject(): Project;
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
  /** Its own project, where it is in no folder. */
  project?: Project;
  /** Who has which version. */
  holder?: Project;
  version?: number;
  answer?: string;
  answers: number;
}

export function trackDocuments(connection: Connection, folders: Folders, events: DocumentEvents): Documents {
  const documents = new TextDocuments(TextDocument);
  const entries = new Map<string, Entry>();
  let engine: Engine | undefined;
  let serial = 0;
  let generation = 0;

  documents.onDidOpen(({ document: { uri, languageId } }) => {
    entries.set(uri, { serial: ++serial, path: documentPath(uri, languageId), answers: 0 });
  });
  // The library reports opening as a change as well, and in this order.
  documents.onDidChangeContent(({ document: { uri } }) => events.changed(uri));
  documents.onDidClose(({ document: { uri } }) => {
    const path = entries.get(uri)?.path;
    entries.delete(uri);
    const folder = path === undefined ? undefined : folders.of(path);
    // The disk's text comes back; where it is not read, the file is not there.
    if (path !== undefined && folder?.index === undefined) folder?.project.removeFile(path);
    else if (path !== undefined) folder?.index?.changed(path);
    events.closed(uri);
  });
  documents.listen(connection);

  const isTooLong = (uri: string): boolean => (documents.get(uri)?.getText().length ?? 0) > MAX_LENGTH;
  const reset = (entry: Entry): void => {
    delete entry.project;
    delete entry.holder;
    delete entry.version;
  };
  const give = (project: Project, uri: string, entry: Entry): void => {
    const document = documents.get(uri);
    if (document === undefined) return;
    if (entry.holder === project && entry.version === document.version) return;
    if (isTooLong(uri)) project.removeFile(entry.path);
    else project.setFile(entry.path, document.getText());
    entry.holder = project;
    entry.version = document.version;
  };
  /** All open documents of a folder are given to its project before it is asked. */
  const giveAll = (folder: Folder): void => {
    for (const [other, its] of entries) if (folders.of(its.path) === folder) give(folder.project, other, its);
  };
  const projectOf = (uri: string, entry: Entry, folder: Folder | undefined, { createProject }: Engine): Project => {
    if (folder === undefined) {
      entry.project ??= createProject();
      give(entry.project, uri, entry);
      return entry.project;
    }
    giveAll(folder);
    return folder.project;
  };

  const addressOf =
    (folder: Folder | undefined) =>
    (file: string): string | undefined =>
      [...entries].find(([, { path }]) => path === file)?.[0] ?? folder?.index?.address(file);
  const isOpen = (path: string): boolean => [...entries.values()].some((entry) => entry.path === path);

  const analyse = (uri: string): Analysis | undefined => {
    const document = documents.get(uri);
    const entry = entries.get(uri);
    if (document === undefined || entry === undefined || engine === undefined || isTooLong(uri)) return undefined;
    const { path } = entry;
    const folder = folders.of(path);
    try {
      const project = projectOf(uri, entry, folder, engine);
      const report = project.report(path);
      return report && { uri, version: document.version, path, project, report, addressOf: addressOf(folder) };
    } catch (error) {
      // Whatever state the failure left behind, the next question starts from scratch.
      reset(entry);
      if (folder !== undefined) folders.restart(folder);
      throw error;
    }
  };
  const analyseClosed = (uri: string): FileAnalysis | undefined => {
    const path = documentPath(uri, '');
    const folder = folders.of(path);
    if (folder?.index?.address(path) === undefined || isOpen(path)) return undefined;
    giveAll(folder);
    const report = folder.project.report(path);
    return report && { uri, version: null, path, project: folder.project, report, addressOf: addressOf(folder) };
  };

  return {
    uris: () => documents.keys(),
    related: (uri) => {
      const entry = entries.get(uri);
      const folder = entry && folders.of(entry.path);
      if (folder === undefined) return [uri];
      return [...entries].filter(([, { path }]) => folders.of(path) === folder).map(([other]) => other);
    },
    isOpen,
    version: (uri) => documents.get(uri)?.version,
    isTooLong,
    isCpp: (uri) => languageOf(entries.get(uri)?.path ?? '', documents.get(uri)?.getText() ?? '') === 'cpp',
    analyse,
    analyseFile: (uri) => (entries.has(uri) ? analyse(uri) : analyseClosed(uri)),
    closedFiles() {
      const open = new Set([...entries.values()].map(({ path }) => path));
      return folders
        .all()
        .flatMap(({ index }) => [...(index?.files() ?? [])])
        .filter(([path]) => !open.has(path))
        .map(([, address]) => address);
    },
    hasOthers: (uri) =>
      [...entries.keys()].some((other) => other !== uri) ||
      folders.all().some(({ index }) => (index?.files().size ?? 0) > 1),
    resultId: (uri, answer) => {
      const document = documents.get(uri);
      const entry = entries.get(uri);
      if (document === undefined || entry === undefined) return undefined;
      const text = JSON.stringify(answer);
      if (text !== entry.answer) entry.answers++;
      entry.answer = text;
      return `${entry.serial}.${document.version}.${generation}.${entry.answers}`;
    },
    configure: (next) => {
      engine = next;
      generation++;
      for (const entry of entries.values()) entry.project?.setOptions(next.options);
    },
    reload: () => {
      for (const entry of entries.values()) {
        const folder = folders.of(entry.path);
        if (folder !== undefined || entry.holder !== entry.project) reset(entry);
      }
    },
    startAfresh: () => {
      for (const entry of entries.values()) reset(entry);
    },
  };
}
