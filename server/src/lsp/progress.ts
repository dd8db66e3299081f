// Progress in the window of an editor that can show it. Nothing waits for the editor's consent: one that never answers
// must not hold up the work.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Progress } from './folderIndex.js';

export function beginProgress(connection: Connection, title: string): Progress {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let isDone = false;
  let last = 0;
  connection.window.createWorkDoneProgress().then(
    (created) => {
      created.begin(title, 0, undefined, true);
      if (isDone) created.done();
      else reporter = created;
    },
    () => undefined,
  );
  return {
    get isCancelled() {
      return reporter?.token.isCancellationRequested === true;
    },
    report(share) {
      const percentage = Math.floor(100 * share);
      if (percentage === last) return;
      last = percentage;
      reporter?.report(percentage);
    },
    done() {
      isDone = true;
      reporter?.done();
    },
  };
}
