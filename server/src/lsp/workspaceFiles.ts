// What the server wants of the place where the files are. A host without one has only the open documents.
// Changes are watched by the editor, which knows of them first.

export interface WorkspaceFiles {
  /** Addresses of the C and C++ files under a folder, bit by bit; empty lists give others a chance meanwhile. */
  list(folder: string): AsyncIterable<readonly string[]>;
  /** Undefined where there is no such file, or none that is to be read. */
  read(address: string): Promise<string | undefined>;
}
