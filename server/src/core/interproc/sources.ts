// The files of the program and the functions in them. Tells after each round of changes which functions are new, which
// went, and which names came or went: everything else is as it was.
import { type ContractComment, contractKey, lastNames } from './contracts.js';
import type { Definitions } from './link.js';
import { createNameIndex } from './nameIndex.js';
import { compareNodes, type FunctionNode } from './node.js';
import type { FileUnit, FunctionUnit, StoredName, TableEntry } from './unit.js';

export interface SourceChanges {
  readonly changed: ReadonlySet<FunctionNode>;
  readonly removed: ReadonlySet<FunctionNode>;
  /** Names whose definitions are others now. */
  readonly names: ReadonlySet<string>;
  /** Files in which names may mean something else. */
  readonly surroundings: ReadonlySet<string>;
  /** Functions that stand in a table or another initialiser now, or no longer do. */
  readonly tables: ReadonlySet<FunctionNode>;
  readonly storedChanged: boolean;
  /** Functions that a comment may say something else about now: by their name, or by where they are stored. */
  readonly contracts: ReadonlySet<FunctionNode>;
  readonly includesChanged: boolean;
  /** Functions of one file changed places, so what is told in the order of the program is told in another order. */
  readonly isReordered: boolean;
}

export interface Sources {
  setFile(file: FileUnit): void;
  removeFile(path: string): void;
  file(path: string): FileUnit | undefined;
  nodesOf(path: string): readonly FunctionNode[];
  /** All functions, in the order of the program: by path, then by place. */
  nodes(): readonly FunctionNode[];
  /** The tables that name a function, by file. */
  tables(name: string): ReadonlyMap<string, TableEntry>;
  /** The comments about a name, by file. */
  contracts(name: string): ReadonlyMap<string, readonly ContractComment[]>;
  /** The initialisers, other than CPython's tables, that name a function, by file. */
  stored(functionName: string): ReadonlyMap<string, readonly StoredName[]>;
  allStored(): Iterable<StoredName>;
  includeNames(): ReadonlyMap<string, ReadonlySet<string>>;
  readonly definitions: Definitions;
  /** What happened since the last call; undefined for nothing. */
  takeChanges(): SourceChanges | undefined;
}

interface Node {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  place: number;
  unit: FunctionUnit;
  base: number;
}

interface Source {
  readonly file: FileUnit;
  readonly nodes: readonly Node[];
  readonly byName: ReadonlyMap<string, readonly Node[]>;
  /** By names that leave out scopes. */
  readonly byShorter: ReadonlyMap<string, readonly Node[]>;
  readonly tables: ReadonlyMap<string, TableEntry>;
}

interface Draft {
  readonly changed: Set<FunctionNode>;
  readonly removed: Set<FunctionNode>;
  readonly names: Set<string>;
  readonly surroundings: Set<string>;
  readonly tableNames: Set<string>;
  readonly contractNames: Set<string>;
  includesChanged: boolean;
  isReordered: boolean;
  storedChanged: boolean;
}

const newDraft = (): Draft => ({
  changed: new Set(),
  removed: new Set(),
  names: new Set(),
  surroundings: new Set(),
  tableNames: new Set(),
  contractNames: new Set(),
  includesChanged: false,
  isReordered: false,
  storedChanged: false,
});

const NONE: readonly FunctionNode[] = [];
const NO_TABLES: ReadonlyMap<string, TableEntry> = new Map();

