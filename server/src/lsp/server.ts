// The language server, wired in one function: what is asked, who answers it, and what happens when something changes.
// It knows neither Node nor the browser: the connection, the parsers and the place of the documentation are given.
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import {
  type Configuration,
  NO_CONFIGURATION,
  type Parsers,
  type Project,
  type ProjectInput,
} from '../core/project.js';
import type { Gate, Phase } from './answer.js';
import { askToAskAgain } from './askAgain.js';
import { initializeResult } from './capabilities.js';
import { type Client, readClient } from './client.js';
import {
  CONFIGURATION_FILE,
  type ConfigurationReader,
  configurationFiles,
  configurationFor,
} from './configurations.js';
import { describeError } from './describeError.js';
import { diagnosticRegistration } from './diagnosticRegistration.js';
import { registerDocumentFeatures } from './documentFeatures.js';
import { documentPath, fileAddress } from './documentPath.js';
import { trackDocuments } from './documents.js';
import type { ActionContext } from './features/codeActions.js';
import { type DiagnosticsContext, publishedDiagnostics } from './features/diagnostics.js';
import { serveReport } from './features/report.js';
import { semanticTokens } from './features/semanticTokens.js';
import { indexFolder } from './folderIndex.js';
import { createFolders } from './folders.js';
import { beginProgress } from './progress.js';
import { REFRESH_NOTIFICATION } from './protocol.js';
import { createRepairs } from './repairs.js';
import { schedule } from './schedule.js';
import { DEFAULT_SETTINGS, readSettings, SECTION, type Settings, sameSettings } from './settings.js';
import type { WorkspaceFiles } from './workspaceFiles.js';
import { createWorkspaceProblems } from './workspaceProblems.js';

export interface ServerInput {
  readonly version: string;
  readonly parsers: Promise<ServerParsers>;
  createProject(input: ProjectInput): Project;
  /** Starts reading configuration files afresh; without it there are none. */
  openConfigurations?(): ConfigurationReader;
  /** The folder with one page a rule, as an address that ends in a slash; undefined where none is installed. */
  readonly documentation: string | undefined;
  /** Without them open documents are all that there is. */
  readonly files?: WorkspaceFiles;
  /** Milliseconds between the last change of a document and the push of its problems. */
  readonly pushDelay?: number;
}

export interface ServerParsers extends Parsers {
  /** Makes the parser of C++ there; without it, it is there. */
  loadCpp?(): Promise<void>;
}

const PUSH_DELAY = 150;
const NO_CONFIGURATIONS: ConfigurationReader = {
  of: () => NO_CONFIGURATION,
  inForce: () => undefined,
  source: () => undefined,
  read: () => [],
};
/** How much longer a document waits when it was another one that changed. */
const OTHERS_DELAY = 3;
const WATCHED = ['**/*.{c,cc,cpp,cxx,h,hh,hpp,hxx}', '**/.gitignore'];
/** Some editors announce that they answer questions about settings, and do not. */
const SETTINGS_TIMEOUT = 2000;

export interface RunningServer {
  /** Files by the name of gilscope.toml are others now, and the editor does not tell. */
  configurationsChanged(): void;
}

