// The command that shows the GIL report, and the one panel that it is in.
import {
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SHOW_REPORT_COMMAND } from '../../server/src/lsp/protocol.js';
import { openReport, type ReportPanel } from './reportPanel.js';

/** Also the name that package.json wakes the extension by. */
const VIEW = 'gilscope.report';

export function showReport(context: ExtensionContext, server: BaseLanguageClient, log: LogOutputChannel): Disposable {
  let current: ReportPanel | undefined;
  const take = async (panel: WebviewPanel): Promise<ReportPanel> => {
    const report = openReport(panel, server, log);
    current = report;
    panel.onDidDispose(() => {
      if (current === report) current = undefined;
    });
    await report.fill(context.extensionUri);
    return report;
  };
  const create = (): WebviewPanel =>
    window.createWebviewPanel(VIEW, l10n.t('GIL Report'), ViewColumn.Active, { enableFindWidget: true });

  return Disposable.from(
    /** With an address and the name of a function, its rows are shown. */
    commands.registerCommand(SHOW_REPORT_COMMAND, async (uri?: Uri | string, name?: string) => {
      const report = current ?? (await take(create()));
      report.show(uri === undefined || name === undefined ? undefined : { uri: asUri(uri), name });
    }),
    commands.registerCommand('gilscope.refreshReport', () => current?.show(undefined)),
    // A panel that was open when the window was closed comes back.
    window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(panel) {
        await take(panel);
      },
    }),
    new Disposable(() => current?.dispose()),
  );
}

const asUri = (uri: Uri | string): Uri => (typeof uri === 'string' ? Uri.parse(uri) : uri);
