// A disk in memory, whose files come, go and change between two looks.
import type { WorkspaceFiles } from '../../../server/src/lsp/workspaceFiles.js';

export interface MemoryFiles extends WorkspaceFiles {
  readonly texts: Map<string, string>;
  /** Called before a file is read; may change the disk, wait, or throw. */
  beforeRead: (address: string) => void | Promise<void>;
}

export function memoryFiles(texts: Readonly<Record<string, string>>): MemoryFiles {
  const disk: MemoryFiles = {
    texts: new Map(Object.entries(texts)),
    beforeRead: () => undefined,
    async *list(folder) {
      yield [];
      yield [...disk.texts.keys()].filter((address) => address.startsWith(`${folder}/`));
    },
    async read(address) {
      await disk.beforeRead(address);
      return disk.texts.get(address);
    },
  };
  return disk;
}
