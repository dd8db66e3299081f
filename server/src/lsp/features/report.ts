// The GIL report of the whole workspace, files that are not open included: the request takes as long as all of them, so it
// lets other requests in after each file and ends when it is cancelled.
// Easy to get wrong: while the folders are still being read, a report would be about half of the files.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Project } from '../../core/project.js';
import { assembleReport } from '../../report/assemble.js';
import type { ReportFile } from '../../report/model.js';
import { answer, type Gate, unlessCancelled } from '../answer.js';
import { describeError } from '../describeError.js';
import type { Documents } from '../documents.js';
import type { Folders } from '../folders.js';
import { createPace } from '../pace.js';
import { REPORT_CHANGED_NOTIFICATION, REPORT_REQUEST, type ReportResult } from '../protocol.js';

interface ReportInput {
  readonly connection: Connection;
  readonly gate: Gate;
  readonly folders: Folders;
  readonly documents: Documents;
  readonly version: string;
}

interface File {
  readonly project: Project;
  /** What the core calls it. */
  readonly path: string;
  readonly shown: ReportFile;
}

/** Answers the request; the function that it returns tells the editor that another report may be due. */
export function serveReport(input: ReportInput): () => void {
  const { connection, gate } = input;
  let isWanted = false;
  connection.onRequest(
    REPORT_REQUEST,
    answer(
      gate,
      REPORT_REQUEST,
      (_: unknown, token) => {
        isWanted = true;
        return report(input, token);
      },
      () => EMPTY,
    ),
  );
  return () => {
    if (isWanted) void connection.sendNotification(REPORT_CHANGED_NOTIFICATION);
  };
}

const EMPTY: ReportResult = assembleReport({
  title: '',
  toolVersion: '',
  file: (path) => ({ path, address: null }),
}).done([]);

/** A document that was never saved: what the core calls it has an ending that nobody gave it. */
const UNSAVED = 'untitled:';
const UNREAD = 'is not there any more, is too large, or is no text';

async function report(input: ReportInput, token: CancellationToken): Promise<ReportResult> {
  const { folders, documents, gate, version } = input;
  await unlessCancelled(Promise.all(folders.all().map(({ index }) => index?.idle())), token);
  const pace = createPace();
  const files = new Map<string, File>();
  const failed: { path: string; reason: string }[] = [];
  const attempt = (shown: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      gate.log(`the report on ${shown} failed: ${describeError(error)}`);
      failed.push({ path: shown, reason: `the analysis failed: ${describeError(error)}` });
    }
  };
  // First, since this is what gives the texts of open documents to the projects of their folders.
  for (const uri of documents.uris())
    attempt(uri, () => {
      const analysis = documents.analyse(uri);
      if (analysis === undefined) return;
      const { project, path } = analysis;
      const shown = uri.startsWith(UNSAVED) ? uri.slice(UNSAVED.length) : shownPath(path, folders);
      files.set(path, { project, path, shown: { path: shown, address: uri } });
    });
  // A file in a folder within a folder belongs to the inner one.
  for (const folder of folders.all())
    for (const [path, address] of folder.index?.files() ?? [])
      if (!files.has(path) && folders.of(path) === folder)
        files.set(path, { project: folder.project, path, shown: { path: shownPath(path, folders), address } });

  const assembly = assembleReport({
    title: titleOf(folders),
    toolVersion: version,
    file: (path) => files.get(path)?.shown ?? { path: shownPath(path, folders), address: null },
  });
  for (const { project, path, shown } of files.values()) {
    await unlessCancelled(pace.breathe(), token);
    attempt(shown.path, () => {
      const known = project.report(path);
      const gil = project.gilReport(path);
      if (known === undefined || gil === undefined) failed.push({ path: shown.path, reason: UNREAD });
      else assembly.add({ report: known, gil, lines: (other) => project.lines(other) });
    });
  }
  return assembly.done(failed);
}

/** As seen from its folder; with several folders, with the name of the folder. */
function shownPath(path: string, folders: Folders): string {
  const folder = folders.of(path);
  if (folder === undefined) return path;
  const below = path.slice(folder.path.length);
  return folders.all().length > 1 ? `${nameOf(folder.path)}/${below}` : below;
}

const titleOf = (folders: Folders): string =>
  folders
    .all()
    .map(({ path }) => nameOf(path))
    .join(', ') || 'open files';

const nameOf = (folder: string): string => folder.replace(/\/$/, '').split('/').at(-1) ?? folder;
