// The item beside the language of the document: how far the analysis got, and what is wrong with the configuration.
// Easy to get wrong: an item that stays from another document would speak of the wrong file.
import {
  type Command,
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  type LogOutputChannel,
  l10n,
  languages,
  Range,
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

/** Nobody tells how far the reading of a folder got, so that is asked for. */
const WHILE_READING_MILLISECONDS = 500;

export function showLanguageStatus(server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  const item = languages.createLanguageStatusItem('gilscope.coverage', SELECTOR);
  item.name = 'gilscope';
  item.command = showLogs();
  const question = new LatestQuestion<CoverageResult>(server, log);

  const ask = (pause?: number): void => {
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isAnalysed(document)) {
      question.dispose();
      return;
    }
    item.busy = true;
    const params: CoverageParams = { textDocument: { uri: server.code2ProtocolConverter.asUri(document.uri) } };
    const use = (result: CoverageResult): void => {
      show(item, result, server);
      if (result.reading !== null) ask(WHILE_READING_MILLISECONDS);
    };
    const failed = (): void => {
      item.busy = false;
    };
    question.ask({ method: COVERAGE_REQUEST, params, use, failed }, pause);
  };
  const refresh = (): void => ask();
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

const showLogs = (): Command => ({ command: 'gilscope.showLogs', title: l10n.t('Show Logs') });

function show(item: LanguageStatusItem, result: CoverageResult, server: BaseLanguageClient): void {
  const { functions, incomplete, calls, files, reading, configuration } = result;
  const [problem] = configuration;
  const [unclear] = incomplete;
  item.busy = reading !== null;
  item.command = showLogs();
  if (problem !== undefined) {
    const { line, message, uri } = problem;
    item.text =
      configuration.length === 1
        ? l10n.t('gilscope.toml has a problem')
        : l10n.t('gilscope.toml has {0} problems', configuration.length);
    item.detail = l10n.t('line {0}: {1}', line, message);
    item.severity = LanguageStatusSeverity.Warning;
    const options = { selection: new Range(line - 1, 0, line - 1, 0) };
    const place = [server.protocol2CodeConverter.asUri(uri), options];
    item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: place };
    return;
  }
  if (reading !== null) {
    item.text = l10n.t('GIL: reading the folder, {0} %', Math.floor(100 * reading));
    item.detail = l10n.t('what is found may still change');
    item.severity = LanguageStatusSeverity.Information;
    return;
  }
  const all = calls.resolved + calls.unknown;
  const known = all === 0 ? 100 : Math.floor((100 * calls.resolved) / all);
  item.text = l10n.t('GIL: {0} functions, {1} not understood', functions, incomplete.length);
  item.detail =
    unclear === undefined
      ? l10n.t('{0} % of the calls are known; files of the folder: {1}', known, files)
      : l10n.t('{0}(), line {1}: {2}', unclear.name, unclear.line, unclear.reason);
  item.severity = unclear === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
}
