// What the core calls a document. The name tells it the language, so a document without a telling name, such as one
// that was never saved, gets an ending after the language that the editor says it has.

const TELLING = /\.(c|cc|cpp|cxx|h|hh|hpp|hxx)$/i;

export function documentPath(uri: string, languageId: string): string {
  const path = decodedPath(uri);
  if (TELLING.test(path)) return path;
  return `${path}${languageId === 'c' ? '.c' : '.cpp'}`;
}

/** The address of a file by what the core calls it; of anything else it is that already. */
export const fileAddress = (path: string): string =>
  path.startsWith('/') ? `file://${path.split('/').map(encodeURIComponent).join('/')}` : path;

/** The path as people write it for a file, the whole address for anything else. */
function decodedPath(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}
