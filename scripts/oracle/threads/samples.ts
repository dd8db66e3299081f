// The samples of the thread oracle: extension modules that hold the GIL while they wait or compute, read off the disk.
// Beside each lies a driver in Python with a function `work(number)`, which is what each thread calls once.
// A sample says in its own text what it is:
//
//   //! kind: waits       four threads must wait at the same time once it is mended
//   //! kind: computes    they must share the cores
//   //! kind: crashes     the process dies as it is, and must not once it is mended
//   //! links: z          a library it wants
//
// Easy to get wrong: a module with the name of one of Python's own is never imported.
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';

const ROOT = 'test/oracle/threads';
const KINDS = ['waits', 'computes', 'crashes'] as const;
export type Kind = (typeof KINDS)[number];

export interface ThreadSample {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly kind: Kind;
  readonly isCpp: boolean;
  readonly libraries: readonly string[];
  /** The path of the Python file that calls it. */
  readonly driver: string;
}

/** In a fixed order, kind by kind. */
export const readThreadSamples = (): readonly ThreadSample[] =>
  readdirSync(ROOT)
    .filter((name) => /\.c(pp)?$/.test(name))
    .map(readSample)
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1));

function readSample(file: string): ThreadSample {
  const { name, ext } = parse(file);
  const text = readFileSync(join(ROOT, file), 'utf8');
  const option = (key: string): string | undefined => new RegExp(`^//! ${key}: (.*)$`, 'm').exec(text)?.[1];
  const kind = KINDS.find((one) => one === option('kind'));
  if (kind === undefined) throw new Error(`${file} does not say of which kind it is`);
  if (!text.includes(`PyInit_${name}(`)) throw new Error(`${file} is no module of that name`);
  return {
    name,
    path: join(ROOT, file),
    text,
    kind,
    isCpp: ext === '.cpp',
    libraries: option('links')?.split(' ') ?? [],
    driver: join(ROOT, `${name}.py`),
  };
}
