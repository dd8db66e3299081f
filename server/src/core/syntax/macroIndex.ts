// Which `#define` a name means in a file, over all files of a project: the file's own, then those of the files that it
// includes, then those of the files that include it, then those of any header, where all of them agree.
// Easy to get wrong: definitions in a `.c` file reach nobody but the files that it includes and that include it.
import { baseName, includedFile } from '../base/includePaths.js';
import { finish, type Steps } from '../base/steps.js';
import {
  definitionsAt,
  directiveTexts,
  END_OF_FILE,
  type FileMacros,
  type MacroDefinition,
  macrosKey,
  readMacros,
  versionAt,
} from './macros.js';

export interface MacroScope {
  /** The definitions of a name at a position of the file; more than one are alternatives. */
  definitions(name: string, at: number): readonly MacroDefinition[];
  /** Whether the file itself, or one that it includes or that includes it, says something about the name, if only `#undef`. */
  isDecided(name: string): boolean;
  /** Defined in several headers that have nothing to do with the file, with different meanings. */
  isAmbiguous(name: string): boolean;
  /** The files that define a name as it is meant here, best first. */
  places(name: string): readonly string[];
  /** Positions of one version have the same answers. */
  version(at: number): number;
  readonly own: FileMacros;
}

export interface MacroChanges {
  /** Names that may mean something else in any file. */
  readonly names: ReadonlySet<string>;
  /** Files that may include others than before, directly or not. */
  readonly paths: ReadonlySet<string>;
}

export interface MacroIndex {
  set(path: string, text: string): void;
  remove(path: string): void;
  /** Reads the texts that were set, one at a step; without it whoever asks next waits for all of them. */
  settle(): Steps;
  /** What may have changed in other files since the last call. */
  takeChanges(): MacroChanges;
  /** @param macros what the text in question defines, which need not be the text that was set */
  scope(path: string, directives: readonly string[]): MacroScope;
  /** Another index with the same files, to be changed by itself. */
  copy(): MacroIndex;
}

const NONE: readonly MacroDefinition[] = [];

/** A file that stands alone. */
export const singleFile = (own: FileMacros): MacroScope => ({
  own,
  definitions: (name, at) => definitionsAt(own, name, at) ?? NONE,
  isDecided: (name) => own.events.has(name),
  isAmbiguous: () => false,
  places: () => [],
  version: (at) => versionAt(own, at),
});

interface IndexedFile {
  readonly path: string;
  readonly macros: FileMacros;
}

