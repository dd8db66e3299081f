// The texts of the given files with the wanted fixes in them; nothing is written here.
// Easy to get wrong: a fix in one file may be what lets another file be fixed, or what takes the ground from under its
// fixes, so each file is mended among the mended ones, and looked at again where the others have changed its findings.
import type { Finding, Fix, Project } from '../core/project.js';
import type { Gathered, SourceText } from './gather.js';
import type { Progress } from './scan.js';

/** Chains of files that wait for each other's fixes are short. */
const MOST_PASSES = 5;

export interface Mended {
  readonly source: SourceText;
  readonly text: string;
  /** How many fixes are in it. */
  readonly count: number;
}

export type Accepts = (finding: Finding, fix: Fix) => boolean;

/** Files that change, in the order in which they were given. Where the analysis fails, a file stays as it is. */
export function mend(project: Project, gathered: Gathered, accepts: Accepts, progress: Progress): readonly Mended[] {
  for (const { path, text } of [...gathered.context, ...gathered.sources]) project.setFile(path, text);
  const sources = gathered.sources.filter(({ encoding }) => encoding !== null);
  const mended = new Map<string, Mended>();
  const seen = new Map<string, string>();
  let open: readonly SourceText[] = sources;
  for (let pass = 0; pass < MOST_PASSES && open.length > 0; pass++) {
    for (const [index, source] of open.entries()) {
      progress(index, open.length, source.path);
      const before = mended.get(source.path) ?? { source, text: source.text, count: 0 };
      const { text, count } = mendOne(project, source.path, before.text, accepts);
      if (text !== before.text) mended.set(source.path, { source, text, count: before.count + count });
      seen.set(source.path, findingsOf(project, source.path));
    }
    if (mended.size === 0) break;
    open = sources.filter(({ path }) => seen.get(path) !== findingsOf(project, path));
  }
  return sources.flatMap(({ path }) => mended.get(path) ?? []);
}

function mendOne(
  project: Project,
  path: string,
  text: string,
  accepts: Accepts,
): { readonly text: string; readonly count: number } {
  try {
    const repaired = project.repaired(path, accepts);
    if (repaired === undefined || repaired.text === text) return { text, count: 0 };
    project.setFile(path, repaired.text);
    return { text: repaired.text, count: repaired.applied.length };
  } catch {
    // What failed is told when the file is scanned.
    project.setFile(path, text);
    return { text, count: 0 };
  }
}

function findingsOf(project: Project, path: string): string {
  try {
    const findings = project.report(path)?.findings ?? [];
    return JSON.stringify(findings.map(({ rule, span, message }) => [rule, span, message]));
  } catch {
    return '';
  }
}
