// docs/configuration.md is true: each example is executed, and each key of the configuration has a section.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, jsonSchema, readConfiguration } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';

const text = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8').replaceAll('\r\n', '\n');

interface Section {
  readonly key: string;
  readonly toml: string | undefined;
  readonly source: { readonly language: string; readonly code: string } | undefined;
}

const sections: readonly Section[] = text
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
      language,
      code,
    }));
    return {
      key: section.split('\n', 1)[0] ?? '',
      toml: blocks.find(({ language }) => language === 'toml')?.code,
      source: blocks.find(({ language }) => language !== 'toml'),
    };
  });

it('every key has a section, and every section is about a key', () => {
  const { properties } = jsonSchema() as { readonly properties: object };
  expect(sections.map(({ key }) => key).sort()).toEqual(Object.keys(properties).sort());
});

describe('the example', () => {
  it.each(sections)('of $key is what it says it is', async ({ key, toml, source }) => {
    const { config, problems } = readConfiguration(toml ?? '');
    expect(problems).toEqual([]);
    expect(toml).toContain(key);
    if (source === undefined) return;
    const path = source.language === 'cpp' ? 'example.cpp' : 'example.c';
    const project = createProject({
      parsers: await parsersForTests(),
      options: { showMaybe: false },
      configFor: () => config.forFile(path),
    });
    const code = `#include <Python.h>\n${source.code}`;
    project.setFile(path, code);
    const report = project.report(path);
    const reported = (report?.findings ?? []).map(
      ({ span, severity }) => `${(report?.lines.position(span.start).line ?? 0) + 1}: ${severity}`,
    );
    const expected = code.split('\n').flatMap((line, index) => {
      const severity = /\/\/ reported: (\w+)$/.exec(line)?.[1];
      return severity === undefined ? [] : [`${index + 1}: ${severity}`];
    });
    expect(reported).toEqual(expected);
  });
});
