// The options of `gilscope check`: one list, from which both the help and the parsing are made.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isRuleId, type RuleId } from '../core/project.js';
import { DEFAULT_MAX_BYTES } from '../host/readSource.js';
import type { ConfigurationOptions } from './configuration.js';
import { FAIL_ON, type FailOn } from './exitCodes.js';

const FORMATS = ['text', 'concise', 'json', 'html'] as const;
export type FormatName = (typeof FORMATS)[number];

export interface CheckOptions extends ConfigurationOptions {
  readonly format: FormatName;
  readonly outputFile?: string;
  readonly failOn: FailOn;
  readonly exitZero?: boolean;
  readonly showMaybe?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly printConfig?: string;
  readonly maxBytes: number;
  readonly stdinFilename?: string;
  /** Whether the rest of the project is read as well. */
  readonly project: boolean;
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly unsafeFixes?: boolean;
  /** Undefined means all rules. */
  readonly fixOnly?: readonly RuleId[];
}

export function addCheckOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option('--format <name>', 'how findings are printed').choices(FORMATS).default('text'))
    .option('--output-file <file>', 'write the findings to this file, not to standard output')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is at least this severe')
        .choices(FAIL_ON)
        .default('warning'),
    )
    .option('--fix', 'write the safe fixes into the files, and report what remains')
    .option('--diff', 'print a patch with what --fix would write, and write nothing')
    .option('--unsafe-fixes', 'also take fixes that somebody has to look at')
    .addOption(
      new Option('--fix-only <rule>', 'fix the findings of this rule only; may be given more than once').argParser(
        rule,
      ),
    )
    .option('--exit-zero', 'exit with 0 even when there are findings')
    .option('--show-maybe', 'also report what is only possibly wrong')
    .option('-q, --quiet', 'print findings only: no summary, no progress')
    .option('-v, --verbose', 'also tell how to fix each finding or why not, and the most called unknown functions')
    .option('--print-config <file>', 'print the configuration of a file, and check nothing')
    .addOption(maxBytesOption())
    .addOption(noProjectOption())
    .option('--stdin-filename <name>', 'read one file from standard input and treat it as having this name');
}

/** For all commands that analyse. */
export const addConfigurationOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'use this configuration, and look for no other')
    .option('--isolated', 'use no gilscope.toml');

export const maxBytesOption = (): Option =>
  new Option('--max-bytes <n>', 'skip larger files').argParser(positiveInteger).default(DEFAULT_MAX_BYTES);

export const noProjectOption = (): Option =>
  new Option('--no-project', 'read only what is given, not the rest of the project');

export const showMaybeOption = (): Option =>
  new Option('--show-maybe', 'also take into account what is only possibly wrong');

function rule(text: string, before: readonly RuleId[] = []): readonly RuleId[] {
  if (!isRuleId(text)) throw new InvalidArgumentError('There is no such rule; `gilscope rules` lists them.');
  return [...before, text];
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value === 0) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return value;
}
