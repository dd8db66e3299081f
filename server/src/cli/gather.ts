// From the paths on the command line to texts in memory. Everything that is left out on the way is in `skipped`
// with a reason, because a clean summary of files that nobody looked at would be a lie.
import { resolve } from 'node:path';
import { languageOf } from '../core/project.js';
import { compareText } from '../host/compareText.js';
import type { Configurations } from '../host/configurations.js';
import type { SourceEncoding } from '../host/decodeSource.js';
import { discover, type FoundFile, NOT_C } from '../host/discover.js';
import { displayPath } from '../host/displayPath.js';
import { readSource, type Skip, type Source, sourceOfBytes } from '../host/readSource.js';
import { isSourceName } from '../host/sourceNames.js';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly bytes: number;
  /** Null where the text cannot be written back as it was. */
  readonly encoding: SourceEncoding | null;
}

export interface SkippedFile {
  readonly path: string;
  readonly skip: Skip;
}

export interface Gathered {
  /** In the order of their paths. */
  readonly sources: readonly SourceText[];
  readonly skipped: readonly SkippedFile[];
  /** The rest of the project: read because the sources call into it, and not reported. */
  readonly context: readonly SourceText[];
  /** Files that are analysed, but not quite as they are. */
  readonly notes: readonly { readonly path: string; readonly note: string }[];
  /** The path of the file whose text came through standard input. */
  readonly inputPath: string | undefined;
}

/** A file whose text came through standard input. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface GatherOptions {
  readonly maxBytes: number;
  /** False to read nothing but what is given. */
  readonly project: boolean;
}

export function gather(
  paths: readonly string[],
  cwd: string,
  options: GatherOptions,
  configurations: Configurations,
  input?: InputFile,
): Gathered {
  const { maxBytes } = options;
  const found = discover(paths, cwd, configurations);
  const sources: SourceText[] = [];
  const skipped: SkippedFile[] = [...found.skipped];
  const notes: { path: string; note: string }[] = [];
  const take = (path: string, source: Source): void => {
    if (source.kind === 'skip') {
      skipped.push({ path, skip: source.skip });
      return;
    }
    sources.push(sourceText(path, source));
    if (source.note !== null) notes.push({ path, note: source.note });
  };

  const inputPath = input && displayPath(resolve(cwd, input.name), input.name, cwd);
  const onDisk = (file: FoundFile): boolean => file.path !== inputPath;
  for (const file of found.files.filter(onDisk)) take(file.path, readSource(file.absolute, maxBytes));
  if (input !== undefined && inputPath !== undefined) {
    take(inputPath, isSourceName(input.name) ? sourceOfBytes(input.bytes, maxBytes) : { kind: 'skip', skip: NOT_C });
  }

  const byPath = (a: { path: string }, b: { path: string }): number => compareText(a.path, b.path);
  const given = input === undefined ? paths : [...paths, input.name];
  const context = options.project ? contextOf(given, cwd, maxBytes, configurations, found.files, inputPath) : [];
  return { sources: sources.sort(byPath), context, skipped: skipped.sort(byPath), notes, inputPath };
}

const sourceText = (path: string, { text, bytes, encoding }: Extract<Source, { kind: 'text' }>): SourceText => {
  return { path, text, bytes, encoding };
};

export const needsCppParser = ({ sources, context }: Gathered): boolean =>
  [...sources, ...context].some(({ path, text }) => languageOf(path, text) === 'cpp');

/** The C and C++ files of the projects that the paths lie in, those given aside. */
function contextOf(
  paths: readonly string[],
  cwd: string,
  maxBytes: number,
  configurations: Configurations,
  given: readonly FoundFile[],
  inputPath: string | undefined,
): readonly SourceText[] {
  const around = paths.flatMap((path) => configurations.projectOf(resolve(cwd, path)) ?? []);
  const folders = [...new Set(around)].sort(compareText);
  if (folders.length === 0) return [];
  const known = new Set(given.map(({ real }) => real));
  return discover(folders, cwd, configurations).files.flatMap(({ path, real, absolute }) => {
    if (known.has(real) || path === inputPath) return [];
    const source = readSource(absolute, maxBytes);
    return source.kind === 'skip' ? [] : [sourceText(path, source)];
  });
}
