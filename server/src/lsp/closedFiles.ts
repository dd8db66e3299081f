// Problems of the files of the folders that are not open. What is open is left out: it has an answer of its own, and
// would be shown twice.
// Easy to get wrong: an editor throws the problems of a document away when it is closed. So the file gets a new name for
// its answer then, or `unchanged` would mean "none".
import type { Diagnostic } from 'vscode-languageserver';
import { textKey } from '../core/base/hash.js';
import type { FileReport } from '../core/project.js';
import { describeError } from './describeError.js';
import { documentPath } from './documentPath.js';
import type { FileAnalysis } from './documents.js';
import { type DiagnosticsContext, diagnosticsOf } from './features/diagnostics.js';
import { createPace } from './pace.js';

export interface ClosedFile {
  readonly uri: string;
  /** A name for the answer: another one whenever the answer is. */
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
}

export interface ClosedFiles {
  /** File by file; requests are let in between two of them. Ends early where `goesOn` says no. */
  all(context: DiagnosticsContext, goesOn: () => boolean): AsyncIterable<ClosedFile>;
  /** A document was closed: what the editor knew of it is gone. */
  closed(uri: string): void;
}

export function createClosedFiles(log: (message: string) => void): ClosedFiles {
  /** Reports are the same objects for as long as nothing changes. */
  const known = new WeakMap<FileReport, Omit<ClosedFile, 'uri'>>();
  /** How often a file was closed, by path. */
  const closings = new Map<string, number>();

  const answerOf = (analysis: FileAnalysis, { client, rulePage }: DiagnosticsContext): ClosedFile => {
    const { report, uri, path } = analysis;
    let found = known.get(report);
    if (found === undefined) {
      const items = diagnosticsOf(analysis, client, rulePage);
      found = { items, resultId: textKey(JSON.stringify(items)) };
      known.set(report, found);
    }
    return { uri, items: found.items, resultId: `${closings.get(path) ?? 0}.${found.resultId}` };
  };
  return {
    async *all(context, goesOn) {
      const pace = createPace();
      for (const uri of context.documents.closedFiles()) {
        await pace.breathe();
        if (!goesOn()) return;
        try {
          const analysis = context.documents.analyseFile(uri);
          if (analysis?.version === null) yield answerOf(analysis, context);
        } catch (error) {
          log(`the analysis of ${uri} failed: ${describeError(error)}`);
        }
      }
    },
    closed(uri) {
      const path = documentPath(uri, '');
      closings.set(path, (closings.get(path) ?? 0) + 1);
    },
  };
}
