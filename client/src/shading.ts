// Shades the lines that run with the GIL released, taken back for a moment, or either.
// The ranges belong to one version of the document; an answer for another version is dropped, because painting it would
// shade the wrong lines until the next answer comes. VS Code moves painted decorations along with edits meanwhile.
import {
  Disposable,
  type LogOutputChannel,
  OverviewRulerLane,
  Range,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  REFRESH_NOTIFICATION,
  type RefreshParams,
  SHADING_REQUEST,
  type ShadeKind,
  type ShadingParams,
  type ShadingResult,
} from '../../server/src/lsp/protocol.js';
import { isAnalysed } from './documents.js';
import { LatestQuestion } from './latestQuestion.js';
import { SHADING_SETTING, shadingEnabled } from './settings.js';

type Decorations = Readonly<Record<ShadeKind, TextEditorDecorationType>>;

export function showShading(server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  const decorations: Decorations = {
    released: decoration('gilscope.releasedBackground'),
    held: decoration('gilscope.heldBackground'),
    either: decoration('gilscope.eitherBackground'),
  };
  const questions = new Map<string, LatestQuestion<ShadingResult>>();

  const questionFor = (document: TextDocument): LatestQuestion<ShadingResult> => {
    const key = document.uri.toString();
    const question = questions.get(key) ?? new LatestQuestion<ShadingResult>(server, log);
    questions.set(key, question);
    return question;
  };
  const forget = (document: TextDocument): void => {
    questions.get(document.uri.toString())?.dispose();
    questions.delete(document.uri.toString());
  };
  const refresh = (document: TextDocument): void => {
    if (!isAnalysed(document) || !isVisible(document) || !shadingEnabled()) return;
    const params: ShadingParams = { textDocument: { uri: server.code2ProtocolConverter.asUri(document.uri) } };
    const use = (result: ShadingResult): void => {
      if (result.version === document.version && shadingEnabled()) paint(document, result, decorations);
    };
    questionFor(document).ask({ method: SHADING_REQUEST, params, use });
  };
  const refreshAll = (): void => {
    for (const editor of window.visibleTextEditors) refresh(editor.document);
  };
  const settingChanged = (): void => {
    if (shadingEnabled()) refreshAll();
    else for (const editor of window.visibleTextEditors) clear(editor, decorations);
  };

  return Disposable.from(
    ...Object.values(decorations),
    new Disposable(() => {
      for (const question of questions.values()) question.dispose();
    }),
    server.onNotification(REFRESH_NOTIFICATION, ({ uri }: RefreshParams) => {
      const wanted = server.protocol2CodeConverter.asUri(uri).toString();
      for (const { document } of window.visibleTextEditors) if (document.uri.toString() === wanted) refresh(document);
    }),
    server.onDidChangeState(({ newState }) => {
      if (newState === State.Running) refreshAll();
    }),
    window.onDidChangeVisibleTextEditors(refreshAll),
    workspace.onDidChangeTextDocument(({ document }) => refresh(document)),
    workspace.onDidCloseTextDocument(forget),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SHADING_SETTING)) settingChanged();
    }),
  );
}

function decoration(color: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor(color),
    overviewRulerColor: new ThemeColor(color),
    overviewRulerLane: OverviewRulerLane.Left,
  });
}

const editorsOf = (document: TextDocument): readonly TextEditor[] =>
  window.visibleTextEditors.filter((editor) => editor.document === document);

const isVisible = (document: TextDocument): boolean => editorsOf(document).length > 0;

function paint(document: TextDocument, { ranges }: ShadingResult, decorations: Decorations): void {
  for (const editor of editorsOf(document))
    for (const kind of ['released', 'held', 'either'] as const) {
      const lines = ranges.filter((shade) => shade.kind === kind).map(({ range }) => wholeLines(range));
      editor.setDecorations(decorations[kind], lines);
    }
}

function clear(editor: TextEditor, decorations: Decorations): void {
  for (const type of Object.values(decorations)) editor.setDecorations(type, []);
}

/** A range that ends before the first character of a line does not shade that line. */
function wholeLines({ start, end }: ShadingResult['ranges'][number]['range']): Range {
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return new Range(start.line, 0, lastLine, 0);
}