export function createMacroIndex(start: Iterable<IndexedFile> = []): MacroIndex {
  const files = new Map<string, IndexedFile>();
  const waiting = new Map<string, string | undefined>();
  const scopes = new Map<string, { readonly version: number; readonly scope: MacroScope }>();
  const byName = new Map<string, IndexedFile[]>();
  const byBase = new Map<string, IndexedFile[]>();
  /** By the last part of what they include. */
  const includers = new Map<string, IndexedFile[]>();
  let version = 0;
  let names = new Set<string>();
  /** The last parts of the paths of files that came, went or include others now. */
  let bases = new Set<string>();
  /** The same, and those of what such files include or included: these may be reached from others now. */
  let below = new Set<string>();

  const link = (file: IndexedFile, name: string, map: Map<string, IndexedFile[]>): void => {
    const list = map.get(name);
    if (list === undefined) map.set(name, [file]);
    else list.push(file);
  };
  const unlink = (file: IndexedFile, name: string, map: Map<string, IndexedFile[]>): void => {
    const rest = (map.get(name) ?? []).filter((other) => other !== file);
    if (rest.length === 0) map.delete(name);
    else map.set(name, rest);
  };
  const add = (file: IndexedFile): void => {
    files.set(file.path, file);
    for (const name of file.macros.events.keys()) link(file, name, byName);
    for (const base of includedBases(file)) link(file, base, includers);
    link(file, baseName(file.path), byBase);
  };
  const drop = (file: IndexedFile): void => {
    files.delete(file.path);
    scopes.delete(file.path);
    for (const name of file.macros.events.keys()) unlink(file, name, byName);
    for (const base of includedBases(file)) unlink(file, base, includers);
    unlink(file, baseName(file.path), byBase);
  };
  const replace = (path: string, text: string | undefined): void => {
    const old = files.get(path);
    const directives = text === undefined ? undefined : directiveTexts(text);
    if (old !== undefined && directives !== undefined && macrosKey(directives) === old.macros.key) return;
    if (old === undefined && directives === undefined) return;
    version++;
    const now = directives === undefined ? undefined : { path, macros: readMacros(directives) };
    for (const name of changedNames(old?.macros, now?.macros)) names.add(name);
    if (!sameIncludes(old?.macros, now?.macros)) {
      bases.add(baseName(path));
      below.add(baseName(path));
      for (const file of [old, now]) if (file !== undefined) for (const base of includedBases(file)) below.add(base);
    }
    if (old !== undefined) drop(old);
    if (now !== undefined) add(now);
  };
  function* settle(): Steps {
    for (const [path, text] of waiting) {
      waiting.delete(path);
      replace(path, text);
      yield;
    }
  }
  /** By names alone, so that it does not matter which file an `#include` means now and which one it meant before. */
  const includersOf = (of: ReadonlySet<string>): ReadonlySet<string> => {
    const seen = new Set(of);
    const paths = new Set<string>();
    for (const base of seen)
      for (const { path } of includers.get(base) ?? []) {
        paths.add(path);
        seen.add(baseName(path));
      }
    return paths;
  };
  const includedIn = (of: ReadonlySet<string>): ReadonlySet<string> => {
    const seen = new Set(of);
    const paths = new Set<string>();
    for (const base of seen)
      for (const file of byBase.get(base) ?? []) {
        paths.add(file.path);
        for (const further of includedBases(file)) seen.add(further);
      }
    return paths;
  };
  /** Names, and all macros whose bodies lead to them. */
  const leaningOn = (changed: ReadonlySet<string>): ReadonlySet<string> => {
    const all = new Set(changed);
    for (let fresh = changed; fresh.size > 0; ) {
      const next = new Set<string>();
      for (const { macros } of files.values())
        for (const name of namesWith(fresh, macros)) if (!all.has(name)) next.add(name);
      for (const name of next) all.add(name);
      fresh = next;
    }
    return all;
  };
  for (const file of start) add(file);

  return {
    set: (path, text) => void waiting.set(path, text),
    remove: (path) => void waiting.set(path, undefined),
    settle,
    takeChanges() {
      finish(settle());
      const changes = { names: leaningOn(names), paths: new Set([...includersOf(bases), ...includedIn(below)]) };
      names = new Set();
      bases = new Set();
      below = new Set();
      return changes;
    },
    scope(path, directives) {
      finish(settle());
      const key = macrosKey(directives);
      const known = scopes.get(path);
      if (known?.version === version && known.scope.own.key === key) return known.scope;
      const indexed = files.get(path);
      const own = indexed?.macros.key === key ? indexed.macros : readMacros(directives);
      const scope = scopeOf({ path, macros: own }, byName, byBase, includers);
      scopes.set(path, { version, scope });
      return scope;
    },
    copy() {
      finish(settle());
      return createMacroIndex(files.values());
    },
  };
}

/** The macros of a file whose bodies hold one of some words. */
function* namesWith(words: ReadonlySet<string>, { events }: FileMacros): Iterable<string> {
  for (const [name, all] of events)
    for (const { definition } of all)
      for (const [word] of definition?.body.matchAll(/[A-Za-z_$][\w$]*/g) ?? []) if (words.has(word)) yield name;
}

/** The names whose definitions differ. */
function* changedNames(old: FileMacros | undefined, now: FileMacros | undefined): Iterable<string> {
  for (const name of new Set([...(old?.events.keys() ?? []), ...(now?.events.keys() ?? [])]))
    if (eventsKey(old, name) !== eventsKey(now, name)) yield name;
}

const sameIncludes = (old: FileMacros | undefined, now: FileMacros | undefined): boolean =>
  old !== undefined && now !== undefined && [...old.includes].join() === [...now.includes].join();

const includedBases = ({ macros }: IndexedFile): ReadonlySet<string> => new Set([...macros.includes].map(baseName));

/** Where an event stands among the directives matters to its own file alone. */
const eventsKey = (macros: FileMacros | undefined, name: string): string | undefined =>
  JSON.stringify(macros?.events.get(name)?.map((event) => ({ ...event, at: 0 })));

