// The tables of the catalog as data, dist/catalog.json. They are most of what the server consists of, and reading JSON is
// much less work for an engine than the code that builds the same objects. A browser has no files: there they stay code.
// Easy to get wrong: a table that holds more than plain data would lose it, so each is compared with what comes back.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from './paths.mjs';

const CATALOG = path.join(ROOT, 'server/src/core/catalog');
/** These put the tables together, say how one is written, or make many rows of a few words. */
const NO_TABLES = ['index.ts', 'calls.ts', 'names.ts', 'wrappers.ts'];
const MODULE = 'catalog-data';

/** What the modules of tables export, by their names in the catalog's folder. */
export async function readTables() {
  const names = ['blocking', 'pythonApi'].flatMap((folder) =>
    readdirSync(path.join(CATALOG, folder))
      .filter((file) => file.endsWith('.ts') && !NO_TABLES.includes(file))
      .map((file) => `${folder}/${path.basename(file, '.ts')}`),
  );
  names.push('callbacks');
  names.sort();
  const imports = names.map((name, i) => `import * as m${i} from './${name}.js';`).join('\n');
  const all = `export default { ${names.map((name, i) => `'${name}': { ...m${i} }`).join(', ')} };`;
  const { outputFiles } = await build({
    stdin: { contents: `${imports}\n${all}`, resolveDir: CATALOG, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { default: tables } = await import(`data:text/javascript;base64,${code}`);
  for (const [name, table] of Object.entries(tables))
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(table)), table))
      throw new Error(`${name}.ts of the catalog has more than plain data, which a file cannot hold`);
  return tables;
}

/** Reads what the tables hold from catalog.json beside the bundle, in the place of their code. */
export const tablesFromFile = (tables) => ({
  name: 'tables of the catalog',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${MODULE}$`) }, () => ({ path: MODULE, namespace: MODULE }));
    build.onLoad({ filter: /./, namespace: MODULE }, () => ({ contents: FROM_FILE, resolveDir: CATALOG }));
    build.onLoad({ filter: /[\\/]core[\\/]catalog[\\/].*\.ts$/ }, ({ path: file }) => {
      const name = path.relative(CATALOG, file).replaceAll('\\', '/').replace(/\.ts$/, '');
      const table = tables[name];
      if (table === undefined) return undefined;
      const exported = Object.keys(table).map((key) => `export const ${key} = tables['${name}'].${key};`);
      return { contents: [`import tables from '${MODULE}';`, ...exported].join('\n') };
    });
  },
});

const FROM_FILE = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
export default JSON.parse(readFileSync(join(__dirname, 'catalog.json'), 'utf8'));`;
