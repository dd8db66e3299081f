// All fixes of one rule in all files of the folders, as one edit. It takes its time, so it is worked out when it was
// chosen, file by file, with the requests of others in between.
// Easy to get wrong: a document may be edited meanwhile; then the whole edit is of another text, and there is none.
import { type CancellationToken, LSPErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../core/project.js';
import { toWorkspaceEdits } from '../convert.js';
import type { FileAnalysis } from '../documents.js';
import { letMessagesIn } from '../pace.js';
import { editsOfAll } from '../repairs.js';
import type { ActionContext } from './codeActions.js';

export async function fixRuleEverywhere(
  rule: string,
  { documents, client, beginProgress }: ActionContext,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const progress = beginProgress(`gilscope: fixing ${rule}`);
  const found: { readonly analysis: FileAnalysis; readonly edits: readonly TextEdit[] }[] = [];
  try {
    const uris = [...documents.uris(), ...documents.closedFiles()];
    for (const [i, uri] of uris.entries()) {
      progress.report(i / uris.length);
      await letMessagesIn();
      if (token.isCancellationRequested || progress.isCancelled)
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      const analysis = documents.analyseFile(uri);
      if (analysis?.report.findings.some((finding) => finding.rule === rule) !== true) continue;
      const edits = editsOfAll(analysis, rule);
      if (edits.length > 0) found.push({ analysis, edits });
    }
  } finally {
    progress.done();
  }
  for (const { analysis } of found)
    if (documents.analyseFile(analysis.uri)?.report.text !== analysis.report.text)
      throw new ResponseError(LSPErrorCodes.ContentModified, 'A document has changed meanwhile.');
  return toWorkspaceEdits(found, client);
}
