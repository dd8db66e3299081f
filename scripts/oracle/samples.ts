// The samples of the finding oracle: pairs of sources, one with a fatal mistake and one without, read off the disk.
// A sample says in its own text how to call it and how it ends:
//
//   //! run: print(lines.count("a"))     Python that is executed with the module imported; several lines make a block
//   //! dies: Fatal Python error: …      part of what CPython says before it aborts
//   //! dies: SIGSEGV                    the signal, where CPython says nothing
//   //! dies: waits for ever             stopped by the time limit
//   //! prints: 3                        of a twin: all that it prints
//
// The findings of the mistake are markers, as in fixtures (`//  ^^^^ error[double-release]`).
// Easy to get wrong: markers and options are part of what is compiled and analysed here, so lines are those of the file.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type MarkedText, MarkerError, parseMarkedText } from '../../test/harness/markers.js';

const SAMPLES_ROOT = 'test/oracle/findings';

export type Ending =
  | { readonly kind: 'says'; readonly text: string }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'waits' }
  | { readonly kind: 'prints'; readonly text: string };

/** An error or warning, and where it begins: the line counts from 1, the column from 0. */
export interface Reported {
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly rule: string;
}

export interface Sample {
  /** The path below the folder of all samples. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly isTwin: boolean;
  readonly isCpp: boolean;
  /** The name of the extension module; undefined for a program that embeds the interpreter. */
  readonly module: string | undefined;
  readonly run: string;
  readonly ending: Ending;
  readonly expected: readonly Reported[];
  /** Headers beside it that it includes. */
  readonly headers: readonly { readonly path: string; readonly text: string }[];
}

export interface Pair {
  readonly name: string;
  readonly mistake: Sample;
  readonly twin: Sample;
}

const MISTAKE = /\.bad\.(c|cpp)$/;

/** All pairs in a fixed order. Throws for a sample without a twin, and for one that does not say how it ends. */
export function readPairs(root: string = SAMPLES_ROOT): readonly Pair[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const mistakes = names.filter((name) => MISTAKE.test(name));
  const twins = new Set(names.filter((name) => /\.good\.(c|cpp)$/.test(name)));
  const pairs = mistakes.map((name) => {
    const twin = name.replace(MISTAKE, '.good.$1');
    if (!twins.delete(twin)) throw new Error(`${name} has no twin`);
    return {
      name: name.replace(MISTAKE, ''),
      mistake: readSample(root, name),
      twin: readSample(root, twin),
    };
  });
  for (const name of twins) throw new Error(`${name} is the twin of nothing`);
  return pairs;
}

const readSample = (root: string, name: string): Sample =>
  parseSample(root, name, readFileSync(join(root, name), 'utf8'));

export function parseSample(root: string, name: string, text: string): Sample {
  const path = join(root, name);
  const option = (key: string): string | undefined => {
    const found = [...text.matchAll(new RegExp(`^//! ${key}: (.*)$`, 'gm'))].map((match) => match[1] ?? '');
    return found.length === 0 ? undefined : found.join('\n');
  };
  const isTwin = /\.good\.\w+$/.test(name);
  const [dies, prints] = [option('dies'), option('prints')];
  const ending = isTwin ? endingOf(undefined, prints) : endingOf(dies, undefined);
  if (ending === undefined) throw new Error(`${name} does not say what it ${isTwin ? 'prints' : 'dies of'}`);
  const expected = expectedIn(name, text);
  if (isTwin !== (expected.length === 0)) throw new Error(`${name}: a mistake has markers, and its twin has none`);
  return {
    name,
    path,
    text,
    isTwin,
    isCpp: name.endsWith('.cpp'),
    module: /\bPyInit_(\w+)/.exec(text)?.[1],
    run: option('run') ?? '',
    ending,
    expected,
    headers: [...text.matchAll(/^#include "(.+)"$/gm)].map((match) => {
      const header = join(dirname(path), match[1] ?? '');
      return { path: header, text: readFileSync(header, 'utf8') };
    }),
  };
}

function endingOf(dies: string | undefined, prints: string | undefined): Ending | undefined {
  if (prints !== undefined) return { kind: 'prints', text: prints };
  if (dies === undefined) return undefined;
  if (dies === 'waits for ever') return { kind: 'waits' };
  return /^SIG[A-Z]+$/.test(dies) ? { kind: 'signal', signal: dies } : { kind: 'says', text: dies };
}

function expectedIn(name: string, text: string): readonly Reported[] {
  const { markers, sectionLine } = parseMarkers(name, text);
  return markers.flatMap(({ label, codeLine, startColumn: column }) =>
    label.kind === 'finding'
      ? [{ line: (sectionLine[codeLine] ?? 0) + 1, column, severity: label.severity, rule: label.rule }]
      : [],
  );
}

function parseMarkers(name: string, text: string): MarkedText {
  try {
    return parseMarkedText(text.split('\n'));
  } catch (error) {
    if (!(error instanceof MarkerError)) throw error;
    throw new Error(`${name}:${error.line + 1}: ${error.message}`, { cause: error });
  }
}
