// Fixes of findings about comments, which may stand outside of all functions: a suppression that does nothing, a contract
// that the body contradicts.
// Easy to get wrong: a contract that is rewritten changes how callers are judged, so nobody may do that unseen.
import type { Catalog } from './catalog/catalog.js';
import { annotationsOf } from './fileAnnotations.js';
import type { FileModel } from './fileModel.js';
import { offersOf, type Proposed, refuse } from './fixes/proposal.js';
import { removedSuppression } from './fixes/unusedSuppression.js';
import type { FileFacts } from './interproc/fileFacts.js';
import type { Finding } from './rules/finding.js';
import { fileTokens } from './syntax/fileTokens.js';

/** Undefined for findings about the code itself. */
export function commentProposals(
  finding: Finding,
  model: FileModel,
  facts: FileFacts,
  catalog: Catalog,
): Proposed | undefined {
  if (finding.rule === 'unused-suppression') {
    const comment = fileTokens(model.text).comments.find(
      ({ start, end }) => start <= finding.span.start && finding.span.end <= end,
    );
    if (comment === undefined) return refuse('the comment could not be found in the text');
    return offersOf([removedSuppression(model.text, comment, finding.span)]);
  }
  if (finding.rule !== 'annotation-violated') return undefined;
  if (finding.functionName === '') return refuse('what the comment should say is for its author to decide');
  const wanted = annotationsOf(model, facts, catalog).find(({ name }) => name === finding.functionName);
  if (wanted === undefined) return refuse('what the body keeps is not certain enough to be written down');
  const title = `Declare ${wanted.name}() \`${wanted.contract}\``;
  return offersOf([{ title, edits: wanted.edits, safe: false }]);
}
