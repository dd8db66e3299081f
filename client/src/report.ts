// The GIL report in the editor: its commands, and the one panel that it is in.
import {
  type Disposable,
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
import { type Extension, REPORT_VIEW } from './activation.js';
import { openReport, type ReportPanel, type Wanted } from './reportPanel.js';

export interface ReportView extends Disposable, Pick<Extension, 'commands'> {
  restore: Extension['restorePanel'];
}

export function reportView(context: ExtensionContext, server: BaseLanguageClient, log: LogOutputChannel): ReportView {
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
    window.createWebviewPanel(REPORT_VIEW, l10n.t('GIL Report'), ViewColumn.Active, { enableFindWidget: true });

  return {
    commands: {
      /** With an address and the name of a function, its rows are shown. */
      [SHOW_REPORT_COMMAND]: async (uri, name) => {
        const report = current ?? (await take(create()));
        report.show(wantedFrom(uri, name));
      },
      'gilscope.refreshReport': () => current?.show(undefined),
    },
    async restore(panel) {
      await take(panel);
    },
    dispose: () => current?.dispose(),
  };
}

/** Of a menu an address may come alone, or with something else behind it. */
function wantedFrom(uri: unknown, name: unknown): Wanted | undefined {
  if (typeof name !== 'string') return undefined;
  if (uri instanceof Uri) return { uri, name };
  return typeof uri === 'string' ? { uri: Uri.parse(uri), name } : undefined;
}
