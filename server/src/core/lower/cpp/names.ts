// What a name in C++ may mean: its full names from the innermost scope outwards, with aliases replaced.
// Template arguments, references and qualifiers fall away: `const std::unique_lock<std::mutex> &` is `std::unique_lock`.
import type { Catalog } from '../../catalog/catalog.js';
import type { ScopeGuard } from '../../catalog/types.js';
import type { ClassInfo, CppIndex } from './index.js';

const MOST_ALIASES = 8;

/** A type as written, reduced to its name. */
export function plainType(written: string): string {
  let plain = '';
  let depth = 0;
  for (const c of written) {
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if (depth === 0) plain += c;
  }
  return plain
    .replace(/\b(?:const|volatile|typename|class|struct|union|mutable|static|inline|constexpr|thread_local)\b/g, ' ')
    .replace(/[&*\s]+|\.\.\./g, '')
    .replace(/^::/, '');
}

/** The first template argument of a type as written, or nothing. */
export function templateArgument(written: string): string {
  const open = written.indexOf('<');
  if (open < 0) return '';
  for (let depth = 0, at = open; at < written.length; at++) {
    if (written[at] === '<' || written[at] === '(') depth++;
    else if (written[at] === ')') depth--;
    else if (written[at] === '>' && --depth === 0) return written.slice(open + 1, at).trim();
    else if (written[at] === ',' && depth === 1) return written.slice(open + 1, at).trim();
  }
  return '';
}

/** An alias at the front of a name replaced, as long as there is one; the type as written, with its arguments. */
export function expandAlias(index: CppIndex, name: string, scope: readonly string[]): string {
  let at = name;
  for (let i = 0; i < MOST_ALIASES; i++) {
    const next = onceExpanded(index, at, scope);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function onceExpanded(index: CppIndex, written: string, scope: readonly string[]): string | undefined {
  const name = /^[\w:]*/.exec(written.replace(/^(?:const\s+|typename\s+|::)+/, ''))?.[0] ?? '';
  const parts = name.split('::');
  if (!parts.some((part) => index.aliasNames.has(part))) return undefined;
  for (let length = parts.length; length > 0; length--) {
    const front = parts.slice(0, length).join('::');
    for (let depth = scope.length; depth >= 0; depth--) {
      const target = index.aliases.get([...scope.slice(0, depth), front].join('::'));
      if (target === undefined || target === written || plainType(target) === front) continue;
      const rest = parts
        .slice(length)
        .map((part) => `::${part}`)
        .join('');
      const behind = length === parts.length ? written.slice(written.indexOf(name) + name.length) : '';
      return `${target}${rest}${behind}`;
    }
  }
  return undefined;
}

/** Answers by place and name: the same few names are asked for again and again. */
const answered = new WeakMap<CppIndex, Map<string, readonly string[]>>();
const LONGEST_NAME = 300;

/** Every full name that a name may have where it is written, the innermost scope first. */
export function candidates(index: CppIndex, written: string, scope: readonly string[]): readonly string[] {
  if (written.length > LONGEST_NAME) return [];
  let known = answered.get(index);
  if (known === undefined) {
    known = new Map();
    answered.set(index, known);
  }
  const key = `${scope.join('::')} ${written}`;
  let names = known.get(key);
  if (names === undefined) {
    names = namesOf(index, written, scope);
    known.set(key, names);
  }
  return names;
}

function namesOf(index: CppIndex, written: string, scope: readonly string[]): readonly string[] {
  const name = plainType(written);
  if (name === '') return [];
  const found = new Set<string>();
  for (let depth = scope.length; depth > 0; depth--) found.add([...scope.slice(0, depth), name].join('::'));
  found.add(name);
  const expanded = plainType(expandAlias(index, name, scope));
  found.add(expanded);
  for (const opened of index.opened) {
    found.add(`${opened}::${name}`);
    found.add(plainType(expandAlias(index, `${opened}::${name}`, scope)));
  }
  return [...found];
}

export function classNamed(index: CppIndex, written: string, scope: readonly string[]): ClassInfo | undefined {
  for (const name of candidates(index, written, scope)) {
    const info = index.classes.get(name);
    if (info !== undefined) return info;
  }
  const last = candidates(index, written, scope).at(-1) ?? '';
  return last.includes('::') ? undefined : index.bySuffix.get(last);
}

export function guardNamed(
  index: CppIndex,
  catalog: Catalog,
  written: string,
  scope: readonly string[],
): ScopeGuard | undefined {
  for (const name of candidates(index, written, scope)) {
    const guard = index.guards.get(name) ?? catalog.scopeGuard(name);
    if (guard !== undefined) return guard;
  }
  const info = classNamed(index, written, scope);
  return info === undefined ? undefined : index.guards.get(info.name);
}

/** Full names of a member function, through the bases of its class; for a class of a library the name alone. */
export function methodCandidates(
  index: CppIndex,
  type: string,
  method: string,
  scope: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  const visit = (written: string, within: number): void => {
    const info = classNamed(index, written, scope);
    const names = info === undefined ? candidates(index, written, scope) : [info.name];
    for (const name of names) found.add(`${name}::${memberOf(name, method)}`);
    if (within < 6) for (const base of info?.bases ?? []) visit(base, within + 1);
  };
  visit(type, 0);
  return [...found];
}

/** Constructors and destructors are named after their class, whatever alias it was written with. */
const memberOf = (className: string, method: string): string => {
  const own = className.split('::').at(-1) ?? '';
  return method === '' ? own : method === '~' ? `~${own}` : method;
};
