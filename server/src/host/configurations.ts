// Finds and reads gilscope.toml: the nearest one up the tree from a file wins, as a whole.
// Easy to get wrong: a file that cannot be read is a problem to report, and then as good as an empty one; the search does
// not go on above it, or half of a project would silently get the rules of another.
import { lstatSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { LineIndex } from '../core/base/lineIndex.js';
import {
  type ConfigProblem,
  type Configuration,
  type ConfigurationFile,
  NO_CONFIGURATION_FILE,
  readConfiguration,
} from '../core/project.js';
import { compareText } from './compareText.js';
import { readSource } from './readSource.js';

const CONFIGURATION_NAME = 'gilscope.toml';
/** Nobody writes a larger one, and parsing it would hold up an editor. */
const MAX_BYTES = 1_000_000;

export interface ConfigurationProblems {
  /** Of the gilscope.toml, absolute. */
  readonly file: string;
  readonly lines: LineIndex;
  readonly problems: readonly ConfigProblem[];
}

export interface Configurations {
  /** The configuration of a file, by its absolute path. */
  of(file: string): Configuration;
  /** The gilscope.toml that a file gets its configuration from, absolute. */
  source(file: string): string | undefined;
  /** The folder of the gilscope.toml that is in force for a file or folder, which need not exist, where it lies in there. */
  projectOf(path: string): string | undefined;
  /** Whether the configuration leaves a file out of the search; undefined where it does not say. */
  includes(file: string): boolean | undefined;
  excludes(path: string, isFolder: boolean): boolean;
  /** All files read so far, those without a problem too, in the order of their paths. */
  read(): readonly ConfigurationProblems[];
}

interface Found {
  readonly file: string;
  readonly folder: string;
  readonly config: ConfigurationFile;
}

export interface ConfigurationInput {
  /** Use this file for everything, absolute. */
  readonly only?: string;
  /** Look for no files at all. */
  readonly isolated?: boolean;
}

export function createConfigurations({ only, isolated }: ConfigurationInput = {}): Configurations {
  const byFolder = new Map<string, Found | undefined>();
  const problems = new Map<string, ConfigurationProblems>();
  const load = (file: string): Found => {
    const { config, lines, found } = readFile(file);
    problems.set(file, { file, lines, problems: found });
    return { file, folder: dirname(file), config };
  };
  const forced = only === undefined ? undefined : load(only);
  const inFolder = (folder: string): Found | undefined => {
    if (isolated === true || forced !== undefined) return forced;
    if (byFolder.has(folder)) return byFolder.get(folder);
    const file = join(folder, CONFIGURATION_NAME);
    const parent = dirname(folder);
    const found = exists(file) ? load(file) : parent === folder ? undefined : inFolder(parent);
    byFolder.set(folder, found);
    return found;
  };
  const inside = (folder: string, path: string): string => relative(folder, path).split(sep).join('/');
  return {
    of(file) {
      const found = inFolder(dirname(file));
      return (found?.config ?? NO_CONFIGURATION_FILE).forFile(found === undefined ? '' : inside(found.folder, file));
    },
    source: (file) => inFolder(dirname(file))?.file,
    projectOf(path) {
      const folder = inFolder(path)?.folder;
      return folder === undefined || inside(folder, path).startsWith('..') ? undefined : folder;
    },
    includes(file) {
      const found = inFolder(dirname(file));
      return found?.config.includes?.match(inside(found.folder, file));
    },
    excludes(path, isFolder) {
      const found = inFolder(dirname(path));
      return found?.config.excludes.match(`${inside(found.folder, path)}${isFolder ? '/' : ''}`) ?? false;
    },
    read: () => [...problems.values()].sort((a, b) => compareText(a.file, b.file)),
  };
}

/** Also true for a link that leads nowhere: it was put there, and is worth a word. */
const exists = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder above that may not be entered, or is a file.
    return false;
  }
};

function readFile(file: string): {
  readonly config: ConfigurationFile;
  readonly lines: LineIndex;
  readonly found: readonly ConfigProblem[];
} {
  const source = readSource(file, MAX_BYTES);
  if (source.kind === 'skip') {
    const reason = source.skip.reason.replace(' (--max-bytes)', '');
    const problem = { span: { start: 0, end: 0 }, message: `${reason}; it counts as empty`, rule: undefined };
    return { config: NO_CONFIGURATION_FILE, lines: new LineIndex(''), found: [problem] };
  }
  const { config, problems } = readConfiguration(source.text);
  return { config, lines: new LineIndex(source.text), found: problems };
}
