// Generated files are what the generator would write now, and every rule has the fixtures that its page is made from.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generated, presentPages, type Read, readBelow, stale } from '../scripts/gen.js';
import { RULE_IDS, RULES, type RuleInfo, SEVERITIES } from '../server/src/core/project.js';
import { isMarkerLine } from './harness/markers.js';

const ROOT = join(import.meta.dirname, '..');
const read = readBelow(ROOT);

describe('the rules', () => {
  it('are all described, in the order of their identifiers', () => {
    expect(RULES.map((rule) => rule.id)).toEqual(RULE_IDS);
  });

  it.each(RULES)('$id has a severity, a line and an explanation', (rule) => {
    expect(SEVERITIES).toContain(rule.severity);
    expect(rule.summary).toMatch(/^\S[^\n]{9,119}$/);
    expect(rule.summary).not.toMatch(/\.$/);
    expect(rule.explain.trim().length).toBeGreaterThan(80);
  });

  it.each(RULES.flatMap((rule) => ['bad.c', 'good.c', 'edge.c', 'gaps.c'].map((name) => [rule.id, name] as const)))(
    '%s has %s',
    (id, name) => {
      expect(existsSync(join(ROOT, 'test/fixtures/rules', id, name))).toBe(true);
    },
  );

  it.each(RULES)('$id is reported in its bad example, and nothing is in its good one', (rule) => {
    const label = `${rule.severity}[${rule.id}]`;
    expect(read(`test/fixtures/rules/${rule.id}/bad.c`)).toContain(` ${label}`);
    const good = read(`test/fixtures/rules/${rule.id}/good.c`) ?? '';
    expect(good.split('\n').filter(isMarkerLine)).toEqual([]);
  });
});

describe('the generated files', () => {
  it('are up to date', () => {
    expect(stale(generated(RULES, read), read, presentPages(ROOT))).toEqual([]);
  });

  it('quote the examples without their markers', () => {
    for (const [path, text] of generated(RULES, read))
      expect([path, text.split('\n').filter(isMarkerLine)]).toEqual([path, []]);
  });
});

describe('the generator', () => {
  const rule: RuleInfo = { id: 'lock-with-gil', severity: 'warning', summary: 'a | b', explain: 'Why it is wrong.' };
  const sources: Readonly<Record<string, string>> = {
    'test/fixtures/rules/lock-with-gil/bad.c': '//! compile: no\n// wrong\nint bad;\n//  ^^^ gil: outside\n',
    'test/fixtures/rules/lock-with-gil/good.c': 'int good;\n',
    'README.md': 'before\n<!-- rules:begin -->\nold\n<!-- rules:end -->\nafter\n',
  };
  const fake: Read = (path) => sources[path];

  it('writes a page from the rule and its examples', () => {
    const page = generated([rule], fake).get('docs/rules/lock-with-gil.md') ?? '';
    expect(page).toContain('# lock-with-gil\n\na | b\n');
    expect(page).toContain('```c\n// wrong\nint bad;\n```');
    expect(page).toContain('```c\nint good;\n```');
    expect(page).toContain('allow(lock-with-gil)');
  });

  it('replaces the table between its markers and nothing else', () => {
    const readme = generated([rule], fake).get('README.md') ?? '';
    expect(readme.startsWith('before\n<!-- rules:begin -->\n| rule |')).toBe(true);
    expect(readme.endsWith('\n<!-- rules:end -->\nafter\n')).toBe(true);
    expect(readme).toContain('| [lock-with-gil](docs/rules/lock-with-gil.md) | warning | a \\| b |');
    expect(readme).not.toContain('old');
  });

  it('leaves a README without markers alone', () => {
    const plain: Read = (path) => (path === 'README.md' ? 'text\n' : sources[path]);
    expect(generated([rule], plain).has('README.md')).toBe(false);
  });

  it('sees what is missing, changed and left over', () => {
    const files = generated([rule], fake);
    const all = [...files.keys()];
    expect(stale(files, () => undefined, [])).toEqual(all);
    expect(stale(files, (path) => files.get(path), all)).toEqual([]);
    expect(stale(files, (path) => files.get(path), [...all, 'docs/rules/gone.md'])).toEqual(['docs/rules/gone.md']);
  });

  it('refuses a rule without an example', () => {
    expect(() => generated([rule], () => undefined)).toThrow('test/fixtures/rules/lock-with-gil/bad.c is missing');
  });
});
