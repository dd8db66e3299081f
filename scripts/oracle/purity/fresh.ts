// What a new project says of some texts, in the words of the protocol, and everything that it says, as one text.
// Easy to get wrong: the files are put in by the order of their paths, which is not that in which an editor opened them,
// so that an answer that depends on the order shows as well.
import { createProject, type Parsers, type Project } from '../../../server/src/core/project.js';
import { readClient } from '../../../server/src/lsp/client.js';
import { toDiagnostic, toMacroDiagnostic, toShading } from '../../../server/src/lsp/convert.js';
import type { Analysis } from '../../../server/src/lsp/documents.js';
import type { Texts } from './documents.js';

export const CAPABILITIES = {
  workspace: { workspaceFolders: true },
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
};

const client = readClient({ capabilities: CAPABILITIES, processId: null, rootUri: null });

/** The problems and the shading of a document, to be compared as text. */
export const answerText = (diagnostics: readonly unknown[], ranges: readonly unknown[]): string =>
  JSON.stringify({ diagnostics, ranges }, undefined, 1);

const newProject = (parsers: Parsers): Project => createProject({ parsers, options: { showMaybe: true } });

function freshProject(parsers: Parsers, texts: Texts, pathOf: (path: string) => string): Project {
  const project = newProject(parsers);
  for (const path of [...texts.keys()].sort()) project.setFile(pathOf(path), texts.get(path) ?? '');
  return project;
}

/** By path. `folder` is an address that ends in a slash. */
export function freshAnswers(parsers: Parsers, texts: Texts, folder: string): ReadonlyMap<string, string> {
  const inFolder = new URL(folder).pathname;
  const project = freshProject(parsers, texts, (path) => inFolder + path);
  const addressOf = (path: string): string => `file://${path}`;
  const answers = new Map<string, string>();
  for (const path of texts.keys()) {
    const full = inFolder + path;
    const report = project.report(full);
    if (report === undefined) throw new Error(`nothing is known of ${path}`);
    const analysis: Analysis = { uri: addressOf(full), version: 0, path: full, project, report, addressOf };
    const diagnostics = [
      ...report.findings.map((finding) => toDiagnostic(analysis, finding, client, () => undefined)),
      ...report.unknownMacros.map((macro) => toMacroDiagnostic(report, macro)),
    ];
    answers.set(path, answerText(diagnostics, toShading(analysis, project.shades(full)).ranges));
  }
  return answers;
}

/** Everything that a user may see of some files, as one text. */
export const seen = (project: Project, paths: Iterable<string>): string =>
  JSON.stringify(
    [...paths].map((path) => {
      const { findings, incomplete, functionCount, unknownMacros } = project.report(path) ?? {};
      return [path, findings, incomplete, functionCount, unknownMacros, project.shades(path)];
    }),
    undefined,
    1,
  );

/** Both answers where a project that goes through a history says something else than a new one says of its end. */
export function divergenceOf(
  parsers: Parsers,
  history: readonly Texts[],
): { readonly edited: string; readonly fresh: string } | undefined {
  const project = newProject(parsers);
  let before: Texts = new Map();
  for (const texts of history) {
    for (const path of before.keys()) if (!texts.has(path)) project.removeFile(path);
    for (const [path, text] of texts) if (before.get(path) !== text) project.setFile(path, text);
    for (const path of texts.keys()) project.report(path);
    before = texts;
  }
  const edited = seen(project, before.keys());
  const fresh = seen(
    freshProject(parsers, before, (path) => path),
    before.keys(),
  );
  return edited === fresh ? undefined : { edited, fresh };
}
