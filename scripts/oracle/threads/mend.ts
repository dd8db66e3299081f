// Applies the fixes that gilscope offers for a sample, as `Project.repaired` does, and says what it leaves.
// Easy to get wrong: a sample with one wait mended and another one left may be as slow as before, so what is left of the
// rules about waiting is a failure, with the reason that gilscope gives.
import { createProject, type Parsers, type Project } from '../../../server/src/core/project.js';
import type { ThreadSample } from './samples.js';

export interface Mended {
  readonly text: string;
  /** The titles of the fixes, in the order in which they were applied. */
  readonly titles: readonly string[];
  /** What is still found, and why there is no fix for it. */
  readonly left: readonly string[];
}

export function mend(parsers: Parsers, { path, text }: ThreadSample): Mended {
  const project = createProject({ parsers, options: { showMaybe: false } });
  project.setFile(path, text);
  const repaired = project.repaired(path, () => true);
  if (repaired === undefined) throw new Error(`${path} was not analysed`);
  project.setFile(path, repaired.text);
  const titles = repaired.applied.map(({ fix }) => fix.title);
  const left = leftIn(project, path);
  return { text: repaired.text, titles, left: titles.length > 0 ? left : ['no fix is offered', ...left] };
}

const leftIn = (project: Project, path: string): readonly string[] =>
  (project.report(path)?.findings ?? []).map((finding) => {
    const line = (project.lines(path)?.position(finding.span.start).line ?? -1) + 1;
    const { refusal = 'the rule has no fix' } = project.repair(path, finding);
    return `left in line ${line} of the mended text: ${finding.rule}${finding.callee === null ? '' : ` of ${finding.callee}`}: ${refusal}`;
  });
