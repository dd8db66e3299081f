// Problems of files that are not open, pushed to editors that do not ask. One round at a time, and another one where
// something changed meanwhile; what an editor has already is not sent again.
import type { Connection } from 'vscode-languageserver';
import type { ClosedFiles } from './closedFiles.js';
import { describeError } from './describeError.js';
import type { DiagnosticsContext } from './features/diagnostics.js';

export interface PushedFiles {
  /** What is to be shown may be something else now. */
  changed(): void;
  /** Whoever opened a document shows the problems of it from now on. */
  opened(uri: string): void;
  stop(): void;
}

export interface PushedFilesInput {
  readonly connection: Connection;
  readonly files: ClosedFiles;
  context(): DiagnosticsContext | undefined;
  isOn(): boolean;
  log(message: string): void;
}

export function createPushedFiles({ connection, files, context, isOn, log }: PushedFilesInput): PushedFiles {
  const published = new Map<string, string>();
  let isRunning = false;
  let isAsked = false;
  let isStopped = false;

  async function work(): Promise<void> {
    isRunning = true;
    while (isAsked && !isStopped) {
      isAsked = false;
      const known = context();
      if (known === undefined) break;
      try {
        await round(known);
      } catch (error) {
        log(`the problems of the workspace could not be told: ${describeError(error)}`);
      }
    }
    isRunning = false;
  }
  async function round(known: DiagnosticsContext): Promise<void> {
    const gone = new Set(published.keys());
    if (isOn())
      for await (const { uri, resultId, items } of files.all(known, () => !isAsked && !isStopped)) {
        gone.delete(uri);
        if (published.get(uri) === resultId || (items.length === 0 && !published.has(uri))) continue;
        published.set(uri, resultId);
        void connection.sendDiagnostics({ uri, diagnostics: [...items] });
      }
    // A round that was not finished says nothing of the rest.
    if (isAsked || isStopped) return;
    for (const uri of gone) {
      published.delete(uri);
      if (known.documents.version(uri) === undefined) void connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }
  return {
    changed() {
      isAsked = true;
      if (!isRunning) void work();
    },
    opened: (uri) => void published.delete(uri),
    stop() {
      isStopped = true;
    },
  };
}
