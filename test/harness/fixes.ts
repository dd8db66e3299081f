// Quick-fix fixtures: the text before, the text after, and what must be true of the text after.
// A fix that yields the expected text can still be wrong, so the result is analysed again.
import { applyEdits } from '../../server/src/core/base/textEdit.js';
import type { Finding, Fix, Project } from '../../server/src/core/project.js';
import type { NewProject } from './check.js';
import { type FixCase, type Fixture, isConfiguration } from './fixture.js';

export interface OfferedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What went wrong with the fixes of one case; empty when all is well. */
export function checkFixes(newProject: NewProject, fixture: Fixture, fixCase: FixCase): readonly string[] {
  const { path, marked } = fixCase.before;
  const project = newProject({ showMaybe: fixture.options.showMaybe });
  project.setFile(path, marked.code);
  const offers = offered(project, path, marked.markers.length > 0 ? markedLines(fixCase) : undefined);
  if (fixCase.refused) {
    const offered = offers.map(({ fix }) => `"${fix.title}" is offered, although "no fix" is expected`);
    return [...offered, ...missingReasons(project, fixCase)];
  }
  return fixCase.after.flatMap((after) => {
    const offer = offers.find((o) => o.fix.title === after.title);
    if (offer === undefined) {
      const titles = offers.map((o) => `"${o.fix.title}"`).join(', ');
      return [`"${after.title}" is not offered; there is ${titles === '' ? 'nothing' : titles}`];
    }
    const text = applyEdits(marked.code, offer.fix.edits);
    if (text !== after.code) return [difference(after.title, after.code, text)];
    return aftermath(newProject, fixture, project, path, offer, text);
  });
}

function missingReasons(project: Project, { before: { path }, reason }: FixCase): readonly string[] {
  if (reason === undefined) return [];
  const refusals = (project.report(path)?.findings ?? []).map((finding) => project.repair(path, finding).refusal);
  if (refusals.some((refusal) => refusal?.includes(reason))) return [];
  return [`no refusal says "${reason}"; there is ${refusals.map((refusal) => `"${refusal}"`).join(', ')}`];
}

/** The fixture with what is offered now in place of what it expects. Read the difference before believing it. */
export function withOffers(newProject: NewProject, fixture: Fixture): string {
  const out: string[] = [];
  let cases = fixture.content.kind === 'fix' ? [...fixture.content.cases] : [];
  for (const section of fixture.sections) {
    const { heading, lines } = section;
    if (heading === undefined) out.push(...lines);
    if (isConfiguration(section)) out.push(`//- ${heading}`, ...lines);
    if (heading !== 'before') continue;
    const [fixCase, ...rest] = cases;
    cases = rest;
    if (fixCase === undefined) continue;
    const { path, marked } = fixCase.before;
    const project = newProject({ showMaybe: fixture.options.showMaybe });
    project.setFile(path, marked.code);
    out.push('//- before', ...lines);
    const offers = offered(project, path, marked.markers.length > 0 ? markedLines(fixCase) : undefined);
    for (const { fix } of offers) out.push(`//- after: ${fix.title}`, ...textLines(applyEdits(marked.code, fix.edits)));
    if (offers.length > 0) continue;
    const [finding] = project.report(path)?.findings ?? [];
    const refusal = finding && project.repair(path, finding).refusal;
    out.push(refusal === undefined ? '//- no fix' : `//- no fix: ${refusal}`);
    // A last section ends without an empty line.
    if (rest.length > 0 || lines.at(-1) === '') out.push('');
  }
  return out.join('\n');
}

const textLines = (text: string): readonly string[] => text.replaceAll('\r\n', '\n').split('\n');

/** The code lines with a finding marker: only fixes of these findings count. */
const markedLines = (fixCase: FixCase): ReadonlySet<number> =>
  new Set(fixCase.before.marked.markers.filter((m) => m.label.kind === 'finding').map((m) => m.codeLine));

function offered(project: Project, path: string, lines: ReadonlySet<number> | undefined): readonly OfferedFix[] {
  const report = project.report(path);
  return (report?.findings ?? [])
    .filter((f) => lines === undefined || lines.has(report?.lines.position(f.span.start).line ?? -1))
    .flatMap((finding) => project.repair(path, finding).fixes.map((fix) => ({ finding, fix })));
}

/** What identifies a finding across an edit: not its place, and not its trace. */
const identity = (f: Finding): string => `${f.rule} in ${f.functionName}: ${f.message}`;

const identities = (project: Project, path: string): readonly string[] =>
  (project.report(path)?.findings ?? []).map(identity);

function aftermath(
  newProject: NewProject,
  fixture: Fixture,
  before: Project,
  path: string,
  offer: OfferedFix,
  text: string,
): readonly string[] {
  const after = newProject({ showMaybe: fixture.options.showMaybe });
  after.setFile(path, text);
  const problems: string[] = [];
  const say = (what: string): void => void problems.push(`after "${offer.fix.title}": ${what}`);

  const rest = [...identities(before, path)];
  rest.splice(rest.indexOf(identity(offer.finding)), 1);
  for (const id of identities(after, path)) {
    const known = rest.indexOf(id);
    if (known >= 0) rest.splice(known, 1);
    else say(id === identity(offer.finding) ? `the finding is still there (${id})` : `a new finding: ${id}`);
  }

  const broken = (project: Project): number => project.report(path)?.incomplete.length ?? -1;
  if (broken(after) > broken(before)) say('a function can no longer be analysed');

  for (const finding of after.report(path)?.findings ?? []) {
    if (identity(finding) !== identity(offer.finding)) continue;
    if (after.repair(path, finding).fixes.some((f) => f.title === offer.fix.title))
      say('the fix is offered a second time');
  }
  return problems;
}

function difference(title: string, expected: string, actual: string): string {
  const want = expected.split('\n');
  const got = actual.split('\n');
  let first = 0;
  while (want[first] === got[first] && first < want.length) first++;
  const show = (lines: readonly string[]): string =>
    lines
      .slice(Math.max(0, first - 2), first + 6)
      .map((line) => `    | ${line.replaceAll('\t', '→').replaceAll('\r', '␍')}`)
      .join('\n');
  return `"${title}" gives another text, from line ${first + 1} on\n  expected\n${show(want)}\n  got\n${show(got)}`;
}
