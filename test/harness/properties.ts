// What must hold for every fixture, whatever it is about.
// Each property builds a second project in another way and demands the same findings.
import type { Project } from '../../server/src/core/project.js';
import type { NewProject } from './check.js';
import type { SourceFile } from './fixture.js';
import { type LineMap, portable } from './portable.js';

export interface Compared {
  readonly actual: readonly unknown[];
  readonly expected: readonly unknown[];
}

export type Property = (newProject: NewProject, files: readonly SourceFile[]) => Compared;

const OPTIONS = { showMaybe: true };

const pathsOf = (files: readonly SourceFile[]): readonly string[] => files.map((f) => f.path);

function fresh(newProject: NewProject, files: readonly SourceFile[], edit = (code: string): string => code): Project {
  const project = newProject(OPTIONS);
  for (const file of files) project.setFile(file.path, edit(file.marked.code));
  return project;
}

const compare = (newProject: NewProject, files: readonly SourceFile[], other: Project, lineOf?: LineMap): Compared => ({
  actual: portable(other, pathsOf(files), lineOf),
  expected: portable(fresh(newProject, files), pathsOf(files)),
});

/** The same input gives the same output, also when the same project is asked twice. */
const twoRunsAgree: Property = (newProject, files) => {
  const project = fresh(newProject, files);
  portable(project, pathsOf(files));
  return compare(newProject, files, project);
};

/** The order in which files come in does not matter. */
const orderOfFilesIsNothing: Property = (newProject, files) =>
  compare(newProject, files, fresh(newProject, [...files].reverse()));

/** A text reached by edits, with questions asked in between, is the text. */
const historyIsNothing: Property = (newProject, files) => {
  const project = newProject(OPTIONS);
  for (const file of files) {
    const code = file.marked.code;
    for (const part of [0.35, 0.7, 0.9]) {
      project.setFile(file.path, code.slice(0, Math.floor(code.length * part)));
      project.report(file.path);
    }
    project.setFile(file.path, `${code}\nstatic int another(void) { return 1; }\n`);
    project.report(file.path);
    project.setFile(file.path, code);
  }
  return compare(newProject, files, project);
};

/** A file that came and went leaves nothing behind. */
const removedFileIsGone: Property = (newProject, files) => {
  const project = fresh(newProject, files);
  project.setFile('elsewhere/guest.c', '#define Py_BEGIN_ALLOW_THREADS\nint sleep(int n) { return n; }\n');
  portable(project, pathsOf(files));
  project.removeFile('elsewhere/guest.c');
  return compare(newProject, files, project);
};

/** Two blank lines at the top and one behind each function shift the findings and change nothing else. */
const blankLinesShift: Property = (newProject, files) => {
  const back = new Map<string, readonly number[]>();
  const project = newProject(OPTIONS);
  for (const file of files) {
    const eol = file.marked.code.includes('\r\n') ? '\r\n' : '\n';
    const original: number[] = [0, 0];
    const lines = ['', ''];
    file.marked.code.split(eol).forEach((line, i) => {
      lines.push(line);
      original.push(i);
      if (line !== '}') return;
      lines.push('');
      original.push(i);
    });
    back.set(file.path, original);
    project.setFile(file.path, lines.join(eol));
  }
  return compare(newProject, files, project, (path, line) => back.get(path)?.[line] ?? -1);
};

/** Windows line ends move offsets, and neither lines nor columns. */
const lineEndsAreNothing: Property = (newProject, files) => {
  const other = files.some((f) => f.marked.code.includes('\r\n'))
    ? (code: string): string => code.replaceAll('\r\n', '\n')
    : (code: string): string => code.replaceAll('\n', '\r\n');
  return compare(newProject, files, fresh(newProject, files, other));
};

/** Every range lies in its text, and every finding says something. Given as the list of those that do not. */
const findingsAreWellFormed: Property = (newProject, files) => {
  const project = fresh(newProject, files);
  const inside = (path: string, s: { start: number; end: number }): boolean =>
    0 <= s.start && s.start < s.end && s.end <= (project.report(path)?.text.length ?? -1);
  const bad = files.flatMap((file) =>
    (project.report(file.path)?.findings ?? []).filter(
      (f) => !inside(file.path, f.span) || f.message.trim() === '' || f.trace.some((t) => !inside(t.path, t.span)),
    ),
  );
  return { actual: bad, expected: [] };
};

export const PROPERTIES: Readonly<Record<string, Property>> = {
  'two runs agree': twoRunsAgree,
  'the order of the files is nothing': orderOfFilesIsNothing,
  'the history of the text is nothing': historyIsNothing,
  'a removed file is gone': removedFileIsGone,
  'blank lines shift, and only shift': blankLinesShift,
  'line ends are nothing': lineEndsAreNothing,
  'findings are well formed': findingsAreWellFormed,
};
