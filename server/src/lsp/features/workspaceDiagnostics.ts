// Problems of the whole workspace, for editors that ask and for those that do not.
// An editor that asks does so again and again, so a question to which there is nothing new to say is held open until
// there is; only the first one of a session is answered in any case. A newer question ends the wait of an older one, or
// an editor that loses patience would leave them behind.
import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { unlessCancelled } from '../answer.js';
import type { ClosedFile, ClosedFiles } from '../closedFiles.js';
import { documentPath } from '../documentPath.js';
import type { DiagnosticsContext } from './diagnostics.js';

export interface WorkspaceDiagnostics {
  pull(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport>;
  /** The answer may be another one now. */
  changed(): void;
  /** What the editor shows of this document, it shows until it is told of its file. */
  closed(uri: string): void;
  /** Nobody is to wait any more. */
  stop(): void;
}

export interface WorkspaceDiagnosticsInput {
  readonly files: ClosedFiles;
  context(): DiagnosticsContext | undefined;
  /** Whether files that are not open are told of at all. */
  isOn(): boolean;
}

/** So many reports go together. */
const CHUNK = 50;
const NOTHING: WorkspaceDiagnosticReport = { items: [] };

export function workspaceDiagnostics({ files, context, isOn }: WorkspaceDiagnosticsInput): WorkspaceDiagnostics {
  let hasAnswered = false;
  let isStopped = false;
  let newest = 0;
  /** Documents that were closed since the last answer, by path. */
  const justClosed = new Map<string, string>();
  let wake: () => void = () => undefined;
  let nextChange = new Promise<void>((resolve) => {
    wake = resolve;
  });

  return {
    async pull({ previousResultIds }, token, progress) {
      const own = ++newest;
      startAnew();
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      for (;;) {
        const change = nextChange;
        const answer = await look(previous, token, progress);
        if (answer !== undefined) return answer;
        await unlessCancelled(change, token);
        if (isStopped || newest !== own) return NOTHING;
      }
    },
    changed: startAnew,
    closed: (uri) => void justClosed.set(documentPath(uri, ''), uri),
    stop() {
      isStopped = true;
      wake();
    },
  };

  /** Everybody who waits looks again. */
  function startAnew(): void {
    wake();
    nextChange = new Promise((resolve) => {
      wake = resolve;
    });
  }

  /** Undefined where there is nothing new. */
  async function look(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
    progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport | undefined> {
    const known = context();
    if (known === undefined) return undefined;
    const fresh: WorkspaceDocumentDiagnosticReport[] = [];
    const same: WorkspaceDocumentDiagnosticReport[] = [];
    const gone = new Set(previous.keys());
    const closed = new Map(justClosed);
    const untold = new Map(closed);
    let sent = 0;
    const send = (least: number): void => {
      if (progress === undefined || fresh.length < least) return;
      sent += fresh.length;
      progress.report({ items: fresh.splice(0) });
    };
    if (isOn())
      for await (const file of files.all(known, () => !token.isCancellationRequested)) {
        gone.delete(file.uri);
        if (untold.delete(documentPath(file.uri, ''))) fresh.push(full(file));
        else if (previous.get(file.uri) === file.resultId) same.push(unchanged(file));
        // A file without problems that nobody has heard of is no news.
        else if (file.items.length > 0 || previous.has(file.uri)) fresh.push(full(file));
        send(CHUNK);
      }
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    for (const uri of untold.values()) gone.add(uri);
    for (const path of closed.keys()) justClosed.delete(path);
    for (const uri of gone)
      if (known.documents.version(uri) === undefined)
        fresh.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    if (fresh.length === 0 && sent === 0 && hasAnswered) return undefined;
    hasAnswered = true;
    fresh.push(...same);
    send(1);
    return { items: fresh };
  }
}

const full = ({ uri, resultId, items }: ClosedFile): WorkspaceDocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Full,
  uri,
  version: null,
  resultId,
  items: [...items],
});

const unchanged = ({ uri, resultId }: ClosedFile): WorkspaceDocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Unchanged,
  uri,
  version: null,
  resultId,
});
