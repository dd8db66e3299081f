// Functions that a file names outside of functions: in tables that CPython reads, in macros that expand to rows of such
// a table, and in other structures, whose functions somebody else calls back.
// Easy to get wrong: the named function may stand in another file, so any name is kept.
import type { Catalog } from './catalog/catalog.js';
import { methodFlagPattern, methodTable } from './catalog/entryTables.js';
import type { PlacedUnit, StoredName, TableEntry } from './interproc/unit.js';
import type { Item } from './syntax/cut.js';
import { namesInInitialiser } from './syntax/tables.js';
import type { Tokens } from './syntax/tokens.js';

export interface NamedOutside {
  readonly tables: readonly TableEntry[];
  readonly stored: readonly StoredName[];
}

export function namesInTables(
  path: string,
  text: string,
  items: readonly Item[],
  tokens: Tokens,
  functions: readonly PlacedUnit[],
  catalog: Catalog,
): NamedOutside {
  let names: ReadonlySet<string> | undefined;
  /** Of the functions of the file: only what stands in a scope asks for them. */
  const functionNames = (): ReadonlySet<string> => {
    names ??= new Set(functions.flatMap(({ unit: { ir } }) => [ir.name, ...(ir.otherNames ?? [])]));
    return names;
  };
  const tables: TableEntry[] = [];
  const stored: StoredName[] = [];
  let group = 0;
  for (const item of items) {
    if (item.kind === 'declaration') {
      group++;
      // A table of thousands of numbers may have one constant a hundred times: once is enough to know of it.
      const known = new Set<string>();
      for (const { name, type, member, isValue, at } of namesInInitialiser(text, item, tokens)) {
        const isTable = catalog.isEntryTable(type);
        if (!isTable && !isValue) continue;
        const functionName = item.scope === undefined ? name : fullName(name, item.scope, functionNames());
        const key = `${member ?? ''} ${functionName}`;
        if (known.has(key)) continue;
        known.add(key);
        if (isTable) tables.push({ functionName, table: type, path, at });
        else stored.push({ functionName, member, group, path, at });
      }
    } else if (item.directive === 'define') {
      const define = text.slice(item.start, item.end);
      if (!methodFlagPattern.test(define)) continue;
      for (const match of define.matchAll(/[A-Za-z_]\w*/g))
        tables.push({ functionName: match[0], table: methodTable, path, at: item.start + match.index });
    }
  }
  return { tables, stored };
}

/** The name that a function has where it is named in a scope, the innermost one first. */
function fullName(written: string, scope: readonly string[], names: ReadonlySet<string>): string {
  for (let depth = scope.length; depth > 0; depth--) {
    const name = [...scope.slice(0, depth), written].join('::');
    if (names.has(name)) return name;
  }
  return written;
}
