// The problems of all files of the workspace: answered where the editor asks, pushed where it does not, and neither
// where the user wants those of open documents only.
// Easy to get wrong: a folder that is being read in for the first time has no problems yet, and that is no news.
import type { Connection, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { answer, type Gate } from './answer.js';
import type { Client } from './client.js';
import { createClosedFiles } from './closedFiles.js';
import type { DiagnosticsContext } from './features/diagnostics.js';
import { workspaceDiagnostics } from './features/workspaceDiagnostics.js';
import type { Folders } from './folders.js';
import { createPushedFiles } from './pushedFiles.js';
import { schedule } from './schedule.js';

export interface WorkspaceProblems {
  /** What is told may be something else some milliseconds from now, unless more changes by then. */
  changed(delay: number): void;
  opened(uri: string): void;
  /**
   * Returns whether the problems of the document stay, since its file is told of.
   * @param delay until an editor that asks once more for a document that it closes has its answer, which counts more
   */
  closed(uri: string, delay: number): boolean;
  stop(): void;
}

export interface WorkspaceProblemsInput {
  readonly connection: Connection;
  readonly gate: Gate;
  readonly folders: Folders;
  client(): Client | undefined;
  context(client: Client): DiagnosticsContext;
  isOn(): boolean;
}

const ALL = 'all files';

export function createWorkspaceProblems(input: WorkspaceProblemsInput): WorkspaceProblems {
  const { connection, gate, folders, isOn } = input;
  const files = createClosedFiles(gate.log);
  const isReadIn = (): boolean => folders.all().every(({ index }) => index === undefined || index.isReadIn());
  const context = (): DiagnosticsContext | undefined => {
    const client = input.client();
    return client === undefined || (isOn() && !isReadIn()) ? undefined : input.context(client);
  };
  const asked = workspaceDiagnostics({ files, context, isOn });
  const pushed = createPushedFiles({ connection, files, context, isOn, log: gate.log });
  const pushes = (): boolean => input.client()?.pullsDiagnostics === false;

  /** Nothing is told before, whatever changes. */
  let quietUntil = 0;
  const later = (delay: number): void => changes.later(ALL, Math.max(delay, quietUntil - performance.now()));
  const changes = schedule(() => {
    asked.changed();
    if (pushes()) void gate.ready().then(() => pushed.changed());
  });
  connection.languages.diagnostics.onWorkspace((params, token, _, progress) =>
    answer<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      gate,
      'workspace/diagnostic',
      (given, cancellation) => asked.pull(given, cancellation, progress),
      () => ({ items: [] }),
    )(params, token),
  );
  return {
    changed: later,
    opened: pushed.opened,
    closed(uri, delay) {
      files.closed(uri);
      asked.closed(uri);
      quietUntil = performance.now() + delay;
      later(delay);
      return isOn() && folders.all().some(({ index }) => [...(index?.files().values() ?? [])].includes(uri));
    },
    stop() {
      changes.cancelAll();
      asked.stop();
      pushed.stop();
    },
  };
}
