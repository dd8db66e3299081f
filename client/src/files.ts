// Files that the server cannot read by itself, since only the editor knows their file system: it asks, and is told of
// every gilscope.toml. On a disk the server reads for itself and none of this is asked for.
import { Disposable, RelativePattern, type Uri, workspace } from 'vscode';
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
const CONFIGURATION = '**/gilscope.toml';
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

/** Tells the server of every gilscope.toml that comes, goes or changes. */
export function followConfigurations(server: BaseLanguageClient): Disposable {
  const watcher = workspace.createFileSystemWatcher(CONFIGURATION);
  const send = async (): Promise<void> => {
    const params: ConfigurationsParams = { files: await readConfigurations() };
    if (server.isRunning()) await server.sendNotification(CONFIGURATIONS_NOTIFICATION, params);
  };
  return Disposable.from(watcher, watcher.onDidChange(send), watcher.onDidCreate(send), watcher.onDidDelete(send));
}

export async function readConfigurations(): Promise<readonly ConfigurationText[]> {
  const found = await workspace.findFiles(CONFIGURATION, LEFT_OUT);
  const read = found.map(async (uri): Promise<ConfigurationText[]> => {
    const text = await readText(uri);
    return text === undefined ? [] : [{ uri: uri.toString(), text }];
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
