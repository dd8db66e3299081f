// Turning a rule off in a gilscope.toml: whatever form its rules have, one edit does it and keeps the rest.
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/base/textEdit.js';
import { readConfiguration, ruleOffEdits } from '../../server/src/core/project.js';

const RULE = 'blocking-with-gil';
const FILE = 'src/module.c';

const edited = (text: string | undefined): string => applyEdits(text ?? '', ruleOffEdits(text, RULE, FILE));

describe('a rule is turned off', () => {
  it.each([
    ['in a file that is to be made', undefined, '[rules]\nblocking-with-gil = "off"\n'],
    ['in an empty file', '', '[rules]\nblocking-with-gil = "off"\n'],
    ['behind other keys', 'python = "3.9"', 'python = "3.9"\n\n[rules]\nblocking-with-gil = "off"\n'],
    [
      'behind the heading',
      '[rules] # ours\nlock-with-gil = "off"\n',
      '[rules] # ours\nblocking-with-gil = "off"\nlock-with-gil = "off"\n',
    ],
    ['behind a heading at the end', 'python = "3.9"\n[rules]', 'python = "3.9"\n[rules]\nblocking-with-gil = "off"\n'],
    [
      'in place of another severity',
      '[rules]\nblocking-with-gil = "error" # why\n',
      '[rules]\nblocking-with-gil = "off" # why\n',
    ],
    [
      'in braces',
      'rules = { lock-with-gil = "off" }\n',
      'rules = { blocking-with-gil = "off", lock-with-gil = "off" }\n',
    ],
    ['in empty braces', 'rules = {}\n', 'rules = { blocking-with-gil = "off" }\n'],
    [
      'with dots',
      'python = "3.9"\nrules.lock-with-gil = "off"\n',
      'python = "3.9"\nrules.blocking-with-gil = "off"\nrules.lock-with-gil = "off"\n',
    ],
    [
      'with the line ends of the file',
      '[rules]\r\nlock-with-gil = "off"\r\n',
      '[rules]\r\nblocking-with-gil = "off"\r\nlock-with-gil = "off"\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(edited(before)).toBe(after);
    const { config, problems } = readConfiguration(after);
    expect(problems).toEqual([]);
    expect(config.forFile(FILE).rules.get(RULE)).toBe('off');
  });

  it('in a file that has mistakes of its own', () => {
    expect(edited('colour = "red"\n')).toBe('colour = "red"\n\n[rules]\nblocking-with-gil = "off"\n');
  });
});

describe('nothing is offered', () => {
  it('where the text is no TOML', () => {
    expect(ruleOffEdits('[rules\n', RULE, FILE)).toEqual([]);
  });

  it('where the file gives the rule another severity for the source', () => {
    const text = '[[overrides]]\nfiles = ["src/**"]\nrules = { blocking-with-gil = "error" }\n';
    expect(ruleOffEdits(text, RULE, FILE)).toEqual([]);
    expect(ruleOffEdits(text, RULE, 'other.c')).toHaveLength(1);
  });
});
