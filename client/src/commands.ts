// The commands of the palette. Their titles are in package.json, their texts in package.nls.json.
import { commands, Disposable, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { restartServer } from './server.js';
import { toggleShading } from './settings.js';

export function registerCommands(server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  return Disposable.from(
    commands.registerCommand('gilscope.restartServer', () => restartServer(server, log)),
    commands.registerCommand('gilscope.showLogs', () => log.show()),
    commands.registerCommand('gilscope.toggleShading', toggleShading),
  );
}
