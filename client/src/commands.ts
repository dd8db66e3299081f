// The commands of the palette. Their titles are in package.json, their texts in package.nls.json.
import { commands, type ExtensionContext, type LogOutputChannel, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { EXPLAIN_RULE_COMMAND } from '../../server/src/lsp/protocol.js';
import type { Command } from './activation.js';
import { collectDiagnostics } from './collect.js';
import { explainRule, openSample } from './pages.js';
import { restartServer } from './server.js';
import { showWholeWorkspace, toggleHints, toggleShading } from './settings.js';

export const commandsOf = (
  context: ExtensionContext,
  server: BaseLanguageClient,
  log: LogOutputChannel,
): Readonly<Record<string, Command>> => ({
  'gilscope.restartServer': () => restartServer(server, log),
  'gilscope.showLogs': () => log.show(),
  'gilscope.toggleShading': toggleShading,
  'gilscope.toggleHints': toggleHints,
  'gilscope.analyseWorkspace': analyseWorkspace,
  [EXPLAIN_RULE_COMMAND]: (rule) => explainRule(context, rule),
  'gilscope.collectDiagnostics': () => collectDiagnostics(context, server),
  'gilscope.openSample': () => openSample(context),
});

async function analyseWorkspace(): Promise<void> {
  const goBack = await showWholeWorkspace();
  await commands.executeCommand('workbench.actions.view.problems');
  const undo = l10n.t('Only Open Files Again');
  const message = l10n.t('Problems of all files of the workspace are shown now.');
  // Not awaited: the message stays until somebody closes it.
  void window.showInformationMessage(message, undo).then((choice) => (choice === undo ? goBack() : undefined));
}
