// `gilscope annotate`: contracts that the code keeps, printed or written into the sources. Files that are given together
// are one program: a prototype in a header gets the contract of the function that another of the files defines.
import { resolve } from 'node:path';
import { applyEdits } from '../../core/base/textEdit.js';
import type { Annotation, Project } from '../../core/project.js';
import type { ConfigurationOptions } from '../configuration.js';
import { EXIT_CLEAN, EXIT_TROUBLE } from '../exitCodes.js';
import { printable } from '../formats/printable.js';
import type { Gathered } from '../gather.js';
import { type Io, messageOf, UsageError } from '../io.js';
import { openProject } from '../openProject.js';
import { placeOf } from '../place.js';
import type { Services } from '../services.js';

export interface AnnotateOptions extends ConfigurationOptions {
  readonly write?: boolean;
  readonly all?: boolean;
  readonly maxBytes: number;
}

interface Annotated {
  readonly path: string;
  readonly annotations: readonly Annotation[];
}

/** A contract that replaces a wrong one may change what a caller keeps; chains of such are short. */
const MOST_ROUNDS = 8;

export async function annotate(
  paths: readonly string[],
  options: AnnotateOptions,
  io: Io,
  services: Services,
): Promise<number> {
  if (paths.length === 0) throw new UsageError('no path given; try `gilscope annotate .`');
  const { project, gathered } = await openProject(paths, { ...options, project: true }, io, services);
  const all = options.all === true;
  const trouble = options.write === true ? write(project, gathered, all, io) : print(project, gathered, all, io);
  const isMissing = gathered.skipped.some(({ skip }) => skip.kind === 'missing');
  return trouble || isMissing ? EXIT_TROUBLE : EXIT_CLEAN;
}

const annotated = (project: Project, { sources }: Gathered, all: boolean): readonly Annotated[] =>
  sources.map(({ path }) => ({
    path,
    annotations: project.annotations(path).filter(({ isStatic }) => all || !isStatic),
  }));

function print(project: Project, gathered: Gathered, all: boolean, io: Io): boolean {
  for (const { path, annotations } of annotated(project, gathered, all)) {
    const lines = project.report(path)?.lines;
    if (lines === undefined) continue;
    for (const { name, span, contract } of annotations)
      io.out(`${printable(`${path}:${placeOf(lines, span).line}: /* gil: ${contract} */ ${name}`)}\n`);
  }
  return false;
}

function write(project: Project, gathered: Gathered, all: boolean, io: Io): boolean {
  const before = new Map(gathered.sources.map(({ path, text }) => [path, text]));
  // What was read is not what the file holds: writing it back would change more than comments.
  const altered = new Map(gathered.notes.map(({ path, note }) => [path, note]));
  const texts = new Map(before);
  const functions = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = annotated(project, gathered, all).filter(
      ({ path, annotations }) => annotations.length > 0 && !altered.has(path),
    );
    if (open.length === 0) break;
    for (const { path, annotations } of open) {
      for (const { name } of annotations) functions.add(`${path}:${name}`);
      const edits = annotations.flatMap((annotation) => annotation.edits);
      texts.set(path, applyEdits(texts.get(path) ?? '', edits));
    }
    for (const { path } of open) project.setFile(path, texts.get(path) ?? '');
  }
  let trouble = false;
  let written = 0;
  for (const [path, text] of texts) {
    const note = altered.get(path);
    if (note !== undefined) io.error(`warning: ${printable(`${path}: is left as it is: ${note}`)}\n`);
    if (note !== undefined || text === before.get(path)) continue;
    try {
      io.replaceFile(resolve(io.cwd, path), before.get(path) ?? '', text);
      written++;
    } catch (error) {
      io.error(`error: ${printable(`${path}: cannot be written: ${messageOf(error)}`)}\n`);
      trouble = true;
    }
  }
  io.out(`${count(functions.size, 'contract')} written in ${count(written, 'file')}\n`);
  return trouble;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
