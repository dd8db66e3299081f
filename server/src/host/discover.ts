// Finds the C and C++ files under the given paths. Every real file comes once: a path that goes through a symbolic
// link is taken only where no straight path leads to the same file, so links that form a loop do no harm.
// A file that is named by hand is always taken, ignored or hidden or not, and whatever the configuration leaves out.
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { finish, type Steps } from '../core/base/steps.js';
import { compareText } from './compareText.js';
import { type Configurations, createConfigurations } from './configurations.js';
import { displayPath } from './displayPath.js';
import { enterFolder, type IgnoreRules, isIgnored, rulesAround } from './gitignore.js';
import { type Skip, whyUnreadable } from './readSource.js';
import { isDiscoveredName, isSourceName } from './sourceNames.js';

/** Folders of other people's or of generated code. Hidden folders are left out as well. */
export const SKIPPED_FOLDERS: readonly string[] = ['build', 'node_modules', 'site-packages', 'venv'];

export interface FoundFile {
  /** The same for all paths that lead to it. */
  readonly real: string;
  /** How the user sees it: relative to the working folder where it lies below, with slashes. */
  readonly path: string;
  readonly absolute: string;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly { readonly path: string; readonly skip: Skip }[];
}

export const NOT_C: Skip = { kind: 'not C or C++', reason: 'is not a C or C++ file, to judge by its name' };

interface Link {
  readonly absolute: string;
  readonly given: string;
  readonly rules: IgnoreRules;
}

interface Search {
  readonly cwd: string;
  readonly configurations: Configurations;
  /** By real path. */
  readonly files: Map<string, FoundFile>;
  readonly folders: Set<string>;
  readonly links: Link[];
  readonly skipped: Map<string, Skip>;
}

export const discover = (paths: readonly string[], cwd: string, configurations?: Configurations): Discovery =>
  finish(discoverInSteps(paths, cwd, configurations));

/** The same, with a step for each folder. */
export function* discoverInSteps(
  paths: readonly string[],
  cwd: string,
  configurations: Configurations = createConfigurations({ isolated: true }),
): Steps<Discovery> {
  const search: Search = { cwd, configurations, files: new Map(), folders: new Set(), links: [], skipped: new Map() };
  const folders: string[] = [];
  for (const given of paths) {
    const absolute = resolve(cwd, given);
    const stats = entryStats(search, absolute, given);
    if (stats?.isDirectory() === true) folders.push(given);
    else if (stats !== undefined) takeNamedFile(search, absolute, given);
  }
  for (const given of folders) {
    const absolute = resolve(cwd, given);
    yield* walk(search, absolute, given, rulesAround(absolute));
  }
  // Links come last, so that straight paths win; a link may lead to a folder with further links.
  for (let link = search.links.shift(); link !== undefined; link = search.links.shift()) yield* follow(search, link);
  return {
    files: [...search.files.values()].sort((a, b) => compareText(a.path, b.path)),
    skipped: [...search.skipped].map(([path, skip]) => ({ path, skip })).sort((a, b) => compareText(a.path, b.path)),
  };
}

function takeNamedFile(search: Search, absolute: string, given: string): void {
  if (isSourceName(absolute)) addFile(search, absolute, given);
  else skipPath(search, absolute, given, NOT_C);
}

function* walk(search: Search, folder: string, given: string, rules: IgnoreRules): Steps {
  const real = realPath(search, folder, given);
  if (real === undefined || search.folders.has(real)) return;
  search.folders.add(real);
  yield;
  for (const entry of listFolder(search, folder, given)) {
    const absolute = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isSymbolicLink()) search.links.push({ absolute, given, rules });
    else yield* visit(search, absolute, entry.name, given, rules, entry);
  }
}

/** One entry of a folder that is walked, a link already followed. */
function* visit(
  search: Search,
  absolute: string,
  name: string,
  given: string,
  rules: IgnoreRules,
  type: Pick<Stats, 'isDirectory'>,
): Steps {
  if (search.configurations.excludes(absolute, type.isDirectory())) return;
  if (type.isDirectory()) {
    if (SKIPPED_FOLDERS.includes(name) || isIgnored(rules, absolute, true)) return;
    yield* walk(search, absolute, given, enterFolder(rules, absolute));
  } else if (isWanted(search, absolute, name) && !isIgnored(rules, absolute, false)) {
    addFile(search, absolute, given);
  }
}

/** Files with a common ending, or those that the configuration names. */
const isWanted = ({ configurations }: Search, absolute: string, name: string): boolean => {
  const included = isSourceName(name) ? configurations.includes(absolute) : false;
  return included ?? isDiscoveredName(name);
};

function* follow(search: Search, link: Link): Steps {
  const name = basename(link.absolute);
  if (isIgnored(link.rules, link.absolute, false)) return;
  const stats = entryStats(search, link.absolute, link.given, isDiscoveredName(name));
  if (stats !== undefined) yield* visit(search, link.absolute, name, link.given, link.rules, stats);
}

function addFile(search: Search, absolute: string, given: string): void {
  const real = realPath(search, absolute, given);
  if (real === undefined || search.files.has(real)) return;
  search.files.set(real, { real, path: displayPath(absolute, given, search.cwd), absolute });
}

/** What the path leads to. A broken link is worth a line only where a source file was expected. */
function entryStats(search: Search, absolute: string, given: string, report = true): Stats | undefined {
  try {
    return statSync(absolute);
  } catch (error) {
    if (report) skipPath(search, absolute, given, whyUnreadable(absolute, error));
    return undefined;
  }
}

function realPath(search: Search, absolute: string, given: string): string | undefined {
  return attempt(search, absolute, given, () => realpathSync(absolute));
}

function listFolder(search: Search, folder: string, given: string): readonly Dirent[] {
  const entries = attempt(search, folder, given, () => readdirSync(folder, { withFileTypes: true }));
  return (entries ?? []).sort((a, b) => compareText(a.name, b.name));
}

/** The value, or undefined and a line in the list of what was skipped. */
function attempt<T>(search: Search, absolute: string, given: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    skipPath(search, absolute, given, whyUnreadable(absolute, error));
    return undefined;
  }
}

function skipPath(search: Search, absolute: string, given: string, skip: Skip): void {
  search.skipped.set(displayPath(absolute, given, search.cwd), skip);
}
