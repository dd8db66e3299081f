// A panel with the GIL report: asks the server for it, again when something changes, and opens what the reader chooses.
// Easy to get wrong: a panel that is hidden loses its page, and gets it back empty. So the page says when it is there, and
// is given the newest report then; what the reader has sorted and filtered the page keeps itself.
import {
  Disposable,
  type LogOutputChannel,
  languages,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { REPORT_CHANGED_NOTIFICATION, REPORT_REQUEST, type ReportResult } from '../../server/src/lsp/protocol.js';
import type { ToHost, ToPage } from '../../server/src/report/messages.js';
import type { ReportPlace } from '../../server/src/report/model.js';
import { renderPage } from '../../server/src/report/page.js';
import { LatestQuestion } from './latestQuestion.js';

/** A report costs more than a hover, and changes come in bursts. */
const PAUSE = 700;
const AT_ONCE = 0;

/** A function whose rows are to be shown. */
export interface Wanted {
  readonly uri: Uri;
  readonly name: string;
}

export interface ReportPanel extends Disposable {
  /** Puts the page into the panel. */
  fill(extension: Uri): Promise<void>;
  /** Brings the panel to the front, with a new report. */
  show(wanted: Wanted | undefined): void;
}

export function openReport(panel: WebviewPanel, server: BaseLanguageClient, log: LogOutputChannel): ReportPanel {
  const question = new LatestQuestion<ReportResult>(server, log);
  let isReady = false;
  let report: ReportResult | undefined;
  let wanted: Wanted | undefined;

  const post = (message: ToPage): void => {
    if (isReady) void panel.webview.postMessage(message);
  };
  const give = (): void => {
    if (!isReady || report === undefined) return;
    post({ type: 'report', data: report });
    if (wanted === undefined) return;
    const address = wanted.uri.toString();
    const file = report.files.find((each) => each.address !== null && toUri(each.address).toString() === address);
    post({ type: 'focus', path: file?.path ?? '', name: wanted.name });
    wanted = undefined;
  };
  const refresh = (pause: number): void => {
    // A hidden panel asks when it is shown again.
    if (!panel.visible) return;
    post({ type: 'busy', busy: true });
    const done = (): void => post({ type: 'busy', busy: false });
    const use = (answer: ReportResult): void => {
      report = answer;
      give();
      done();
    };
    question.ask({ method: REPORT_REQUEST, params: {}, use, failed: done }, pause);
  };
  const toUri = (address: string): Uri => server.protocol2CodeConverter.asUri(address);
  const open = (place: ReportPlace): void => {
    const address = report?.files[place.file]?.address ?? null;
    if (address === null) return;
    const selection = new Range(place.line - 1, place.column - 1, place.endLine - 1, place.endColumn - 1);
    void window.showTextDocument(toUri(address), { selection, viewColumn: columnBeside(panel) });
  };

  const listening = Disposable.from(
    question,
    panel.webview.onDidReceiveMessage((message: ToHost) => {
      if (message.type === 'open') return open(message.place);
      isReady = true;
      give();
      refresh(AT_ONCE);
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) isReady = false;
    }),
    server.onNotification(REPORT_CHANGED_NOTIFICATION, () => refresh(PAUSE)),
    server.onDidChangeState(({ newState }) => {
      if (newState === State.Running) refresh(AT_ONCE);
    }),
    languages.onDidChangeDiagnostics(findingsIn(() => refresh(PAUSE))),
  );
  panel.onDidDispose(() => listening.dispose());

  return {
    async fill(extension) {
      const text = async (name: string): Promise<string> =>
        new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', name)));
      const [script, style] = await Promise.all([text('report.js'), text('report.css')]);
      // All that the page needs is in it, so it may read nothing.
      panel.webview.options = { enableScripts: true, localResourceRoots: [] };
      panel.webview.html = renderPage({ title: panel.title, script, style, nonce: crypto.randomUUID() });
    },
    show(next) {
      wanted = next;
      panel.reveal();
      refresh(AT_ONCE);
    },
    dispose: () => panel.dispose(),
  };
}

/** Calls back where findings of gilscope changed; those of other extensions say nothing about the GIL. */
function findingsIn(changed: () => void): (event: { readonly uris: readonly Uri[] }) => void {
  const known = new Set<string>();
  return ({ uris }) => {
    let isOurs = false;
    for (const uri of uris) {
      const key = uri.toString();
      const has = languages.getDiagnostics(uri).some(({ source }) => source === 'gilscope');
      isOurs ||= has || known.has(key);
      if (has) known.add(key);
      else known.delete(key);
    }
    if (isOurs) changed();
  };
}

/** Where sources are read already, or next to the report: it must not disappear behind what it leads to. */
function columnBeside(panel: WebviewPanel): ViewColumn {
  const columns = window.visibleTextEditors.map(({ viewColumn }) => viewColumn);
  return columns.find((column) => column !== undefined && column !== panel.viewColumn) ?? ViewColumn.Beside;
}
