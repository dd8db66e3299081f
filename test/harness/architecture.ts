// The rules of the source tree as functions of a map from path to text, so that a test can plant a mistake and see it.
// Paths are relative to the root of the repository and use forward slashes.
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

export type SourceTree = ReadonlyMap<string, string>;

/** One sentence for each thing that is wrong: `path:line: what`. */
export type Complaints = readonly string[];

interface Layer {
  readonly name: string;
  /** The layer holds what starts with one of these. */
  readonly prefixes: readonly string[];
  /** Names of other layers. */
  readonly may: readonly string[];
  /** Packages, by name or by a prefix that ends in `:` or `/`. */
  readonly packages: readonly string[];
}

const core = (name: string, ...may: string[]): Layer => coreWith(name, [], ...may);

const coreWith = (name: string, packages: readonly string[], ...may: string[]): Layer => ({
  name: `core/${name}`,
  prefixes: [`server/src/core/${name}/`],
  may: may.map((m) => `core/${m}`),
  packages,
});

const FACADE = 'core/project';
const CORE_LAYERS = [
  'base',
  'syntax',
  'catalog',
  'ir',
  'lower',
  'flow',
  'interproc',
  'rules',
  'fixes',
  'views',
  'config',
].map((folder) => `core/${folder}`);

/** Who may import whom. A layer may always import itself; everything that is not listed is forbidden. */
const LAYERS: readonly Layer[] = [
  core('base'),
  core('syntax', 'base'),
  core('catalog', 'base'),
  core('ir', 'base'),
  core('lower', 'base', 'syntax', 'catalog', 'ir'),
  core('flow', 'base', 'catalog', 'ir'),
  core('interproc', 'base', 'catalog', 'ir', 'flow'),
  // Facts are about instructions, so whoever reads facts reads the IR too.
  core('rules', 'base', 'catalog', 'flow', 'interproc', 'ir'),
  // A fix is about what a rule said, where it said it.
  core('fixes', 'base', 'syntax', 'catalog', 'ir', 'flow', 'interproc', 'rules'),
  core('views', 'base', 'catalog', 'flow', 'interproc', 'ir'),
  // The one layer of the core with packages: both work on texts and touch nothing else.
  coreWith('config', ['toml-eslint-parser', 'ignore'], 'base', 'syntax', 'catalog', 'rules'),
  { name: FACADE, prefixes: ['server/src/core/project.ts'], may: [...CORE_LAYERS, 'core/wiring'], packages: [] },
  // The files beside the façade wire the folders together, and only the façade knows them.
  { name: 'core/wiring', prefixes: ['server/src/core/'], may: CORE_LAYERS, packages: [] },
  {
    name: 'host',
    prefixes: ['server/src/host/'],
    may: [FACADE, 'core/base', 'core/syntax/flatTree'],
    packages: ['web-tree-sitter', 'ignore', 'node:'],
  },
  // Both faces, the client and the page itself show the same report: it knows types of the core, and nothing of a face.
  { name: 'report/browser', prefixes: ['server/src/report/browser/'], may: ['report'], packages: [] },
  { name: 'report', prefixes: ['server/src/report/'], may: ['core/project types'], packages: [] },
  {
    name: 'lsp',
    prefixes: ['server/src/lsp/'],
    may: [FACADE, 'core/base', 'host', 'report'],
    packages: [
      'vscode-languageserver',
      'vscode-languageserver/',
      'vscode-languageserver-protocol',
      'vscode-languageserver-textdocument',
      'diff',
      'node:',
    ],
  },
  {
    name: 'cli',
    prefixes: ['server/src/cli/'],
    may: [FACADE, 'core/base', 'host', 'lsp', 'report', 'package.json'],
    packages: ['commander', 'diff', 'picocolors', 'node:'],
  },
  {
    name: 'server',
    prefixes: ['server/src/'],
    may: [FACADE, 'host', 'lsp', 'package.json'],
    packages: ['node:'],
  },
  {
    name: 'client',
    prefixes: ['client/src/'],
    may: ['lsp/protocol', 'report'],
    packages: ['vscode', 'vscode-languageclient', 'vscode-languageclient/', 'node:'],
  },
];

/** Single files that may be imported where their layer may not; some of them for their types only. */
const NAMED_FILES: Readonly<Record<string, { readonly name: string; readonly typesOnly: boolean }>> = {
  'server/src/core/syntax/flatTree.ts': { name: 'core/syntax/flatTree', typesOnly: true },
  'server/src/core/project.ts': { name: 'core/project types', typesOnly: true },
  'server/src/lsp/protocol.ts': { name: 'lsp/protocol', typesOnly: false },
  'package.json': { name: 'package.json', typesOnly: false },
};

const layerOf = (path: string): Layer | undefined =>
  LAYERS.find((layer) => layer.prefixes.some((prefix) => path.startsWith(prefix)));

interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** All `import`, `export … from`, `import()` and `require()` of a text. */
function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const file = parse(path, text);
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, line: lineOf(file, node), typeOnly });
    }
  };
  visit(file, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node, node.arguments[0], false);
  });
  return found;
}

const isLoad = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