export function startServer(connection: Connection, input: ServerInput): RunningServer {
  let phase: Phase = 'new';
  let client: Client | undefined;
  let settings = DEFAULT_SETTINGS;
  let settling: Promise<unknown> = Promise.resolve();
  let parsers: ServerParsers | undefined;
  let loadingCpp: Promise<unknown> | undefined;
  /** The same, once a document that was opened needs it: what is asked then waits for it. */
  let openCpp: Promise<unknown> | undefined;
  /** Documents whose state somebody shows beyond the protocol's own features. */
  const watched = new Set<string>();

  const log = (message: string): void => connection.console.error(message);
  const pushDelay = input.pushDelay ?? PUSH_DELAY;

  let addresses: readonly string[] = [];
  const published = new Map<string, string | undefined>();

  const configurations = configurationFiles({
    connection,
    open: input.openConfigurations ?? (() => NO_CONFIGURATIONS),
    // Those of a folder count until it is removed, those of a document elsewhere until it is closed.
    isOfConcern: (uri) =>
      folders.isAround(uri) || documents.uris().some((document) => configurations.inForce(document) === uri),
  });
  const folders = createFolders((folder, _, isIndexed) => {
    const project = newProject();
    if (input.files === undefined || !settings.indexEnabled || !isIndexed) return { project, index: undefined };
    const index = indexFolder({
      folder,
      files: input.files,
      project,
      isOpen: (path) => documents.isOpen(path),
      willReadCpp,
      beginProgress: () => beginProgress(connection, 'gilscope: reading the sources'),
      changed: refreshAll,
      settled: () => {
        configurations.publish();
        problems.changed(0);
      },
      log,
    });
    return { project, index };
  });
  const documents = trackDocuments(connection, folders, {
    changed: (uri) => {
      if (openCpp === undefined && documents.isCpp(uri)) openCpp = willReadCpp();
      for (const other of documents.related(uri)) {
        repairs.forget(other);
        changes.later(other, other === uri ? pushDelay : OTHERS_DELAY * pushDelay);
      }
      problems.opened(uri);
      problems.changed(OTHERS_DELAY * pushDelay);
    },
    closed: (uri) => {
      repairs.forgetAll();
      changes.cancel(uri);
      watched.delete(uri);
      published.delete(uri);
      tokens.forget(uri);
      configurations.publish();
      const stays = problems.closed(uri, OTHERS_DELAY * pushDelay);
      if (pushes() && !stays) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  });

  const registration = diagnosticRegistration(connection, log);
  const tokens = semanticTokens();
  const repairs = createRepairs({ analyse: (uri) => documents.analyse(uri), delay: pushDelay, log });

  // Without this message an editor without problems would look like code without problems.
  const cannotAnalyse = (error: unknown): void => {
    void connection.window.showErrorMessage(`gilscope cannot analyse anything: ${String(error)}`);
  };
  const loading = input.parsers.then((loaded) => {
    parsers = loaded;
    configure(settings);
  }, cannotAnalyse);
  /** Loads the parser of C++ with the first file that needs it. */
  function willReadCpp(): Promise<unknown> {
    loadingCpp ??= input.parsers.then(
      (loaded) => loaded.loadCpp?.().catch(cannotAnalyse),
      () => undefined,
    );
    return loadingCpp;
  }
  const ready = (): Promise<unknown> => Promise.all([loading, settling, openCpp]);
  const gate: Gate = { phase: () => phase, ready, log };
  const reportChanged = serveReport({ connection, gate, folders, documents, version: input.version });

  const pushes = (): boolean => client !== undefined && !client.pullsDiagnostics;
  const rulePage = (rule: string): string | undefined => input.documentation && `${input.documentation}${rule}.md`;
  const context = (known: Client): DiagnosticsContext & ActionContext => {
    return {
      documents,
      repairs,
      client: known,
      rulePage,
      configurationFor: (file) => configurationFor(file, configurations, folders),
      beginProgress: (title) => beginProgress(connection, title),
    };
  };

  const problems = createWorkspaceProblems({
    connection,
    gate,
    folders,
    client: () => client,
    context,
    isOn: () => settings.wholeWorkspace,
  });

  const changes = schedule((uri) => {
    void ready().then(() => {
      try {
        if (client !== undefined && pushes()) {
          const found = publishedDiagnostics(context(client), uri);
          if (found !== undefined && published.get(uri) !== found.resultId) {
            published.set(uri, found.resultId);
            void connection.sendDiagnostics(found.params);
          }
          prepareRepairs(uri);
        }
        if (watched.has(uri)) void connection.sendNotification(REFRESH_NOTIFICATION, { uri });
        // The question for the configuration may have been this one, whoever shows the problems of the document.
        configurations.of(uri);
        configurations.publish();
      } catch (error) {
        log(`the analysis of ${uri} failed: ${describeError(error)}`);
      }
    });
  });

  function prepareRepairs(uri: string): void {
    if (client?.literalCodeActions === true) repairs.prepare(uri);
  }

  function newProject(): Project {
    if (parsers === undefined) throw new RangeError('no project without parsers');
    const configFor = (path: string): Configuration => configurations.of(fileAddress(path));
    return input.createProject({ parsers, options: settings, configFor });
  }

  function configure(next: Settings): void {
    const indexChanged = next.indexEnabled !== settings.indexEnabled;
    settings = next;
    if (parsers === undefined) return;
    for (const { project } of folders.all()) project.setOptions(settings);
    documents.configure({ options: settings, createProject: newProject });
    repairs.forgetAll();
    if (indexChanged) folders.restartAll();
    folders.set(addresses);
    documents.reload();
  }

  function changeSettings(raw: unknown): void {
    const next = readSettings(raw, settings);
    if (sameSettings(next, settings)) return;
    configure(next);
    announceDiagnostics();
    refreshAll();
  }

  function announceDiagnostics(): void {
    if (client?.registersDiagnostics !== true) return;
    registration.announce(settings.wholeWorkspace && input.files !== undefined);
  }

  /** Any answer may be another one now. The old ones stay until the new ones are there. */
  function refreshAll(): void {
    documents.reload();
    repairs.forgetAll();
    const open = documents.uris();
    for (const uri of open) changes.later(uri, 0);
    reportChanged();
    problems.changed(0);
    // An editor has no answers without a document, and one that has only just started does not listen yet.
    if (client !== undefined && open.length > 0) askToAskAgain(connection, client, log);
  }

  /** What is found under a folder, and how each file is read, may be another thing now. */
  function changeConfigurations(): void {
    configurations.forget();
    documents.startAfresh();
    folders.restartAll();
    refreshAll();
  }

  function changeFolders(next: readonly string[]): void {
    addresses = next;
    if (parsers === undefined) return;
    folders.set(addresses);
    configurations.publish();
    refreshAll();
  }

  async function askForSettings(): Promise<void> {
    const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, SETTINGS_TIMEOUT, undefined));
    try {
      changeSettings(await Promise.race([connection.workspace.getConfiguration(SECTION), timeout]));
    } catch (error) {
      log(`the settings could not be read: ${String(error)}`);
    }
  }

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = readClient(params);
    addresses = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    configure(readSettings(params.initializationOptions, settings));
    phase = 'running';
    return initializeResult(client, settings, input.version, input.files !== undefined);
  });
  connection.onInitialized(() => {
    if (client?.configuration === true) settling = askForSettings();
    void settling.then(announceDiagnostics);
    if (client?.registersConfiguration === true) {
      const registered = connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      registered.catch((error: unknown) => log(String(error)));
    }
    if (client?.changesFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        changeFolders([...addresses.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
      });
    if (client?.watchesFiles === true) {
      const patterns = [`**/${CONFIGURATION_FILE}`, ...(input.files === undefined ? [] : WATCHED)];
      const watchers = patterns.map((globPattern) => ({ globPattern }));
      const registered = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      registered.catch((error: unknown) => log(String(error)));
    }
  });
  connection.onDidChangeWatchedFiles(({ changes: events }) => {
    if (phase !== 'running') return;
    if (events.some(({ uri }) => uri.endsWith(`/${CONFIGURATION_FILE}`))) changeConfigurations();
    for (const { uri, type } of events) {
      const path = documentPath(uri, '');
      for (const { index, path: folder } of folders.all()) {
        if (!path.startsWith(folder)) continue;
        if (type === FileChangeType.Changed && !uri.endsWith('/.gitignore')) index?.changed(path);
        else index?.changedAnywhere();
        // One that was deleted and is there again is another file.
        if (type === FileChangeType.Created) index?.changed(path);
      }
    }
  });
  connection.onDidChangeConfiguration(({ settings: raw }: { settings: unknown }) => {
    if (client?.configuration === true) settling = askForSettings();
    else changeSettings(raw);
  });
  connection.onShutdown(() => {
    phase = 'shut down';
    changes.cancelAll();
    repairs.forgetAll();
    problems.stop();
    folders.set([]);
  });

  registerDocumentFeatures({
    connection,
    gate,
    documents,
    client: () => client,
    settings: () => settings,
    tokens,
    configurations,
    indexOf: (uri) => folders.of(documentPath(uri, ''))?.index,
    context,
    prepareRepairs,
    watch: (uri) => void watched.add(uri),
  });

  connection.listen();
  return { configurationsChanged: changeConfigurations };
}
