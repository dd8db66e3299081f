// What can be done about a rule rather than about a finding: allow it in the file, turn it off in the configuration, read
// about it. Once for each rule at a place, behind everything that repairs.
import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver';
import { LineIndex } from '../../core/base/lineIndex.js';
import { type Finding, type RuleId, ruleOffEdits } from '../../core/project.js';
import type { Client } from '../client.js';
import type { ConfigurationFor } from '../configurations.js';
import { toTextEdit, toWorkspaceEdit } from '../convert.js';
import type { Analysis } from '../documents.js';
import { EXPLAIN_RULE_COMMAND } from '../protocol.js';

export interface RuleActionContext {
  readonly client: Client;
  /** Where the rules of a file are configured, or would be. */
  configurationFor(analysis: Analysis): ConfigurationFor | undefined;
}

export function ruleActions(
  analysis: Analysis,
  touched: readonly { readonly finding: Finding; readonly diagnostic: Diagnostic }[],
  context: RuleActionContext,
): CodeAction[] {
  const rules = [...new Set(touched.map(({ finding }) => finding.rule))];
  const action = (rule: RuleId, title: string, does: Partial<CodeAction>): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: touched.filter(({ finding }) => finding.rule === rule).map(({ diagnostic }) => diagnostic),
    ...does,
  });
  return rules.flatMap((rule) => [
    ...allowedInFile(analysis, rule, context).map((edit) => action(rule, `Allow ${rule} in this file`, { edit })),
    ...turnedOff(analysis, rule, context).map((edit) => action(rule, `Disable ${rule} in gilscope.toml`, { edit })),
    ...explained(rule, context).map((command) => action(rule, command.title, { command })),
  ]);
}

function allowedInFile(analysis: Analysis, rule: RuleId, { client }: RuleActionContext): WorkspaceEdit[] {
  const edits = analysis.project.fileSuppression(analysis.path, rule);
  return edits.length === 0 ? [] : [toWorkspaceEdit(analysis, edits, client)];
}

function turnedOff(analysis: Analysis, rule: RuleId, { client, configurationFor }: RuleActionContext): WorkspaceEdit[] {
  const configuration = configurationFor(analysis);
  if (configuration === undefined) return [];
  const { uri, text, file } = configuration;
  const lines = new LineIndex(text ?? '');
  const edits = ruleOffEdits(text, rule, file).map((edit) => toTextEdit({ lines }, edit));
  if (edits.length === 0) return [];
  // The text is that of the disk, which has no version.
  const change = { textDocument: { uri, version: null }, edits };
  if (text !== undefined)
    return [client.versionedEdits ? { documentChanges: [change] } : { changes: { [uri]: edits } }];
  if (!client.createsFiles || !client.versionedEdits) return [];
  return [{ documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, change] }];
}

function explained(
  rule: RuleId,
  { client }: RuleActionContext,
): { title: string; command: string; arguments: [RuleId] }[] {
  if (!client.commands.has(EXPLAIN_RULE_COMMAND)) return [];
  return [{ title: `Open the documentation of ${rule}`, command: EXPLAIN_RULE_COMMAND, arguments: [rule] }];
}