/** Every import that the table of layers does not allow. */
export function checkImports(tree: SourceTree): Complaints {
  const complaints: string[] = [];
  for (const [path, text] of tree) {
    const layer = layerOf(path);
    if (layer === undefined) continue;
    for (const { specifier, line, typeOnly } of importsOf(path, text)) {
      const target = specifier.startsWith('.') ? resolve(path, specifier) : undefined;
      const wrong =
        target === undefined ? wrongPackage(layer, specifier) : wrongFile(layer, target, typeOnly, tree.has(target));
      if (wrong !== undefined) complaints.push(`${path}:${line}: ${layer.name} must not import ${wrong}`);
    }
  }
  return complaints;
}

const resolve = (from: string, specifier: string): string => join(dirname(from), specifier).replace(/\.js$/, '.ts');

function wrongPackage(layer: Layer, specifier: string): string | undefined {
  const allowed = layer.packages.some((p) => (/[:/]$/.test(p) ? specifier.startsWith(p) : specifier === p));
  return allowed ? undefined : `pkg:${specifier}`;
}

function wrongFile(layer: Layer, target: string, typeOnly: boolean, exists: boolean): string | undefined {
  const named = NAMED_FILES[target];
  const other = layerOf(target);
  if (other !== undefined && (other.name === layer.name || layer.may.includes(other.name))) {
    return exists ? undefined : `${target}, which does not exist`;
  }
  if (named !== undefined && layer.may.includes(named.name)) {
    return named.typesOnly && !typeOnly ? `${named.name} for more than its types` : undefined;
  }
  return other === undefined ? target : `${other.name} (${target})`;
}

/** A name of the Python API or of a region macro, wherever it stands in a text. Switches of the build are neither. */
const API_NAME =
  /(?<![A-Za-z0-9_])(?!Py_(?:BUILD_CORE|LIMITED_API|DEBUG|GIL_DISABLED))(?:_?Py[A-Z_]\w+|\w+_(?:BEGIN|END)_ALLOW_THREADS|NPY_\w*THREADS\w*)(?![A-Za-z0-9_])/;
const PROSE_WORD = /(?<![A-Za-z0-9_$])[a-z]{2,}(?![A-Za-z0-9_(])/;
/** Layers whose texts users read. There a name may stand inside a sentence, and nowhere else. */
const SPEAKING = ['core/rules', 'core/views', 'core/fixes', 'core/config', FACADE];

/** API names as strings outside the catalog: a name that code compares or writes belongs in a row. */
export function checkApiNames(tree: SourceTree): Complaints {
  const complaints: string[] = [];
  for (const [path, text] of tree) {
    const layer = layerOf(path);
    if (layer === undefined || !layer.name.startsWith('core/') || layer.name === 'core/catalog') continue;
    const file = parse(path, text);
    visit(file, (node) => {
      const literal = literalText(node);
      const name = literal === undefined ? undefined : API_NAME.exec(literal)?.[0];
      if (literal === undefined || name === undefined) return;
      const sentence =
        !ts.isRegularExpressionLiteral(node) && PROSE_WORD.test(literal.replaceAll(new RegExp(API_NAME, 'g'), ''));
      if (sentence && SPEAKING.includes(layer.name)) return;
      complaints.push(`${path}:${lineOf(file, node)}: the name ${name} belongs in the catalog`);
    });
  }
  return complaints;
}

/** Sentences in layers that hold facts only: the wording belongs to rules and views. */
export function checkNoMessages(tree: SourceTree): Complaints {
  const complaints: string[] = [];
  for (const [path, text] of tree) {
    if (!/^server\/src\/core\/(?:flow|interproc)\//.test(path)) continue;
    const file = parse(path, text);
    visit(file, (node) => {
      const literal = literalText(node);
      if (literal === undefined || ts.isRegularExpressionLiteral(node) || isThrown(node)) return;
      if (/[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(literal)) {
        complaints.push(`${path}:${lineOf(file, node)}: flow and interproc hold no message text: "${literal}"`);
      }
    });
  }
  return complaints;
}

const isThrown = (node: ts.Node): boolean =>
  !ts.isSourceFile(node) && (ts.isThrowStatement(node) || isThrown(node.parent));

/** The text of a literal, or of one piece of a template. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return isSpecifier(node) ? undefined : node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return ts.isRegularExpressionLiteral(node) ? node.text : undefined;
}

const isSpecifier = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);

/** Every `any`: it switches the compiler off without saying so. */
export function checkNoAny(tree: SourceTree): Complaints {
  const complaints: string[] = [];
  for (const [path, text] of tree) {
    const file = parse(path, text);
    visit(file, (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) complaints.push(`${path}:${lineOf(file, node)}: no \`any\``);
    });
  }
  return complaints;
}

export const MAX_LINES = 400;

const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length;

/** Files that have outgrown one concept; tables of data may be long. */
export const checkSizes = (tree: SourceTree): Complaints =>
  [...tree]
    .filter(([path, text]) => !path.includes('/core/catalog/') && lineCount(text) > MAX_LINES)
    .map(([path, text]) => `${path}: ${lineCount(text)} lines, ${MAX_LINES} is the point to split`);

/** The length of the file in the middle, tables of data left out. */
export function medianLines(tree: SourceTree): number {
  const counts = [...tree]
    .filter(([path]) => !path.includes('/core/catalog/'))
    .map(([, text]) => lineCount(text))
    .sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}

const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

const lineOf = (file: ts.SourceFile, node: ts.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
