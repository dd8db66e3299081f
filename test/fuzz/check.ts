// What must hold for any text whatever: nothing throws, every place lies in the text, the graph is whole, the solver
// settles, and what is found depends on nothing but the text.
// Easy to get wrong: one long-lived project answers after thousands of other texts, a fresh file set after none.
import { finish } from '../../server/src/core/base/steps.js';
import { createCatalog } from '../../server/src/core/catalog/catalog.js';
import { findingsOf } from '../../server/src/core/fileFindings.js';
import { cut, type FileModel, languageOf } from '../../server/src/core/fileModel.js';
import { createFileSet } from '../../server/src/core/fileSet.js';
import { type FileFacts, factsOfFile } from '../../server/src/core/interproc/fileFacts.js';
import {
  createProject,
  type FileReport,
  type Finding,
  NO_CONFIGURATION,
  type Parsers,
  type Project,
} from '../../server/src/core/project.js';
import { undecided } from '../../server/src/core/syntax/conditionals.js';
import { tokenize } from '../../server/src/core/syntax/tokens.js';
import { graphComplaints } from './checkGraph.js';
import { lensComplaints } from './checkLens.js';
import { insideText, type SpanLike } from './spans.js';

/** One sentence for each thing that is wrong with an input; empty where all is well. */
export type Check = (path: string, text: string, thorough: boolean) => readonly string[];

export function createCheck(parsers: Parsers): Check {
  const own = { parsers, catalog: createCatalog(NO_CONFIGURATION.rows), decide: undecided };
  let lasting = createProject({ parsers, options: { showMaybe: true } });
  let asked = 0;
  let before = '';
  return (path, text, thorough) => {
    if (++asked % 4096 === 0) lasting = createProject({ parsers, options: { showMaybe: true } });
    const files = createFileSet(() => own);
    files.set(path, text);
    finish(files.settle());
    const model = files.model(path);
    if (model === undefined) return ['there is no model'];
    const facts = factsOfFile(path, files.facts());
    const language = languageOf(path, text);
    const tokens = tokenize(text);
    const { items } = cut(text, tokens, language);
    if (before !== path) lasting.removeFile(before);
    before = path;
    lasting.setFile(path, text);
    const report = lasting.report(path);
    if (report === undefined) return ['there is no report'];
    return [
      ...lensComplaints(text, tokens, items, model.names, language),
      ...graphComplaints(model, facts, items),
      ...reportComplaints(report),
      ...sameAgain(model, facts, report),
      ...(thorough ? viewComplaints(lasting, report) : []),
    ];
  };
}

/** A fresh analysis and one with a history say the same. */
function sameAgain(model: FileModel, facts: FileFacts, report: FileReport): readonly string[] {
  const first = JSON.stringify(findingsOf(model, facts, true, NO_CONFIGURATION));
  const second = JSON.stringify(report.findings);
  return first === second ? [] : [`findings depend on the history: fresh ${first}, later ${second}`];
}

function reportComplaints({ text, lines, findings, incomplete, unknownMacros, path }: FileReport): readonly string[] {
  const complaints: string[] = [];
  const place = (what: string, span: SpanLike, mayBeEmpty: boolean): void => {
    if (!insideText(span, text.length) || (span.start === span.end && !mayBeEmpty))
      complaints.push(`${what} lies at ${span.start}-${span.end} of ${text.length}`);
    for (const offset of [span.start, span.end]) {
      // What is damaged may be the first half of a line end, which is in no column.
      const inLineEnd = text[offset - 1] === '\r' && text[offset] === '\n';
      if (!inLineEnd && lines.offset(lines.position(offset)) !== offset)
        complaints.push(`${what}: offset ${offset} is not its line and column`);
    }
  };
  for (const finding of findings) {
    place(`a finding of ${finding.rule}`, finding.span, false);
    if (finding.message.trim() === '') complaints.push(`a finding of ${finding.rule} says nothing`);
    for (const step of finding.trace) if (step.path === path) place(`a step of ${finding.rule}`, step.span, true);
  }
  for (const one of incomplete) {
    place('an incomplete function', one.span, true);
    if (one.reason.startsWith('the flow')) complaints.push(`the flow of ${one.functionName} does not settle`);
  }
  for (const macro of unknownMacros) place(`the macro ${macro.name}`, macro.span, false);
  return complaints;
}

/** Whatever an editor may ask. Costs more than all the rest. */
function viewComplaints(project: Project, { path, text, findings }: FileReport): readonly string[] {
  const complaints: string[] = [];
  const inside = (what: string, span: SpanLike): void => {
    if (!insideText(span, text.length)) complaints.push(`${what} lies at ${span.start}-${span.end} of ${text.length}`);
  };
  for (const shade of project.shades(path)) inside('a shade', shade.span);
  for (const note of project.annotations(path)) for (const edit of note.edits) inside('an annotation', edit.span);
  for (let offset = 0; offset <= text.length; offset += 1 + (text.length >> 4)) {
    const hover = project.hover(path, offset);
    if (hover !== undefined) inside('a hover', hover.span);
    project.state(path, offset);
  }
  for (const what of ['ir', 'facts', 'summaries'] as const) project.dump(path, what);
  for (const finding of findings.slice(0, 2))
    for (const edit of editsFor(project, path, finding)) inside('an edit', edit.span);
  return complaints;
}

const editsFor = (project: Project, path: string, finding: Finding): readonly { readonly span: SpanLike }[] => [
  ...project.suppression(path, finding),
  ...project.repair(path, finding).fixes.flatMap((fix) => fix.edits),
];
