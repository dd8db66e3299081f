// Which `#define` a name means in a file, over all files of a project: the file's own, then those of the headers that
// it includes, then those of any header, where all of them agree.
// Easy to get wrong: definitions in a `.c` file reach nobody else, unless that file is itself included.
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
  /** Whether the file itself, or a header that it includes, says something about the name, if only `#undef`. */
  isDecided(name: string): boolean;
  /** Defined in several headers that have nothing to do with the file, with different meanings. */
  isAmbiguous(name: string): boolean;
  /** Positions of one version have the same answers. */
  version(at: number): number;
  readonly own: FileMacros;
}

export interface MacroIndex {
  set(path: string, text: string): void;
  remove(path: string): void;
  /** The names that may mean something else in other files since the last call; all, where files came, went or include others. */
  takeChanges(): ReadonlySet<string> | 'everything';
  /** @param macros what the text in question defines, which need not be the text that was set */
  scope(path: string, directives: readonly string[]): MacroScope;
}

const NONE: readonly MacroDefinition[] = [];

/** A file that stands alone. */
export const singleFile = (own: FileMacros): MacroScope => ({
  own,
  definitions: (name, at) => definitionsAt(own, name, at) ?? NONE,
  isDecided: (name) => own.events.has(name),
  isAmbiguous: () => false,
  version: (at) => versionAt(own, at),
});

interface IndexedFile {
  readonly path: string;
  readonly macros: FileMacros;
}

export function createMacroIndex(): MacroIndex {
  const files = new Map<string, IndexedFile>();
  const waiting = new Map<string, string | undefined>();
  const scopes = new Map<string, { readonly version: number; readonly scope: MacroScope }>();
  const byName = new Map<string, IndexedFile[]>();
  const byBase = new Map<string, IndexedFile[]>();
  let version = 0;
  let changed: Set<string> | 'everything' = new Set();

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
  const settle = (): void => {
    for (const [path, text] of waiting) {
      const old = files.get(path);
      const directives = text === undefined ? undefined : directiveTexts(text);
      if (old !== undefined && directives !== undefined && macrosKey(directives) === old.macros.key) continue;
      if (old === undefined && directives === undefined) continue;
      version++;
      const now = directives === undefined ? undefined : { path, macros: readMacros(directives) };
      changed = changed === 'everything' ? changed : changedNames(old?.macros, now?.macros, changed);
      if (old !== undefined) {
        for (const name of old.macros.events.keys()) unlink(old, name, byName);
        unlink(old, baseOf(path), byBase);
        files.delete(path);
        scopes.delete(path);
      }
      if (now === undefined) continue;
      const file = now;
      files.set(path, file);
      for (const name of file.macros.events.keys()) link(file, name, byName);
      link(file, baseOf(path), byBase);
    }
    waiting.clear();
  };

  return {
    set: (path, text) => void waiting.set(path, text),
    remove: (path) => void waiting.set(path, undefined),
    takeChanges() {
      settle();
      const names = changed;
      changed = new Set();
      return names;
    },
    scope(path, directives) {
      settle();
      const key = macrosKey(directives);
      const known = scopes.get(path);
      if (known?.version === version && known.scope.own.key === key) return known.scope;
      const indexed = files.get(path);
      const own = indexed?.macros.key === key ? indexed.macros : readMacros(directives);
      const scope = scopeOf({ path, macros: own }, byName, byBase);
      if (indexed?.macros === own) scopes.set(path, { version, scope });
      return scope;
    },
  };
}

/** The names whose definitions differ, added to those before. */
function changedNames(
  old: FileMacros | undefined,
  now: FileMacros | undefined,
  names: Set<string>,
): Set<string> | 'everything' {
  if (old === undefined || now === undefined) return 'everything';
  if ([...old.includes].join() !== [...now.includes].join()) return 'everything';
  for (const name of new Set([...old.events.keys(), ...now.events.keys()]))
    if (eventsKey(old, name) !== eventsKey(now, name)) names.add(name);
  return names;
}

/** Where an event stands among the directives matters to its own file alone. */
const eventsKey = (macros: FileMacros, name: string): string =>
  JSON.stringify(macros.events.get(name)?.map((event) => ({ ...event, at: 0 })));

function scopeOf(
  file: IndexedFile,
  byName: ReadonlyMap<string, readonly IndexedFile[]>,
  byBase: ReadonlyMap<string, readonly IndexedFile[]>,
): MacroScope {
  let reached: ReadonlySet<string> | undefined;
  const outside = new Map<string, { readonly definitions: readonly MacroDefinition[]; readonly kind: Origin }>();
  const lookUp = (name: string): { readonly definitions: readonly MacroDefinition[]; readonly kind: Origin } => {
    const others = byName.get(name)?.filter(({ path }) => path !== file.path) ?? [];
    if (others.length === 0) return { definitions: NONE, kind: 'none' };
    reached ??= reachedFrom(file, byBase);
    const included = others.filter(({ path }) => reached?.has(path));
    if (included.length > 0) return { definitions: together(included, name), kind: 'included' };
    const headers = others.filter(({ path }) => !isSource(path));
    const definitions = together(headers, name);
    const files = headers.filter(({ macros }) => (definitionsAt(macros, name, END_OF_FILE) ?? NONE).length > 0);
    return files.length > 1 && definitions.length > 1
      ? { definitions: NONE, kind: 'ambiguous' }
      : { definitions, kind: 'somewhere' };
  };
  const found = (name: string): { readonly definitions: readonly MacroDefinition[]; readonly kind: Origin } => {
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
    version: (at) => versionAt(file.macros, at),
  };
}

type Origin = 'none' | 'included' | 'somewhere' | 'ambiguous';

const NOWHERE = { definitions: NONE, kind: 'none' } as const;

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

/** The file that an `#include` means: beside the including file, or else the one whose path agrees best. */
function resolveInclude(
  from: string,
  include: string,
  byBase: ReadonlyMap<string, readonly IndexedFile[]>,
): IndexedFile | undefined {
  const candidates = byBase.get(baseOf(include));
  if (candidates === undefined) return undefined;
  const folder = partsOf(from).slice(0, -1);
  const beside = join(folder, partsOf(include)).join('/');
  const exact = candidates.find(({ path }) => partsOf(path).join('/') === beside);
  if (exact !== undefined) return exact;
  const tail = partsOf(include).filter((part) => part !== '..' && part !== '.');
  const ranked = candidates
    .map((candidate) => {
      const parts = partsOf(candidate.path);
      return { candidate, parts, suffix: commonEnd(parts, tail), near: commonStart(parts, folder) };
    })
    .sort(
      (a, b) =>
        b.suffix - a.suffix ||
        b.near - a.near ||
        a.parts.length - b.parts.length ||
        (a.candidate.path < b.candidate.path ? -1 : 1),
    );
  return ranked[0]?.candidate;
}

const partsOf = (path: string): readonly string[] => path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
const baseOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
const isSource = (path: string): boolean => /\.(?:c|cc|cpp|cxx|c\+\+|m|mm|cu)$/i.test(path);

function join(folder: readonly string[], path: readonly string[]): readonly string[] {
  const joined = [...folder];
  for (const part of path) {
    if (part === '..') joined.pop();
    else joined.push(part);
  }
  return joined;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

const commonEnd = (a: readonly string[], b: readonly string[]): number =>
  commonStart([...a].reverse(), [...b].reverse());
