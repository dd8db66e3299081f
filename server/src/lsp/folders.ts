// The folders of the workspace. Each is one project: calls are followed from file to file in it. A document belongs to
// the innermost folder that it lies in.
import type { Project } from '../core/project.js';
import { documentPath } from './documentPath.js';
import type { FolderIndex } from './folderIndex.js';

/** A project that fails again and again is not read in again and again. */
const MOST_RESTARTS = 3;

export interface Folder {
  readonly address: string;
  /** With a slash at its end. */
  readonly path: string;
  readonly project: Project;
  /** Undefined where only open documents are looked at. */
  readonly index: FolderIndex | undefined;
  readonly restarts: number;
}

export interface Folders {
  all(): readonly Folder[];
  of(path: string): Folder | undefined;
  /** Whether a file, by its address, lies in one of them, or in a folder around one. */
  isAround(address: string): boolean;
  /** From now on these; those that were there already stay as they are. */
  set(addresses: readonly string[]): void;
  /** Starts a folder afresh. */
  restart(folder: Folder): void;
  restartAll(): void;
}

type Start = (address: string, path: string, isIndexed: boolean) => Pick<Folder, 'project' | 'index'>;

export function createFolders(start: Start): Folders {
  let folders: readonly Folder[] = [];
  const open = (address: string, restarts: number): Folder => {
    const path = folderPath(address);
    return { address, path, restarts, ...start(address, path, restarts <= MOST_RESTARTS) };
  };
  const reopen = (folder: Folder, restarts: number): Folder => {
    folder.index?.stop();
    return open(folder.address, restarts);
  };
  return {
    all: () => folders,
    of: (path) =>
      folders
        .filter((folder) => path.startsWith(folder.path))
        .reduce<Folder | undefined>((a, b) => (a !== undefined && a.path.length >= b.path.length ? a : b), undefined),
    isAround(address) {
      const around = folderPath(address.slice(0, address.lastIndexOf('/')));
      return folders.some(({ path }) => path.startsWith(around) || around.startsWith(path));
    },
    set(addresses) {
      const before = new Map(folders.map((folder) => [folder.address, folder]));
      folders = [...new Set(addresses)].map((address) => before.get(address) ?? open(address, 0));
      for (const folder of before.values()) if (!folders.includes(folder)) folder.index?.stop();
    },
    restart(folder) {
      folders = folders.map((other) => (other === folder ? reopen(folder, folder.restarts + 1) : other));
    },
    restartAll() {
      folders = folders.map((folder) => reopen(folder, 0));
    },
  };
}

/** A folder's address, as documents in it are called. */
export const folderPath = (address: string): string => {
  const path = documentPath(`${address.replace(/\/$/, '')}/.c`, 'c');
  return path.slice(0, -'.c'.length);
};
