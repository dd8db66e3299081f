// Everything that may stand in a gilscope.toml: the table from which it is read and the JSON schema is made.
// A new key is a line here, a place in `configurationFile.ts` that uses it, and a section in docs/configuration.md.
import { PLATFORMS } from '../catalog/platforms.js';
import type { PythonVersion } from '../catalog/pythonVersion.js';
import { SEVERITIES } from '../rules/finding.js';
import { isRuleId, RULE_IDS } from '../rules/ruleIds.js';
import type { DefineValue, RuleSeverities } from './configuration.js';
import { wrongGlob } from './globs.js';
import { nearest } from './nearest.js';
import { apiRow, blockingRow, callbackRow, guardRow, regionRow } from './rowShapes.js';
import { either, flag, integer, into, list, map, oneOf, optional, required, type Shape, table, text } from './shape.js';

const glob: Shape<string> = into(text('a glob such as "tests/**"'), (value, node, report) => {
  const complaint = wrongGlob(value);
  if (complaint === undefined) return value;
  report(node.span, `the glob ${JSON.stringify(value)} ${complaint}`);
  return undefined;
});

const python = text<PythonVersion>(
  'a version in quotes, such as "3.9"',
  (value) => {
    const match = /^([23])\.(\d{1,2})$/.exec(value);
    return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
  },
  { pattern: '^[23]\\.\\d{1,2}$' },
);

const severity = oneOf([...SEVERITIES, 'off']);
const rules: Shape<RuleSeverities> = map(
  {
    schema: { propertyNames: { enum: RULE_IDS } },
    read(key, span, report) {
      if (isRuleId(key)) return key;
      const meant = nearest(key, RULE_IDS);
      const hint = meant === undefined ? '`gilscope rules` lists them' : `did you mean \`${meant}\`?`;
      report(span, `there is no rule \`${key}\`; ${hint}`, 'unknown-suppression');
      return undefined;
    },
  },
  severity,
  { properties: Object.fromEntries(RULE_IDS.map((id) => [id, severity.schema])) },
);

const defines: Shape<ReadonlyMap<string, DefineValue>> = map(
  {
    schema: { propertyNames: { pattern: '^[A-Za-z_$][\\w$]*$' } },
    read(key, span, report) {
      if (/^[A-Za-z_$][\w$]*$/.test(key)) return key;
      report(span, `\`${key}\` is not the name of a macro`);
      return undefined;
    },
  },
  either(flag, either(integer(undefined), text())),
);

const override = table(
  {
    files: required(list(glob), 'the files that the rules below are for'),
    rules: required(rules, 'severities of rules in these files'),
  },
  { whole: false },
);

export const ROOT = table(
  {
    python: optional(python, 'the oldest Python that the project supports'),
    platforms: optional(list(oneOf(PLATFORMS)), 'the systems that the project is for; all where it is left out'),
    include: optional(
      list(glob),
      'the files that are looked for in folders; C and C++ sources and headers where it is left out',
    ),
    exclude: optional(list(glob), 'files and folders that are not looked at'),
    defines: optional(defines, 'macros of the build: a number or text, true for 1, false for not defined'),
    rules: optional(rules, 'severities of rules'),
    overrides: optional(list(override), 'severities in some files; a later one beats an earlier one'),
    blocking: optional(list(blockingRow), 'functions that wait or compute for long'),
    api: optional(list(apiRow), 'functions that need the GIL, or do not'),
    region: optional(list(regionRow), 'macros that release or take the GIL'),
    callback: optional(list(callbackRow), 'functions that are given callbacks'),
    guard: optional(list(guardRow), 'C++ classes that release or hold the GIL'),
  },
  { whole: false },
);

/** The schema for editors, in the dialect that they know. */
export const jsonSchema = (): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'gilscope.toml',
  description: 'The configuration of gilscope for the files in a folder and below.',
  ...ROOT.schema,
});
