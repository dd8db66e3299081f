// The edit of a gilscope.toml that turns a rule off. Everything else in the text stays as it is, comments and order too.
// Easy to get wrong: rules may be written under a heading, in braces or with dots, and a later part of the file may give
// the rule a severity again. So the edited text is read, and an edit that does not help is none.
import type { Span } from '../base/span.js';
import { applyEdits, type TextEdit } from '../base/textEdit.js';
import type { RuleId } from '../rules/ruleIds.js';
import { readConfiguration } from './configurationFile.js';
import { readToml, type TableNode } from './toml.js';

/**
 * @param text undefined for a file that is to be made
 * @param file the file that the rule is to be silent about, relative to the folder of the gilscope.toml
 */
export function ruleOffEdits(text: string | undefined, rule: RuleId, file: string): readonly TextEdit[] {
  if (text === undefined) return [{ span: { start: 0, end: 0 }, newText: `[rules]\n${rule} = "off"\n` }];
  const toml = readToml(text);
  if (toml.kind === 'broken') return [];
  const edit = editOf(text, toml.root, rule);
  const { config, problems } = readConfiguration(applyEdits(text, [edit]));
  const before = readConfiguration(text).problems.length;
  return config.forFile(file).rules.get(rule) === 'off' && problems.length <= before ? [edit] : [];
}

const OFF = '"off"';

function editOf(text: string, root: TableNode, rule: RuleId): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const rules = root.entries.get('rules')?.value;
  if (rules?.kind !== 'table') {
    const gap = text === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
    return insert(text.length, `${gap}[rules]${newline}${rule} = ${OFF}${newline}`);
  }
  const own = rules.entries.get(rule);
  if (own !== undefined) return { span: own.value.span, newText: OFF };
  const { span } = rules;
  if (text.startsWith('{', span.start))
    return insert(span.start + 1, ` ${rule} = ${OFF}${rules.entries.size > 0 ? ',' : ' '}`);
  if (!text.startsWith('[', span.start)) return insert(lineStart(text, span), `rules.${rule} = ${OFF}${newline}`);
  const end = text.indexOf('\n', span.end);
  return end < 0
    ? insert(text.length, `${newline}${rule} = ${OFF}${newline}`)
    : insert(end + 1, `${rule} = ${OFF}${newline}`);
}

const insert = (at: number, newText: string): TextEdit => ({ span: { start: at, end: at }, newText });
const lineStart = (text: string, { start }: Span): number => text.lastIndexOf('\n', start - 1) + 1;
