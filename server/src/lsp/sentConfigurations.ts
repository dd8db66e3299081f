// The configuration files where the editor reads them: all of them are sent, and the nearest one up the tree from a
// document wins, as a whole, as on a disk.
import { LineIndex } from '../core/base/lineIndex.js';
import { type ConfigProblem, type ConfigurationFile, NO_CONFIGURATION, readConfiguration } from '../core/project.js';
import type { ConfigurationReader } from './configurations.js';
import type { ConfigurationText } from './protocol.js';

export interface SentConfigurations extends ConfigurationReader {
  /** Whether the configuration leaves a file out of the search. */
  leavesOut(uri: string): boolean;
}

interface Read {
  readonly uri: string;
  readonly text: string;
  /** Its address, with the slash at the end. */
  readonly folder: string;
  readonly config: ConfigurationFile;
  readonly lines: LineIndex;
  readonly problems: readonly ConfigProblem[];
}

export function sentConfigurations(files: readonly ConfigurationText[]): SentConfigurations {
  const all = files.map(({ uri, text }): Read => {
    const { config, problems } = readConfiguration(text);
    return { uri, text, folder: uri.slice(0, uri.lastIndexOf('/') + 1), config, lines: new LineIndex(text), problems };
  });
  const nearest = (uri: string): Read | undefined =>
    all
      .filter(({ folder }) => uri.startsWith(folder))
      .reduce<Read | undefined>(
        (best, each) => (best && best.folder.length > each.folder.length ? best : each),
        undefined,
      );
  const inside = ({ folder }: Read, uri: string): string => decodeURIComponent(uri.slice(folder.length));
  return {
    of(uri) {
      const found = nearest(uri);
      return found === undefined ? NO_CONFIGURATION : found.config.forFile(inside(found, uri));
    },
    inForce: (uri) => nearest(uri)?.uri,
    source: nearest,
    leavesOut(uri) {
      const found = nearest(uri);
      return found?.config.excludes.match(inside(found, uri)) ?? false;
    },
    read: () => all,
  };
}

/** Files on a disk by the one reader, all others by the other. */
export function byScheme(onDisk: ConfigurationReader, elsewhere: ConfigurationReader): ConfigurationReader {
  const readerOf = (uri: string): ConfigurationReader => (uri.startsWith('file:') ? onDisk : elsewhere);
  return {
    of: (uri) => readerOf(uri).of(uri),
    inForce: (uri) => readerOf(uri).inForce(uri),
    source: (uri) => readerOf(uri).source(uri),
    read: () => [...onDisk.read(), ...elsewhere.read()],
  };
}
