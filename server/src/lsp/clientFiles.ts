// The files of a workspace that only the editor can read: a repository on another machine, a folder in a browser.
// Easy to get wrong: a file may be gone by the time it is asked for; that is no error, it is only not there.
import type { Connection } from 'vscode-languageserver';
import {
  FIND_FILES_REQUEST,
  type FindFilesParams,
  type FindFilesResult,
  READ_FILE_REQUEST,
  type ReadFileParams,
  type ReadFileResult,
} from './protocol.js';
import type { WorkspaceFiles } from './workspaceFiles.js';

/** @param isLeftOut whether the configuration leaves a file out of the search */
export function clientFiles(connection: Connection, isLeftOut: (address: string) => boolean): WorkspaceFiles {
  return {
    async *list(folder) {
      const params: FindFilesParams = { folder };
      const found = await connection.sendRequest<FindFilesResult>(FIND_FILES_REQUEST, params);
      yield found.filter((address) => !isLeftOut(address));
    },
    async read(uri) {
      const params: ReadFileParams = { uri };
      const found = await connection.sendRequest<ReadFileResult>(READ_FILE_REQUEST, params);
      return found?.text;
    },
  };
}
