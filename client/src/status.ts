// The item in the status bar that tells the state of the GIL at the cursor.
// An answer is shown only if the cursor is still where it was asked for: a state of another line would be a lie.
import {
  Disposable,
  type LogOutputChannel,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  REFRESH_NOTIFICATION,
  type RefreshParams,
  STATE_REQUEST,
  type StateParams,
  type StateResult,
} from '../../server/src/lsp/protocol.js';
import { isAnalysed } from './documents.js';
import { LatestQuestion } from './latestQuestion.js';

const ICONS: Readonly<Record<StateResult['state'], string>> = {
  held: '$(lock) ',
  released: '$(unlock) ',
  either: '$(question) ',
  unreached: '$(circle-slash) ',
  'as-entered': '$(arrow-right) ',
  outside: '',
};

export function showStatus(server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  const item = window.createStatusBarItem('gilscope.state', StatusBarAlignment.Right, 100);
  item.name = l10n.t('GIL state at the cursor');
  item.command = 'editor.action.showHover';
  const question = new LatestQuestion<StateResult>(server, log);

  const show = ({ state, text, detail }: StateResult): void => {
    item.text = ICONS[state] + text;
    item.tooltip = new MarkdownString(detail);
    item.accessibilityInformation = { label: text };
    item.show();
  };
  const refresh = (editor = window.activeTextEditor): void => {
    if (editor === undefined || !isAnalysed(editor.document)) {
      question.dispose();
      item.hide();
      return;
    }
    const { document } = editor;
    const position = editor.selection.active;
    const params: StateParams = {
      textDocument: { uri: server.code2ProtocolConverter.asUri(document.uri) },
      position: server.code2ProtocolConverter.asPosition(position),
    };
    const use = (result: StateResult): void => {
      if (window.activeTextEditor === editor && editor.selection.active.isEqual(position)) show(result);
    };
    question.ask({ method: STATE_REQUEST, params, use });
  };
  const refreshIf = (changed: boolean): void => {
    if (changed) refresh();
  };
  const isActive = (editor: TextEditor): boolean => editor === window.activeTextEditor;

  refresh();
  return Disposable.from(
    item,
    question,
    server.onNotification(REFRESH_NOTIFICATION, ({ uri }: RefreshParams) => {
      const active = window.activeTextEditor?.document.uri.toString();
      refreshIf(server.protocol2CodeConverter.asUri(uri).toString() === active);
    }),
    server.onDidChangeState(({ newState }) => {
      if (newState === State.Running) refresh();
      else item.hide();
    }),
    window.onDidChangeActiveTextEditor(refresh),
    window.onDidChangeTextEditorSelection(({ textEditor }) => refreshIf(isActive(textEditor))),
    workspace.onDidChangeTextDocument(({ document }) => refreshIf(document === window.activeTextEditor?.document)),
  );
}
