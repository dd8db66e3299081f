// Writes what is said twice: the documentation pages of the rules, their table, the table in README.md, and the JSON
// schema of gilscope.toml.
// The pages quote the fixtures, which are executed as tests, so an example in the documentation cannot be wrong.
// Easy to get wrong: the script is bundled before it runs, so it finds the repository by the working directory.
//
//   npm run gen [-- --check]     --check: writes nothing, and fails where a file is stale
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonSchema, RULES, type RuleInfo } from '../server/src/core/project.js';
import { parseMarkedText } from '../test/harness/markers.js';

const DOCS = 'docs/rules';
const SCHEMA = 'schema/gilscope.schema.json';
const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';
const NOTICE = '<!-- Written by `npm run gen` from the rule and its fixtures. Changes here are lost. -->';

/** Reads a file below the root of the repository; undefined where there is none. */
export type Read = (path: string) => string | undefined;

/** The fixture as a reader sees it: no markers, no options. */
function example(read: Read, rule: string, name: 'bad.c' | 'good.c'): string {
  const path = `test/fixtures/rules/${rule}/${name}`;
  const text = read(path);
  if (text === undefined) throw new Error(`${path} is missing: every rule is documented by its fixtures`);
  return parseMarkedText(withoutConfiguration(text.replaceAll('\r\n', '\n').split('\n'))).code.trim();
}

/** The configuration that a fixture turns its rule on with is told on the page already, and headings are for the test. */
function withoutConfiguration(lines: readonly string[]): readonly string[] {
  const begin = lines.indexOf('//- gilscope.toml');
  if (begin < 0) return lines;
  const end = lines.findIndex((line, i) => i > begin && line.startsWith('//- '));
  return [...lines.slice(0, begin), ...lines.slice(end + 1)];
}

const page = (rule: RuleInfo, read: Read): string => `${NOTICE}

# ${rule.id}

${rule.summary}

Severity: **${rule.severity}**
${rule.offByDefault ? asking(rule) : ''}
${rule.explain.trim()}

## Wrong

\`\`\`c
${example(read, rule.id, 'bad.c')}
\`\`\`

## Right

\`\`\`c
${example(read, rule.id, 'good.c')}
\`\`\`

## Allowing it

On the line of the finding or on the line above, with the reason:

\`\`\`c
/* gilscope: allow(${rule.id}) because … */
\`\`\`

In a whole file, at its top:

\`\`\`c
/* gilscope: allow-file(${rule.id}) because … */
\`\`\`
`;

const asking = ({ id, severity }: RuleInfo): string => `
Off by default. A \`gilscope.toml\` that gives it a severity turns it on:

\`\`\`toml
[rules]
${id} = "${severity}"
\`\`\`
`;

/** @param folder where the pages are, seen from the file that the table is in */
function table(rules: readonly RuleInfo[], folder: string): string {
  const rows = rules.map(
    (r) =>
      `| [${r.id}](${folder}${r.id}.md) | ${r.severity}${r.offByDefault ? ', off by default' : ''} | ${r.summary.replaceAll('|', '\\|')} |`,
  );
  return ['| rule | severity | reports |', '|---|---|---|', ...rows].join('\n');
}

const overview = (rules: readonly RuleInfo[]): string => `${NOTICE}

# Rules

Each rule is named after the bad thing, so that a comment that allows it reads as English.

${table(rules, '')}
`;

/** All generated files by path. A file is in the map also where it is up to date. */
export function generated(rules: readonly RuleInfo[], read: Read): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const rule of rules) files.set(`${DOCS}/${rule.id}.md`, page(rule, read));
  files.set(`${DOCS}/README.md`, overview(rules));
  files.set(SCHEMA, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
  const readme = read('README.md');
  const begin = readme?.indexOf(BEGIN) ?? -1;
  const end = readme?.indexOf(END, begin) ?? -1;
  if (readme !== undefined && begin >= 0 && end >= 0) {
    const head = readme.slice(0, begin + BEGIN.length);
    files.set('README.md', `${head}\n${table(rules, `${DOCS}/`)}\n${readme.slice(end)}`);
  }
  return files;
}

/** Paths that are not what they should be; `present` are the pages that exist now, a page of no rule among them. */
export function stale(files: ReadonlyMap<string, string>, read: Read, present: readonly string[]): readonly string[] {
  const changed = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  return [...changed, ...present.filter((path) => !files.has(path))];
}

/** The Markdown files of the generated folder, as paths from the root. */
export function presentPages(root: string): readonly string[] {
  const folder = join(root, DOCS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${DOCS}/${name}`);
}

export const readBelow =
  (root: string): Read =>
  (path) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;

function main(root: string, onlyCheck: boolean): number {
  const read = readBelow(root);
  const files = generated(RULES, read);
  const wrong = stale(files, read, presentPages(root));
  for (const path of wrong) {
    const text = files.get(path);
    if (onlyCheck) {
      console.error(`${path} is stale: run \`npm run gen\``);
    } else if (text === undefined) {
      rmSync(join(root, path));
      console.log(`removed ${path}`);
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      console.log(`wrote ${path}`);
    }
  }
  return onlyCheck && wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.cwd(), process.argv.includes('--check'));
}
