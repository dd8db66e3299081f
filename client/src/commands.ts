// The commands of the palette. Their titles are in package.json, their texts in package.nls.json.
import { commands, Disposable, type ExtensionContext, type LogOutputChannel, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { EXPLAIN_RULE_COMMAND } from '../../server/src/lsp/protocol.js';
import { collectDiagnostics } from './collect.js';
import { explainRule, openSample } from './pages.js';
import { restartServer } from './server.js';
import { showWholeWorkspace, toggleHints, toggleShading } from './settings.js';

export function registerCommands(
  context: ExtensionContext,
  server: BaseLanguageClient,
  log: LogOutputChannel,
): Disposable {
  return Disposable.from(
    commands.registerCommand('gilscope.restartServer', () => restartServer(server, log)),
    commands.registerCommand('gilscope.showLogs', () => log.show()),
    commands.registerCommand('gilscope.toggleShading', toggleShading),
    commands.registerCommand('gilscope.toggleHints', toggleHints),
    commands.registerCommand('gilscope.analyseWorkspace', analyseWorkspace),
    commands.registerCommand(EXPLAIN_RULE_COMMAND, (rule: unknown) => explainRule(context, rule)),
    commands.registerCommand('gilscope.collectDiagnostics', () => collectDiagnostics(context, server)),
    commands.registerCommand('gilscope.openSample', () => openSample(context)),
  );
}

async function analyseWorkspace(): Promise<void> {
  const goBack = await showWholeWorkspace();
  await commands.executeCommand('workbench.actions.view.problems');
  const undo = l10n.t('Only Open Files Again');
  const message = l10n.t('Problems of all files of the workspace are shown now.');
  // Not awaited: the message stays until somebody closes it.
  void window.showInformationMessage(message, undo).then((choice) => (choice === undo ? goBack() : undefined));
}
