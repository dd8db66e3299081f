// What the editor shows about a file, as text to compare: all views of it in one value.
import type { Project } from '../../server/src/core/project.js';

/** The text with its hints in it. */
export function withHints(
  project: Project,
  path: string,
  within?: { readonly start: number; readonly end: number },
): string {
  const text = project.report(path)?.text ?? '';
  const hints = project.inlayHints(path, within ?? { start: 0, end: text.length });
  return [...hints]
    .reverse()
    .reduce((all, { offset, label }) => `${all.slice(0, offset)}«${label}»${all.slice(offset)}`, text);
}

/** Everything that any view says about a file; the hierarchy and highlights at every word that something is said about. */
export function allViews(project: Project, path: string): object {
  const words = project.releasedWords(path);
  return {
    hints: project.inlayHints(path, { start: 0, end: project.report(path)?.text.length ?? 0 }),
    lenses: project.codeLenses(path),
    words,
    folds: project.folds(path),
    highlights: words.map(({ span }) => project.highlights(path, span.start)),
    hovers: words.map(({ span }) => project.hover(path, span.start)),
    callers: project
      .codeLenses(path)
      .map(({ functionName, span }) => [
        project.callers(path, functionName, span.start),
        project.callees(path, functionName, span.start),
      ]),
  };
}
