// Addresses of sources for a page that lies beside the sources: relative ones, so that both may move together.
// Easy to get wrong: a browser decodes an address, so a `#`, a `%` or a blank in a name must be encoded; and on Windows
// a file on another drive has no relative address.
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/** @param outputFile undefined where the output goes to standard output: then addresses are seen from the current folder */
export function addressesFrom(outputFile: string | undefined, cwd: string): (path: string) => string | undefined {
  const from = outputFile === undefined ? cwd : dirname(resolve(cwd, outputFile));
  return (path) => {
    const to = relative(from, resolve(cwd, path));
    if (isAbsolute(to)) return undefined;
    // Colons as well, or the first part could be read as a scheme.
    return to.split(sep).map(encodeURIComponent).join('/');
  };
}