export function createSources(): Sources {
  const sources = new Map<string, Source>();
  const byName = new Map<string, Set<Node>>();
  const byShorter = new Map<string, Set<Node>>();
  const tablesByName = new Map<string, Map<string, TableEntry>>();
  const contracts = createNameIndex<ContractComment>(
    ({ name }) => lastNames(name),
    (a, b) => contractKey([a]) === contractKey([b]),
  );
  const stored = createNameIndex<StoredName>(
    ({ functionName }) => functionName,
    (a, b) => a.member === b.member && a.group === b.group,
  );
  let born = 0;
  let all: readonly FunctionNode[] | undefined;
  let draft: Draft | undefined;

  const change = (): Draft => {
    draft ??= newDraft();
    return draft;
  };

  const setFile = (file: FileUnit): void => {
    const before = sources.get(file.path);
    const { changed, removed, names, surroundings } = change();
    const nodes: Node[] = [];
    let sameOrder = before !== undefined && before.nodes.length === file.functions.length;
    // Most changes leave all names where they are.
    const isNamed = (unit: FunctionUnit, node: Node | undefined): boolean =>
      unit === node?.unit || unit.ir.name === node?.name;
    const sameNames = sameOrder && file.functions.every(({ unit }, i) => isNamed(unit, before?.nodes[i]));
    const free = new Map<string, Node[]>();
    for (const node of sameNames ? [] : (before?.nodes ?? [])) {
      const list = free.get(node.name);
      if (list === undefined) free.set(node.name, [node]);
      else list.push(node);
    }
    let lastPlace = -1;
    let isReordered = false;
    let isRenamed = false;
    for (const [place, { unit, base }] of file.functions.entries()) {
      const known = sameNames ? before?.nodes[place] : free.get(unit.ir.name)?.shift();
      const node: Node = known ?? { id: born++, path: file.path, name: unit.ir.name, place, unit, base };
      if (known === undefined) {
        changed.add(node);
        define(node, unit, names);
      } else if (known.unit !== unit) {
        changed.add(node);
        if (!isLinkedAs(known.unit, unit)) {
          undefine(known, names);
          define(known, unit, names);
          isRenamed = true;
        }
      }
      sameOrder &&= known?.place === place;
      if (known !== undefined) {
        isReordered ||= known.place < lastPlace;
        lastPlace = known.place;
      }
      node.place = place;
      node.unit = unit;
      node.base = base;
      nodes.push(node);
    }
    for (const list of free.values()) for (const node of list) drop(node, changed, removed, names);
    if (!sameOrder) all = undefined;
    if (isReordered) {
      change().isReordered = true;
      for (const node of nodes) changed.add(node);
    }
    if (before?.file.surroundings !== file.surroundings) surroundings.add(file.path);
    if (before === undefined || !sameIncludes(before.file.includes, file.includes)) change().includesChanged = true;
    const named = sameOrder && !isRenamed ? before : undefined;
    sources.set(file.path, {
      file,
      nodes,
      byName: named?.byName ?? grouped(nodes, ({ name }) => [name]),
      byShorter: named?.byShorter ?? grouped(nodes, ({ unit }) => unit.ir.otherNames ?? []),
      tables: replaceTables(file.path, before?.tables, file.tables),
    });
    replaceSayings(file.path, before?.file, file);
  };

  const define = (node: Node, { ir }: FunctionUnit, names: Set<string>): void => {
    names.add(node.name);
    put(byName, node.name, node);
    for (const shorter of ir.otherNames ?? []) {
      names.add(shorter);
      put(byShorter, shorter, node);
    }
  };

  /** Under the names of the unit that the node still has. */
  const undefine = (node: Node, names: Set<string>): void => {
    names.add(node.name);
    byName.get(node.name)?.delete(node);
    for (const shorter of node.unit.ir.otherNames ?? []) {
      names.add(shorter);
      byShorter.get(shorter)?.delete(node);
    }
  };

  const drop = (node: Node, changed: Set<FunctionNode>, removed: Set<FunctionNode>, names: Set<string>): void => {
    undefine(node, names);
    changed.delete(node);
    removed.add(node);
  };

  const replaceTables = (
    path: string,
    before: ReadonlyMap<string, TableEntry> | undefined,
    entries: readonly TableEntry[],
  ): ReadonlyMap<string, TableEntry> => {
    const now = new Map<string, TableEntry>();
    for (const entry of entries) if (!now.has(entry.functionName)) now.set(entry.functionName, entry);
    const { tableNames } = change();
    for (const name of before?.keys() ?? [])
      if (!now.has(name)) {
        tablesByName.get(name)?.delete(path);
        tableNames.add(name);
      }
    for (const [name, entry] of now) {
      if (before?.get(name)?.table !== entry.table) tableNames.add(name);
      const places = tablesByName.get(name);
      if (places === undefined) tablesByName.set(name, new Map([[path, entry]]));
      else places.set(path, entry);
    }
    return now;
  };

  /** Contracts and stored names. Who is concerned by a contract is as if its name were defined anew. */
  const replaceSayings = (path: string, before: FileUnit | undefined, now: FileUnit | undefined): void => {
    const { names, contractNames, tableNames } = change();
    for (const name of contracts.replace(path, now?.contracts ?? [])) {
      names.add(name);
      contractNames.add(name);
    }
    if (stored.replace(path, now?.stored ?? []).length === 0) return;
    change().storedChanged = true;
    // What one of them does tells about all that stand beside it.
    for (const file of [before, now]) for (const { functionName } of file?.stored ?? []) tableNames.add(functionName);
  };

  const anywhere = (name: string): readonly FunctionNode[] => {
    const full = byName.get(name);
    if (full !== undefined && full.size > 0) return [...full].sort(compareNodes);
    const shorter = byShorter.get(name);
    return shorter === undefined ? NONE : ofOneName([...shorter].sort(compareNodes));
  };

  return {
    setFile,
    removeFile(path) {
      const before = sources.get(path);
      if (before === undefined) return;
      const { changed, removed, names } = change();
      for (const node of before.nodes) drop(node, changed, removed, names);
      replaceTables(path, before.tables, []);
      replaceSayings(path, before.file, undefined);
      change().includesChanged = true;
      sources.delete(path);
      all = undefined;
    },
    file: (path) => sources.get(path)?.file,
    nodesOf: (path) => sources.get(path)?.nodes ?? NONE,
    nodes() {
      all ??= [...sources.keys()].sort().flatMap((path) => sources.get(path)?.nodes ?? []);
      return all;
    },
    tables: (name) => tablesByName.get(name) ?? NO_TABLES,
    contracts: contracts.of,
    stored: stored.of,
    allStored: () => [...sources.keys()].sort().flatMap((path) => sources.get(path)?.file.stored ?? []),
    includeNames: () => new Map([...sources].map(([path, { file }]) => [path, file.includes] as const)),
    definitions: {
      own(path, name) {
        const source = sources.get(path);
        return source?.byName.get(name) ?? ofOneName(source?.byShorter.get(name) ?? NONE);
      },
      anywhere,
    },
    takeChanges() {
      if (draft === undefined) return undefined;
      const { tableNames, contractNames, ...rest } = draft;
      draft = undefined;
      const nodes = (names: ReadonlySet<string>): ReadonlySet<FunctionNode> =>
        new Set([...names].flatMap((name) => anywhere(name)));
      // Whose table a row belongs to is a matter of who defines its name, in whatever file.
      for (const name of rest.names) if ((tablesByName.get(name)?.size ?? 0) > 0) tableNames.add(name);
      if (contractNames.size > 0)
        for (const { file } of sources.values())
          for (const { member, functionName } of file.stored)
            if (member !== undefined && contractNames.has(member)) contractNames.add(functionName);
      // A contract has the class in its name, a function the namespaces as well.
      if ([...contractNames].some((name) => name.includes('::')))
        for (const name of byName.keys()) if (contractNames.has(lastNames(name))) contractNames.add(name);
      return { ...rest, tables: nodes(tableNames), contracts: nodes(contractNames) };
    },
  };
}

