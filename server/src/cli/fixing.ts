// What `gilscope check --fix` and `--diff` do with the texts that were mended: write them, print them, or make a patch
// of them. A file that cannot be written is an error beside the others and stays what it is, also in what is reported.
import { resolve } from 'node:path';
import type { Finding, Project } from '../core/project.js';
import type { SourceEncoding } from '../host/decodeSource.js';
import { printable } from './formats/printable.js';
import type { Gathered } from './gather.js';
import { type Io, messageOf, UsageError } from './io.js';
import { type Accepts, mend } from './mend.js';
import type { CheckOptions } from './options.js';
import { patchOf } from './patch.js';
import { NO_REPAIR, type Progress, type ScanResult } from './scan.js';

export type FixMode = 'none' | 'write' | 'diff';

export function fixMode({ fix, diff, unsafeFixes, fixOnly }: CheckOptions): FixMode {
  // Who asks to see the changes does not want them made.
  if (diff === true) return 'diff';
  if (fix === true) return 'write';
  if (unsafeFixes === true) throw new UsageError('--unsafe-fixes needs --fix or --diff');
  if (fixOnly !== undefined) throw new UsageError('--fix-only needs --fix or --diff');
  return 'none';
}

const isWanted = ({ rule }: Finding, { fixOnly }: CheckOptions): boolean =>
  fixOnly === undefined || fixOnly.includes(rule);

const acceptsFor =
  (options: CheckOptions): Accepts =>
  (finding, fix) =>
    isWanted(finding, options) && (fix.safe || options.unsafeFixes === true);

export interface Written {
  /** With the texts that the files have now. */
  readonly gathered: Gathered;
  readonly fixed: number;
  /** Whether a file could not be written. */
  readonly failed: boolean;
  /** What is to be printed of the file that came through standard input. */
  readonly output: string | undefined;
}

export function writeFixes(
  project: Project,
  gathered: Gathered,
  options: CheckOptions,
  progress: Progress,
  io: Io,
): Written {
  const { inputPath } = gathered;
  warnOfUnfaithful(gathered, io);
  let [failed, fixed] = [false, 0];
  const fail = (path: string, why: string): void => {
    failed = true;
    io.error(`error: ${printable(`${path}: cannot be written: ${why}`)}\n`);
  };
  const texts = new Map<string, string>();
  for (const { source, text, count } of mend(project, gathered, acceptsFor(options), progress)) {
    try {
      if (source.path !== inputPath) io.replaceFile(resolve(io.cwd, source.path), source.text, text);
      texts.set(source.path, text);
      fixed += count;
    } catch (error) {
      fail(source.path, messageOf(error));
      project.setFile(source.path, source.text);
    }
  }
  const sources = gathered.sources.map((source) => ({ ...source, text: texts.get(source.path) ?? source.text }));
  const input = sources.find(({ path }) => path === inputPath);
  // Whoever replaces a text by what comes out wants it as it went in, or nothing.
  const output = input && asUtf8(input.encoding, input.text);
  if (input !== undefined && output === undefined) fail(input.path, 'it is not UTF-8');
  return { gathered: { ...gathered, sources }, fixed, failed, output };
}

export interface Patched {
  readonly patch: string;
  readonly fixed: number;
}

/** One patch for all files. */
export function patchFixes(
  project: Project,
  gathered: Gathered,
  options: CheckOptions,
  progress: Progress,
  io: Io,
): Patched {
  warnOfUnfaithful(gathered, io);
  const mended = mend(project, gathered, acceptsFor(options), progress);
  let [patch, fixed] = ['', 0];
  for (const { source, text, count } of mended) {
    const before = asUtf8(source.encoding, source.text);
    const after = asUtf8(source.encoding, text);
    if (before === undefined || after === undefined) {
      io.error(`warning: ${printable(source.path)}: is left out: a patch cannot hold UTF-16\n`);
      continue;
    }
    patch += patchOf(source.path, before, after);
    fixed += count;
  }
  return { patch, fixed };
}

/** With its byte order mark, if it has one; undefined where the bytes are others. */
const asUtf8 = (encoding: SourceEncoding | null, text: string): string | undefined => {
  if (encoding === 'utf-8') return text;
  return encoding === 'marked-utf-8' ? `\uFEFF${text}` : undefined;
};

/** How many of the findings have a fix that was wanted but for being unsafe. */
export function moreWithUnsafe({ findings, repairOf }: ScanResult, options: CheckOptions): number {
  if (options.unsafeFixes === true) return 0;
  return findings.filter((found) => {
    const { fixes } = isWanted(found.finding, options) ? repairOf(found) : NO_REPAIR;
    return fixes.length > 0 && !fixes.some(({ safe }) => safe);
  }).length;
}

function warnOfUnfaithful({ sources }: Gathered, io: Io): void {
  for (const { path, encoding } of sources)
    if (encoding === null)
      io.error(`warning: ${printable(path)}: is left as it is: its bytes cannot be told from its text\n`);
}