function scopeOf(
  file: IndexedFile,
  byName: ReadonlyMap<string, readonly IndexedFile[]>,
  byBase: ReadonlyMap<string, readonly IndexedFile[]>,
  includers: ReadonlyMap<string, readonly IndexedFile[]>,
): MacroScope {
  let reached: ReadonlySet<string> | undefined;
  let including: ReadonlySet<string> | undefined;
  const outside = new Map<string, Found>();
  const lookUp = (name: string): Found => {
    const others = byName.get(name)?.filter(({ path }) => path !== file.path) ?? [];
    if (others.length === 0) return NOWHERE;
    reached ??= reachedFrom(file, byBase);
    const included = others.filter(({ path }) => reached?.has(path));
    if (included.length > 0) return { definitions: together(included, name), kind: 'included', files: included };
    including ??= reachedBy(file, byBase, includers);
    const above = others.filter(({ path }) => including?.has(path));
    if (above.length > 0) {
      const definitions = together(above, name);
      return definitions.length > 1 ? AMBIGUOUS : { definitions, kind: 'included', files: above };
    }
    const headers = others.filter(({ path }) => !isSource(path));
    const definitions = together(headers, name);
    const files = headers.filter(({ macros }) => (definitionsAt(macros, name, END_OF_FILE) ?? NONE).length > 0);
    return files.length > 1 && definitions.length > 1 ? AMBIGUOUS : { definitions, kind: 'somewhere', files };
  };
  const found = (name: string): Found => {
    let known = outside.get(name);
    if (known === undefined) {
      if (!byName.has(name)) return NOWHERE;
      known = lookUp(name);
      outside.set(name, known);
    }
    return known;
  };
  return {
    own: file.macros,
    definitions: (name, at) => definitionsAt(file.macros, name, at) ?? found(name).definitions,
    isDecided: (name) => file.macros.events.has(name) || found(name).kind === 'included',
    isAmbiguous: (name) => !file.macros.events.has(name) && found(name).kind === 'ambiguous',
    places: (name) => (file.macros.events.has(name) ? [file.path] : found(name).files.map(({ path }) => path)),
    version: (at) => versionAt(file.macros, at),
  };
}

/** What other files say of a name. */
interface Found {
  readonly definitions: readonly MacroDefinition[];
  readonly kind: 'none' | 'included' | 'somewhere' | 'ambiguous';
  readonly files: readonly IndexedFile[];
}

const NOWHERE: Found = { definitions: NONE, kind: 'none', files: [] };
const AMBIGUOUS: Found = { definitions: NONE, kind: 'ambiguous', files: [] };

/** What several files say, equal definitions once. */
function together(files: readonly IndexedFile[], name: string): readonly MacroDefinition[] {
  const found = new Map<string, MacroDefinition>();
  for (const { macros } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    for (const definition of definitionsAt(macros, name, END_OF_FILE) ?? NONE) {
      const key = `${definition.parameters?.join() ?? ' '}\n${definition.body.replace(/\s+/g, ' ')}`;
      if (!found.has(key)) found.set(key, definition);
    }
  return [...found.values()];
}

/** All files that a file includes, also through others; circles do no harm. */
function reachedFrom(file: IndexedFile, byBase: ReadonlyMap<string, readonly IndexedFile[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const left = [file];
  for (let next = left.pop(); next !== undefined; next = left.pop())
    for (const include of next.macros.includes) {
      const target = resolveInclude(next.path, include, byBase);
      if (target === undefined || target.path === file.path || reached.has(target.path)) continue;
      reached.add(target.path);
      left.push(target);
    }
  return reached;
}

/** All files that include a file, also through others. */
function reachedBy(
  file: IndexedFile,
  byBase: ReadonlyMap<string, readonly IndexedFile[]>,
  includers: ReadonlyMap<string, readonly IndexedFile[]>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const left = [file.path];
  for (let next = left.pop(); next !== undefined; next = left.pop())
    for (const { path, macros } of includers.get(baseName(next)) ?? []) {
      if (path === file.path || reached.has(path)) continue;
      const means = (include: string): boolean =>
        baseName(include) === baseName(next ?? '') && resolveInclude(path, include, byBase)?.path === next;
      if (![...macros.includes].some(means)) continue;
      reached.add(path);
      left.push(path);
    }
  return reached;
}

/** The file that an `#include` means. */
function resolveInclude(
  from: string,
  include: string,
  byBase: ReadonlyMap<string, readonly IndexedFile[]>,
): IndexedFile | undefined {
  const candidates = byBase.get(baseName(include)) ?? [];
  const path = includedFile(
    from,
    include,
    candidates.map((candidate) => candidate.path),
  );
  return candidates.find((candidate) => candidate.path === path);
}

const isSource = (path: string): boolean => /\.(?:c|cc|cpp|cxx|c\+\+|m|mm|cu)$/i.test(path);
