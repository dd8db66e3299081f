// Whether the backend of the parsers matters: the native build of tree-sitter and the WebAssembly one read the same
// sources, tree by tree, and gilscope says the same of them, byte for byte.
// Ends with 1 where they differ. Installs the native packages in test/native the first time.
// Where a text does not parse, the two may recover differently: they are two versions of tree-sitter's library, and only
// the grammars are the same. Such trees are counted; what is said of them must be the same all the same.
// Easy to get wrong: both must be the same version of a grammar, or every difference is the grammar's.
//
//   npm run oracle:native [-- FOLDER…]     FOLDER: C and C++ sources, default CPython's Modules, Objects, Python
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createProject, type Parsers } from '../../server/src/core/project.js';
import type { FlatTree, TreeParser } from '../../server/src/core/syntax/flatTree.js';
import { loadParsers } from '../../server/src/host/parsers.js';
import { firstDifference } from '../../server/src/host/wasmParser.js';
import { listFixtures, readFixture } from '../../test/harness/fixture.js';
import { CPYTHON_FOLDERS, fetchCpython, filesIn } from '../corpus/cpython.js';
import { installNative, nativeParsers } from './native/nativeParsers.js';
import { seen } from './purity/fresh.js';

const FOLDER = 'test/native';
const ENDINGS = ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp'];

interface Group {
  readonly name: string;
  /** Files that see each other. */
  readonly texts: ReadonlyMap<string, string>;
}

checkVersions();
installNative(FOLDER);
const wasm = await loadParsers(resolve('dist'), true);
const native = nativeParsers(FOLDER, wasm);
const failures: string[] = [];
let [trees, nodes, damaged] = [0, 0, 0];
const spent = { native: 0, wasm: 0 };

for (const group of groups()) {
  const { name, texts } = group;
  const own = answers({ c: comparing('c'), cpp: comparing('cpp') }, group);
  const others = answers(wasm, group);
  for (const [path, said] of own) if (said !== others.get(path)) failures.push(`the findings in ${path} differ`);
  const length = [...own.values()].reduce((sum, said) => sum + said.length, 0);
  console.log(`${name}: ${texts.size} files, ${length} bytes of answers compared`);
}
console.log(`${trees} trees with ${nodes} nodes compared, ${failures.length} failures`);
console.log(`${damaged} of the trees are of texts that do not parse, and differ`);
console.log(`native ${spent.native.toFixed(0)} ms, WebAssembly ${spent.wasm.toFixed(0)} ms for the same trees`);
for (const line of failures.slice(0, 100)) console.log(`  FAILED ${line}`);
process.exitCode = failures.length > 0 ? 1 : 0;

function answers(parsers: Parsers, { texts }: Group): ReadonlyMap<string, string> {
  const project = createProject({ parsers, options: { showMaybe: true } });
  for (const [path, text] of texts) project.setFile(path, text);
  return new Map([...texts.keys()].map((path) => [path, seen(project, [path])]));
}

/** The native parser, each of whose trees is compared with the other's. */
function comparing(language: 'c' | 'cpp'): TreeParser {
  const timed = (which: 'native' | 'wasm', text: string): FlatTree => {
    const started = performance.now();
    const tree = (which === 'native' ? native : wasm)[language].parse(text);
    spent[which] += performance.now() - started;
    return tree;
  };
  const { grammar } = native[language];
  const isDamaged = ({ count, kind, missing }: FlatTree): boolean =>
    missing.length > 0 || kind.subarray(0, count).includes(grammar.kinds.length - 1);
  return {
    grammar,
    parse(text) {
      const tree = timed('native', text);
      trees++;
      nodes += tree.count;
      const other = timed('wasm', text);
      const different = firstDifference(tree, other);
      if (different !== undefined && isDamaged(tree) && isDamaged(other)) damaged++;
      else if (different !== undefined)
        failures.push(`trees differ at node ${different} of ${JSON.stringify(text.slice(0, 200))}`);
      return tree;
    },
  };
}

function groups(): readonly Group[] {
  const given = process.argv.slice(2);
  const root = given.length > 0 ? process.cwd() : fetchCpython();
  const read = (path: string): readonly [string, string] => [relative(root, path), readFileSync(path, 'utf8')];
  const folders =
    given.length > 0 ? given.map((path) => resolve(path)) : CPYTHON_FOLDERS.map((path) => join(root, path));
  const fixtures = given.length > 0 ? [] : fixtureGroups();
  return [
    ...folders.map((folder) => ({
      name: relative(root, folder),
      texts: new Map(filesIn([folder], ENDINGS).map(read)),
    })),
    ...fixtures,
  ];
}

/** All fixtures as one group each kind: the more files, the more of them have to do with each other. */
function fixtureGroups(): readonly Group[] {
  const root = resolve('test/fixtures');
  const byKind = new Map<string, Map<string, string>>();
  for (const name of listFixtures(root)) {
    const kind = name.split('/')[0] ?? '';
    const { content } = readFixture(name, root);
    const sources = content.kind === 'check' ? content.files : content.cases.map(({ before }) => before);
    const texts = byKind.get(kind) ?? new Map<string, string>();
    for (const { path, marked } of sources) texts.set(path, marked.code);
    byKind.set(kind, texts);
  }
  return [...byKind].map(([kind, texts]) => ({ name: `fixtures/${kind}`, texts }));
}

/** What is installed natively must be what was compiled to WebAssembly. */
function checkVersions(): void {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const { grammars } = read('grammars/VERSION.json') as { grammars: { package: string; version: string }[] };
  const { dependencies } = read(join(FOLDER, 'package.json')) as { dependencies: Record<string, string> };
  for (const { package: name, version } of grammars)
    if (dependencies[name] !== version)
      throw new Error(`${FOLDER}/package.json has ${name} ${dependencies[name]}, grammars/VERSION.json has ${version}`);
}
