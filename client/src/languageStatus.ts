// The item beside the language of the document: how far the analysis got, and what is wrong with the configuration.
// Easy to get wrong: an item that stays from another document would speak of the wrong file.
import {
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  type LogOutputChannel,
  l10n,
  languages,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  COVERAGE_REQUEST,
  type CoverageParams,
  type CoverageResult,
  REFRESH_NOTIFICATION,
  type RefreshParams,
} from '../../server/src/lsp/protocol.js';
import { isAnalysed, SELECTOR } from './documents.js';
import { LatestQuestion } from './latestQuestion.js';

export function showLanguageStatus(server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  const item = languages.createLanguageStatusItem('gilscope.coverage', SELECTOR);
  item.name = 'gilscope';
  item.command = { command: 'gilscope.showLogs', title: l10n.t('Show Logs') };
  const question = new LatestQuestion<CoverageResult>(server, log);

  const refresh = (): void => {
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isAnalysed(document)) {
      question.dispose();
      return;
    }
    item.busy = true;
    const params: CoverageParams = { textDocument: { uri: server.code2ProtocolConverter.asUri(document.uri) } };
    question.ask({ method: COVERAGE_REQUEST, params, use: (result) => show(item, result) });
  };
  const stateChanged = (state: State): void => {
    item.busy = state === State.Starting;
    if (state === State.Running) refresh();
    else if (state === State.Stopped) {
      item.text = l10n.t('gilscope: the server is not running');
      item.severity = LanguageStatusSeverity.Error;
    }
  };
  item.text = l10n.t('gilscope: starting');
  return Disposable.from(
    item,
    question,
    server.onNotification(REFRESH_NOTIFICATION, ({ uri }: RefreshParams) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (server.protocol2CodeConverter.asUri(uri).toString() === active) refresh();
    }),
    server.onDidChangeState(({ newState }) => stateChanged(newState)),
    window.onDidChangeActiveTextEditor(refresh),
    workspace.onDidSaveTextDocument(refresh),
  );
}

function show(item: LanguageStatusItem, { functions, incomplete, calls, files, configuration }: CoverageResult): void {
  item.busy = false;
  const [problem] = configuration;
  const [unclear] = incomplete;
  if (problem !== undefined) {
    item.text = l10n.t('gilscope.toml has {0} problems', configuration.length);
    item.detail = l10n.t('line {0}: {1}', problem.line, problem.message);
    item.severity = LanguageStatusSeverity.Warning;
    return;
  }
  const all = calls.resolved + calls.unknown;
  const known = all === 0 ? 100 : Math.floor((100 * calls.resolved) / all);
  item.text = l10n.t('GIL: {0} functions, {1} not understood', functions, incomplete.length);
  item.detail =
    unclear === undefined
      ? l10n.t('{0} % of the calls are known; {1} files of the folder', known, files)
      : l10n.t('{0}(), line {1}: {2}', unclear.name, unclear.line, unclear.reason);
  item.severity = unclear === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
}