function grouped(
  nodes: readonly Node[],
  namesOf: (node: Node) => readonly string[],
): ReadonlyMap<string, readonly Node[]> {
  const map = new Map<string, Node[]>();
  for (const node of nodes)
    for (const name of namesOf(node)) {
      const list = map.get(name);
      if (list === undefined) map.set(name, [node]);
      else list.push(node);
    }
  return map;
}

const put = (map: Map<string, Set<Node>>, name: string, node: Node): void => {
  const set = map.get(name);
  if (set === undefined) map.set(name, new Set([node]));
  else set.add(node);
};

/** A shorter name that stands for functions of several full names means none of them for certain. */
const ofOneName = (nodes: readonly FunctionNode[]): readonly FunctionNode[] =>
  nodes.every(({ unit }) => unit.ir.name === nodes[0]?.unit.ir.name) ? nodes : NONE;

/** Whether its name means the same to others. */
const isLinkedAs = (before: FunctionUnit, now: FunctionUnit): boolean =>
  before.ir.isStatic === now.ir.isStatic && before.ir.isEmpty === now.ir.isEmpty && sameOtherNames(before, now);

const sameOtherNames = (a: FunctionUnit, b: FunctionUnit): boolean =>
  (a.ir.otherNames ?? []).join() === (b.ir.otherNames ?? []).join();

/** In the same order: the first of two headers that say something about a name counts. */
const sameIncludes = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].join('\n') === [...b].join('\n');
