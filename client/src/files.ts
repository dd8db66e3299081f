// Files that the server cannot read by itself, since only the editor knows their file system: it asks, and is told of
// every gilscope.toml. On a disk the server reads for itself and none of this is asked for.
// Easy to get wrong: in many of these file systems nothing can be searched for, so what has a known name is read outright.
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  CONFIGURATIONS_NOTIFICATION,
  type ConfigurationsParams,
  type ConfigurationText,
  FIND_FILES_REQUEST,
  type FindFilesParams,
  type FindFilesResult,
  READ_FILE_REQUEST,
  type ReadFileParams,
  type ReadFileResult,
} from '../../server/src/lsp/protocol.js';

const SOURCES = '**/*.{c,cc,cpp,cxx,h,hh,hpp,hxx}';
const CONFIGURATION_FILE = 'gilscope.toml';
const CONFIGURATION = `**/${CONFIGURATION_FILE}`;
/** As the server leaves out on a disk: what others wrote, or a program. */
const LEFT_OUT = '**/{.*,build,node_modules,site-packages,venv}/**';
/** The server's own limit for a file. */
const MAX_BYTES = 5_000_000;

export function answerFileRequests(server: BaseLanguageClient): Disposable {
  return Disposable.from(
    server.onRequest(FIND_FILES_REQUEST, async ({ folder }: FindFilesParams): Promise<FindFilesResult> => {
      const pattern = new RelativePattern(server.protocol2CodeConverter.asUri(folder), SOURCES);
      const found = await workspace.findFiles(pattern, LEFT_OUT);
      return found.map((uri) => server.code2ProtocolConverter.asUri(uri));
    }),
    server.onRequest(READ_FILE_REQUEST, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => {
      const text = await readText(server.protocol2CodeConverter.asUri(uri));
      return text === undefined ? null : { text };
    }),
  );
}

/**
 * Tells the server of every gilscope.toml whenever one comes, goes or changes.
 *
 * @param isWanted by the address of a file or a folder: which of them the server cannot read by itself
 */
export function followConfigurations(server: BaseLanguageClient, isWanted: (uri: Uri) => boolean): Disposable {
  const watcher = workspace.createFileSystemWatcher(CONFIGURATION);
  const changed = async (...uris: readonly Uri[]): Promise<void> => {
    if (uris.some(isWanted)) await sendConfigurations(server, isWanted);
  };
  return Disposable.from(
    watcher,
    watcher.onDidChange((uri) => changed(uri)),
    watcher.onDidCreate((uri) => changed(uri)),
    watcher.onDidDelete((uri) => changed(uri)),
    workspace.onDidChangeWorkspaceFolders(({ added }) => changed(...added.map(({ uri }) => uri))),
  );
}

export async function sendConfigurations(server: BaseLanguageClient, isWanted: (uri: Uri) => boolean): Promise<void> {
  const params: ConfigurationsParams = { files: await readConfigurations(isWanted) };
  if (server.isRunning()) await server.sendNotification(CONFIGURATIONS_NOTIFICATION, params);
}

export async function readConfigurations(isWanted: (uri: Uri) => boolean): Promise<readonly ConfigurationText[]> {
  const inFolders = (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, CONFIGURATION_FILE));
  const found = await workspace.findFiles(CONFIGURATION, LEFT_OUT);
  const all = new Map([...inFolders, ...found].filter(isWanted).map((uri) => [uri.toString(), uri]));
  const read = [...all].map(async ([address, uri]): Promise<ConfigurationText[]> => {
    const text = await readText(uri);
    return text === undefined ? [] : [{ uri: address, text }];
  });
  return (await Promise.all(read)).flat();
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > MAX_BYTES ? undefined : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // Gone, or not to be read: for the server that is the same.
    return undefined;
  }
}
