// gilscope.toml as text: what each key means, and what is said about each kind of mistake.
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../server/src/core/base/lineIndex.js';
import { decideBy } from '../../server/src/core/config/conditions.js';
import { jsonSchema } from '../../server/src/core/config/description.js';
import { type Configuration, readConfiguration } from '../../server/src/core/project.js';

/** `line:column message`, counted from 1. */
function problems(text: string): readonly string[] {
  const lines = new LineIndex(text);
  return readConfiguration(text).problems.map(({ span, message }) => {
    const { line, character } = lines.position(span.start);
    return `${line + 1}:${character + 1} ${message}`;
  });
}

const forFile = (text: string, path = 'src/a.c'): Configuration => {
  const { config, problems: found } = readConfiguration(text);
  expect(found).toEqual([]);
  return config.forFile(path);
};

describe('a mistake is reported where it is', () => {
  it.each([
    ['a wrong type', 'platforms = "linux"', '1:13 `platforms` is "linux"; expected a list, each item one of'],
    ['a number for a version', 'python = 3.9', '1:10 `python` is 3.9; expected a version in quotes, such as "3.9"'],
    ['an unknown key', '\nexlude = []', '2:1 there is no key `exlude`; did you mean `exclude`?'],
    ['a key that is like none', 'colour = 1', '1:1 there is no key `colour`; expected one of `python`, `platforms`'],
    [
      'an unknown rule',
      '[rules]\nblocking-with-gill = "off"',
      '2:1 there is no rule `blocking-with-gill`; did you mean',
    ],
    [
      'an unknown severity',
      '[rules]\nlock-with-gil = "warn"',
      '2:17 `lock-with-gil` is "warn"; expected one of "error", "warning"',
    ],
    ['an unknown class', '[[blocking]]\nname = "nap"\nclass = "io"', '3:9 `class` is "io"; expected one of "io-disk"'],
    [
      'a row without its name',
      '\n[[blocking]]\nclass = "sleep"',
      '2:1 `blocking` has no `name`; expected the name of a function',
    ],
    [
      'a row that is a table',
      '[blocking]\nname = "nap"',
      '1:1 `blocking` is a table; expected a list, each item a table',
    ],
    [
      'a name that is none',
      '[[api]]\nname = "a b"\ngil = "required"',
      '2:8 `name` is "a b"; expected the name of a function',
    ],
    [
      'a condition without one',
      '[[blocking]]\nname = "f"\nclass = "cpu"\nnonblocking = { arg = 1 }',
      '4:15 `nonblocking` needs one of',
    ],
    ['a region that never ends', '[[region]]\nbegin = "A"', '1:1 `begin` and `end` go together'],
    ['a region of no kind', '[[region]]\nbraces = 1', '1:1 `region` has none of `begin`, `name`'],
    ['a region without effects', '[[region]]\nname = "A"', '1:1 `region` has no `effects`'],
    ['a bad glob', 'exclude = ["tests/**", "*.{c,h}"]', '1:24 the glob "*.{c,h}" has braces'],
    ['a glob that leads out', 'exclude = ["../x"]', '1:12 the glob "../x" has `.` or `..`'],
    ['an empty glob', 'include = [""]', '1:12 the glob "" is empty'],
    ['a date', 'python = 2020-01-01', '1:10 `python` is a date; expected a version'],
    [
      'a macro with a list',
      'defines = { A = [1] }',
      '1:17 `A` is a list; expected true or false or a whole number or a text',
    ],
    ['a duplicate key', 'python = "3.9"\npython = "3.10"', '2:1 this is not TOML, so the whole file is ignored'],
    ['no TOML', 'python = "3.9"\n[rules', '2:'],
    ['endless nesting', `a = ${'['.repeat(100_000)}`, '1:'],
  ])('%s', (_what, text, message) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, message.length)).toBe(message);
  });

  it('for two rows about one thing, and the first counts', () => {
    const text = ['sleep', 'cpu'].map((kind) => `[[blocking]]\nname = "nap"\nclass = "${kind}"\n`).join('');
    expect(problems(text)).toEqual(['5:8 `nap` has a row in line 2 already: this one is left out']);
    expect(readConfiguration(text).config.forFile('a.c').rows.blocking).toMatchObject([{ class: 'sleep' }]);
  });

  it('and names the rule that an unknown rule breaks', () => {
    expect(readConfiguration('rules = { nope = "off" }').problems.map(({ rule }) => rule)).toEqual([
      'unknown-suppression',
    ]);
    expect(readConfiguration('nope = 1').problems.map(({ rule }) => rule)).toEqual([undefined]);
  });

  it('and the rest still counts', () => {
    const text =
      'python = 3\n[rules]\nnope = "off"\nlock-with-gil = "error"\n[[api]]\nname = "f"\ngil = "no"\n[[api]]\nname = "g"\ngil = "required"\n';
    const { config, problems: found } = readConfiguration(text);
    expect(found).toHaveLength(3);
    const { rules, rows, python } = config.forFile('a.c');
    expect([...rules]).toEqual([['lock-with-gil', 'error']]);
    expect(rows.api?.map(({ name }) => name)).toEqual(['g']);
    expect(python).toBeUndefined();
  });

  it('and no key of JavaScript is mistaken for one of ours', () => {
    expect(problems('__proto__ = 1\nconstructor = 2\n[toString]')).toHaveLength(3);
  });
});

