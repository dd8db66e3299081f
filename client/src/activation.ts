// What the editor waits for: all that it may ask of the extension right away is there, and the extension itself is loaded
// in the turn behind, since the library for language servers takes longer to load than an editor should wait.
// Easy to get wrong: a command may be called before the rest is there, and a panel of the last window comes back at once.
import { commands, type ExtensionContext, l10n, type WebviewPanel, window } from 'vscode';

/** Also the name that package.json wakes the extension by. */
export const REPORT_VIEW = 'gilscope.report';

/** What is loaded behind. */
export interface Extension {
  /** By their names; one for each that package.json contributes. */
  readonly commands: Readonly<Record<string, Command>>;
  /** Fills a panel that was open when the window was closed. */
  restorePanel(panel: WebviewPanel): Promise<void>;
  stop(): Promise<void>;
}

export type Command = (...given: readonly unknown[]) => unknown;

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

let running: Promise<Extension> | undefined;

/** @param load gives the extension of this kind of host */
export function wake(context: ExtensionContext, load: () => Promise<(context: ExtensionContext) => Extension>): void {
  const extension = new Promise((resolve) => setTimeout(resolve, 0)).then(load).then((run) => run(context));
  running = extension;
  extension.catch((error: unknown) => {
    void window.showErrorMessage(l10n.t('gilscope could not be loaded: {0}', String(error)));
  });
  for (const { command } of (context.extension.packageJSON as Manifest).contributes.commands)
    context.subscriptions.push(
      commands.registerCommand(command, async (...given: readonly unknown[]) => {
        await (await extension).commands[command]?.(...given);
      }),
    );
  context.subscriptions.push(
    window.registerWebviewPanelSerializer(REPORT_VIEW, {
      deserializeWebviewPanel: async (panel) => (await extension).restorePanel(panel),
    }),
  );
}

export const deactivate = async (): Promise<void> => (await running)?.stop();
