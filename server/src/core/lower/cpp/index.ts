// What the declarations of C++ files say: classes with their bases, members and guards, and names that stand for others.
// Pure data of one file, which merges with that of other files; it is read off tokens, since nine classes in ten matter
// to nobody. Easy to get wrong: a member function may be defined outside its class, and in another file.
import type { Catalog } from '../../catalog/catalog.js';
import type { ScopeGuard } from '../../catalog/types.js';
import { readDirective } from '../../syntax/conditionals.js';
import type { Item } from '../../syntax/cut.js';
import type { Tokens } from '../../syntax/tokens.js';
import { type Declared, declaredIn } from './declarations.js';
import { type ClassDraft, effectsIn, guardOf, type StateEffect } from './derivedGuards.js';

export interface ClassInfo {
  readonly name: string;
  /** As written, without template arguments. */
  readonly bases: readonly string[];
  /** Type of each data member, as written. */
  readonly members: ReadonlyMap<string, string>;
  /** Member functions that are defined, the constructor and the destructor by their names. */
  readonly methods: ReadonlySet<string>;
}

/** What one file declares. */
export interface CppDeclarations {
  /** Headers as written in `#include`. */
  readonly includes: readonly string[];
  /** Full name of a namespace or type alias to what it stands for, as written. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Namespaces opened by `using namespace`. */
  readonly opened: readonly string[];
  /** Types of variables outside functions. */
  readonly variables: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, ClassDraft>;
}

/** What all files that count declare. */
export interface CppIndex extends Omit<CppDeclarations, 'classes' | 'includes'> {
  readonly classes: ReadonlyMap<string, ClassInfo>;
  /** The last parts of the aliases' names: most names are none. */
  readonly aliasNames: ReadonlySet<string>;
  /** Classes by the last part of their name, where only one class has it. */
  readonly bySuffix: ReadonlyMap<string, ClassInfo>;
  readonly guards: ReadonlyMap<string, ScopeGuard>;
  /** All of it as one text, for hashes. */
  readonly text: string;
}

interface OpenDraft {
  readonly name: string;
  readonly bases: string[];
  readonly members: Map<string, string>;
  readonly methods: Map<string, StateEffect[]>;
}

export function readDeclarations(
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  catalog: Catalog,
): CppDeclarations {
  const aliases = new Map<string, string>();
  const opened: string[] = [];
  const variables = new Map<string, string>();
  const drafts = new Map<string, OpenDraft>();
  const includes: string[] = [];
  const draft = (name: string): OpenDraft => {
    let found = drafts.get(name);
    if (found === undefined) {
      found = { name, bases: [], members: new Map(), methods: new Map() };
      drafts.set(name, found);
    }
    return found;
  };
  const add = (declared: Declared, scope: readonly string[], item: Item): void => {
    const full = [...scope, declared.name].join('::');
    if (declared.kind === 'alias') aliases.set(full, declared.type);
    else if (declared.kind === 'opened') opened.push(declared.type);
    else if (item.inClass) {
      const owner = draft(scope.join('::'));
      owner.members.set(declared.name, declared.type);
      const effects = effectsIn(text, tokens, item.firstToken, item.endToken, catalog);
      if (effects.length > 0) addEffects(owner, constructorOf(owner.name), effects);
    } else variables.set(declared.name, declared.type);
  };
  for (const item of items) {
    const scope = item.scope ?? [];
    if (item.directive === 'include')
      includes.push(readDirective(text.slice(item.start, item.end)).rest.replace(/^["<]|[">].*$/g, ''));
    else if (item.kind === 'class') {
      if (item.className === '') continue;
      draft([...scope, item.className ?? ''].join('::')).bases.push(...(item.bases ?? []));
    } else if (item.kind === 'declaration')
      for (const declared of declaredIn(text, item, tokens)) add(declared, scope, item);
    else if (item.kind === 'function') {
      const parts = [...scope, ...(item.name ?? '').split('::')];
      const method = parts.pop() ?? '';
      if (parts.length === 0 || (!item.inClass && !item.name?.includes('::'))) continue;
      const effects = effectsIn(text, tokens, item.firstToken, item.endToken, catalog);
      addEffects(draft(parts.join('::')), method, effects);
    }
  }
  return { includes, aliases, opened, variables, classes: drafts };
}

/** The last part of a full name: of a class it is the name of its constructor. */
const constructorOf = (className: string): string => className.split('::').at(-1) ?? '';

const addEffects = (owner: OpenDraft, method: string, effects: readonly StateEffect[]): void => {
  owner.methods.set(method, [...(owner.methods.get(method) ?? []), ...effects]);
};

/** Puts what several files declare together; where two declare one name, the first one counts. */
export function mergeDeclarations(files: readonly CppDeclarations[]): CppIndex {
  const aliases = new Map<string, string>();
  const opened = new Set<string>();
  const variables = new Map<string, string>();
  const drafts = new Map<string, OpenDraft>();
  for (const file of files) {
    for (const [name, target] of file.aliases) if (!aliases.has(name)) aliases.set(name, target);
    for (const [name, type] of file.variables) if (!variables.has(name)) variables.set(name, type);
    for (const name of file.opened) opened.add(name);
    for (const [name, part] of file.classes) {
      const whole: OpenDraft = drafts.get(name) ?? { name, bases: [], members: new Map(), methods: new Map() };
      drafts.set(name, whole);
      if (whole.bases.length === 0) whole.bases.push(...part.bases);
      for (const [member, type] of part.members) if (!whole.members.has(member)) whole.members.set(member, type);
      for (const [method, effects] of part.methods)
        if (!whole.methods.has(method)) whole.methods.set(method, [...effects]);
    }
  }
  const classes = new Map<string, ClassInfo>();
  const bySuffix = new Map<string, ClassInfo | undefined>();
  const guards = new Map<string, ScopeGuard>();
  for (const [name, { bases, members, methods }] of drafts) {
    const info: ClassInfo = { name, bases, members, methods: new Set(methods.keys()) };
    classes.set(name, info);
    const suffix = constructorOf(name);
    bySuffix.set(suffix, bySuffix.has(suffix) ? undefined : info);
  }
  for (const whole of drafts.values()) {
    const guard = guardOf(
      whole,
      (base) => drafts.get(base) ?? drafts.get(bySuffix.get(constructorOf(base))?.name ?? ''),
    );
    if (guard !== undefined) guards.set(whole.name, guard);
  }
  const text = [
    ...[...aliases].map(([name, target]) => `${name}=${target}`),
    ...opened,
    ...[...variables].map(([name, type]) => `${name}:${type}`),
    ...[...classes.values()].map(
      ({ name, bases, members, methods }) =>
        `${name}<${bases.join()}{${[...members].map((pair) => pair.join(':')).join()}}${[...methods].join()}`,
    ),
    ...[...guards.values()].map((guard) => JSON.stringify(guard)),
  ].join('\n');
  return {
    aliases,
    aliasNames: new Set([...aliases.keys()].map(constructorOf)),
    opened: [...opened],
    variables,
    classes,
    bySuffix: new Map([...bySuffix].flatMap(([name, info]) => (info === undefined ? [] : [[name, info] as const]))),
    guards,
    text,
  };
}

/** Equal for declarations that mean the same to other files. */
export const keyOfDeclarations = (declarations: CppDeclarations | undefined): string =>
  declarations === undefined ? '' : `${declarations.includes.join()}\n${mergeDeclarations([declarations]).text}`;