describe('what is fine', () => {
  it.each(['', '\n', '# nothing but a comment\n', '[rules]\n'])('%j is nothing special', (text) => {
    expect(forFile(text)).toMatchObject({ python: undefined });
  });

  it('later overrides beat earlier ones, and files that are treated alike share an object', () => {
    const text = `
[rules]
lock-with-gil = "error"
[[overrides]]
files = ["tests/**", "bench"]
rules = { lock-with-gil = "off", blocking-with-gil = "hint" }
[[overrides]]
files = ["tests/real/*.c"]
[overrides.rules]
lock-with-gil = "info"
`;
    const rulesOf = (path: string) => Object.fromEntries(forFile(text, path).rules);
    expect(rulesOf('src/a.c')).toEqual({ 'lock-with-gil': 'error' });
    expect(rulesOf('tests/a.c')).toEqual({ 'lock-with-gil': 'off', 'blocking-with-gil': 'hint' });
    expect(rulesOf('src/bench/a.c')).toEqual(rulesOf('tests/a.c'));
    expect(rulesOf('tests/real/a.c')).toEqual({ 'lock-with-gil': 'info', 'blocking-with-gil': 'hint' });
    const { config } = readConfiguration(text);
    expect(config.forFile('tests/a.c')).toBe(config.forFile('tests/b.c'));
    expect(config.forFile('tests/a.c').rows).toBe(config.forFile('src/b.c').rows);
  });

  it('include and exclude', () => {
    const { config } = readConfiguration('include = ["src/**"]\nexclude = ["generated/", "*_pb.c"]');
    expect(['src/a.c', 'lib/a.c'].map((path) => config.includes?.match(path))).toEqual([true, false]);
    expect(['generated/', 'src/generated/', 'a_pb.c', 'a.c'].map((path) => config.excludes.match(path))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('a pair of region macros means what those of CPython mean', () => {
    const rows = forFile('[[region]]\nbegin = "UNLOCK"\nend = "LOCK"').rows.regionMacros;
    expect(rows).toMatchObject([
      { name: 'UNLOCK', effects: ['declare', 'release'], braces: 1 },
      { name: 'LOCK', effects: ['acquire'], braces: -1 },
    ]);
  });
});

describe('conditions', () => {
  const decided = (text: string, condition: string): boolean | undefined => decideBy(forFile(text))(condition);

  it.each([
    ['', 'defined(X)', undefined],
    ['defines = { X = true }', 'defined(X)', true],
    ['defines = { X = true }', 'X == 1', true],
    ['defines = { X = false }', 'defined(X)', false],
    ['defines = { X = 3 }', 'X > 2 && defined(Y)', undefined],
    ['defines = { X = 3 }', 'X > 3 && defined(Y)', false],
    ['defines = { X = 3 }', 'X > 2 || defined(Y)', true],
    ['defines = { X = "0x10" }', 'X == 16', true],
    ['defines = { X = "long" }', 'defined X', true],
    ['defines = { X = "long" }', 'X', undefined],
    ['defines = { X = true }', 'X(1)', undefined],
    ['platforms = ["linux"]', 'defined(_WIN32) || defined(__APPLE__)', false],
    ['platforms = ["linux"]', 'defined(__linux__)', true],
    ['platforms = ["linux", "macos"]', 'defined(MS_WINDOWS)', false],
    ['platforms = ["linux", "macos"]', 'defined(__linux__)', undefined],
    ['platforms = ["windows"]', 'MS_WINDOWS', true],
    ['platforms = ["windows"]', 'defined(_WIN64)', undefined],
    ['platforms = ["windows"]\ndefines = { _WIN32 = false }', 'defined(_WIN32)', false],
    ['python = "3.9"', 'PY_VERSION_HEX >= 0x03080000', true],
    ['python = "3.9"', 'PY_VERSION_HEX < 0x03090000', false],
    ['python = "3.9"', 'PY_VERSION_HEX >= 0x030C0000', undefined],
    ['python = "3.9"', 'PY_MAJOR_VERSION >= 3', true],
    ['python = "2.7"', 'PY_MAJOR_VERSION < 3', undefined],
    ['python = "3.9"', 'defined(__linux__)', undefined],
    ['python = "3.9"', '((((', undefined],
  ])('with %j, %j is %s', (text, condition, holds) => {
    expect(decided(text, condition)).toBe(holds);
  });
});

describe('the schema', () => {
  it('knows every key that is read, and refuses others', () => {
    const schema = JSON.parse(JSON.stringify(jsonSchema())) as {
      readonly properties: Readonly<Record<string, object>>;
      readonly additionalProperties: boolean;
    };
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties)).toEqual([
      'python',
      'platforms',
      'include',
      'exclude',
      'defines',
      'rules',
      'overrides',
      'blocking',
      'api',
      'region',
      'callback',
      'guard',
    ]);
    expect(JSON.stringify(schema)).not.toContain('"description":""');
  });
});
