// What is edited: pieces of CPython's Modules, alone or with what they include, and fixtures that share one project.
// Easy to get wrong: a whole file of 17,000 lines costs half a second for each fresh answer, so most texts are cut down:
// the top of a file, a run of its functions, and its end, where the tables are that say how functions are entered.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { listFixtures, readFixture } from '../../../test/harness/fixture.js';
import { filesIn } from '../../corpus/cpython.js';

export interface Source {
  /** Relative, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** How one sequence begins. */
export interface Material {
  /** Whether the texts are CPython's. */
  readonly isReal: boolean;
  /** The names of the files that the texts were taken from. */
  readonly from: readonly string[];
  readonly sources: readonly Source[];
}

export interface Materials {
  readonly real: readonly Source[];
  /** One fixture each. */
  readonly fixtures: readonly (readonly Source[])[];
}

/** Longer files are tables of data. */
const MAX_FILE = 700_000;
const [SMALL, MEDIUM, LARGE] = [4_000, 10_000, 25_000];
const RELATED_PIECE = 5_000;

/** @param modules CPython's Modules; undefined where it is not there, and then fixtures are all that there is */
export function readMaterials(fixtureFolder: string, modules: string | undefined): Materials {
  const real = modules === undefined ? [] : filesIn([modules], ['.c', '.h']);
  return {
    real: real
      .filter((path) => statSync(path).size < MAX_FILE)
      .map((path) => ({
        path: path.slice(dirname(modules ?? '').length + 1).replaceAll('\\', '/'),
        text: readFileSync(path, 'utf8'),
      }))
      .filter(({ text }) => /^[{}]/m.test(text)),
    fixtures: listFixtures(fixtureFolder).flatMap((name) => {
      const { content } = readFixture(name, fixtureFolder);
      return content.kind === 'check' ? [content.files.map(({ path, marked }) => ({ path, text: marked.code }))] : [];
    }),
  };
}

export const anyMaterial = ({ real, fixtures }: Materials): fc.Arbitrary<Material> =>
  real.length === 0
    ? someFixtures(fixtures)
    : fc.oneof(
        { weight: 8, arbitrary: onePiece(real) },
        { weight: 1, arbitrary: oneWhole(real) },
        { weight: 6, arbitrary: relatedPieces(real) },
        { weight: 5, arbitrary: someFixtures(fixtures) },
      );

const which = (count: number): fc.Arbitrary<number> => fc.noBias(fc.nat(Math.max(0, count - 1)));
const share = fc.noBias(fc.double({ min: 0, max: 1, noNaN: true }));
const isSource = ({ path }: Source): boolean => path.endsWith('.c');

function onePiece(real: readonly Source[]): fc.Arbitrary<Material> {
  const sources = real.filter(isSource);
  return fc
    .tuple(which(sources.length), fc.constantFrom(SMALL, SMALL, MEDIUM, MEDIUM, LARGE), share)
    .map(([at, size, where]) => realMaterial([sources[at]], size, [where]));
}

const oneWhole = (real: readonly Source[]): fc.Arbitrary<Material> => {
  // Each file as likely as it is short, so that the long ones come, but seldom.
  const sources = real.filter(isSource).flatMap((one) => Array<Source>(Math.ceil(200_000 / one.text.length)).fill(one));
  return which(sources.length).map((at) => realMaterial([sources[at]], Number.POSITIVE_INFINITY, [0]));
};

/** A file, files that it includes, and neighbours in its folder. */
const relatedPieces = (real: readonly Source[]): fc.Arbitrary<Material> => {
  const sources = real.filter(isSource);
  const byPath = new Map(real.map((one) => [one.path, one]));
  return fc
    .tuple(
      which(sources.length),
      fc.array(which(1_000), { minLength: 2, maxLength: 2 }),
      fc.array(share, { minLength: 5, maxLength: 5 }),
    )
    .map(([at, others, where]) => {
      const first = sources[at];
      if (first === undefined) return realMaterial([], RELATED_PIECE, where);
      const folder = dirname(first.path);
      const included = [...first.text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)].flatMap(([, name = '']) => {
        const found = byPath.get(join(folder, name).replaceAll('\\', '/'));
        return found === undefined ? [] : [found];
      });
      const beside = sources.filter(({ path }) => dirname(path) === folder && path !== first.path);
      const neighbours = others.flatMap((other) => beside[other % Math.max(1, beside.length)] ?? []);
      return realMaterial([...new Set([first, ...included.slice(0, 3), ...neighbours])], RELATED_PIECE, where);
    });
};

/** Several fixtures in one project: their functions have to do with each other only by chance, and by their names. */
const someFixtures = (fixtures: readonly (readonly Source[])[]): fc.Arbitrary<Material> =>
  fc.array(which(fixtures.length), { minLength: 1, maxLength: 4 }).map((chosen) => {
    const byPath = new Map(chosen.flatMap((at) => fixtures[at] ?? []).map((one) => [one.path, one]));
    return { isReal: false, from: [...byPath.keys()], sources: [...byPath.values()] };
  });

const realMaterial = (sources: readonly (Source | undefined)[], size: number, where: readonly number[]): Material => {
  const present = sources.filter((one) => one !== undefined);
  return {
    isReal: true,
    from: present.map(({ path }) => path),
    sources: present.map(({ path, text }, i) => ({ path, text: piece(text, size, where[i % where.length] ?? 0) })),
  };
};

/** The top of a text, a run of whole definitions, and its end; the text itself where it is short enough. */
function piece(text: string, size: number, where: number): string {
  if (text.length <= size) return text;
  const ends = [...text.matchAll(/^\}.*\n?/gm)].map((match) => match.index + match[0].length);
  const parts = ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end));
  parts.push(text.slice(ends.at(-1) ?? 0));
  const top = text.slice(0, ends[0] ?? 0).length > size / 4 ? includesOf(text) : (parts[0] ?? '');
  const chosen: string[] = [];
  let length = 0;
  for (let i = 1 + Math.floor(where * (parts.length - 1)); i < parts.length - 1 && length < size / 2; i++) {
    chosen.push(parts[i] ?? '');
    length += parts[i]?.length ?? 0;
  }
  const last: string[] = [];
  for (let i = parts.length - 1; i > 0 && length < size; i--) {
    last.unshift(parts[i] ?? '');
    length += parts[i]?.length ?? 0;
  }
  return [top, ...chosen, ...last].join('').slice(0, 3 * size);
}

const includesOf = (text: string): string => [...text.matchAll(/^#\s*include.*\n/gm)].map(([line]) => line).join('');

export const nameOf = ({ from }: Material): string => from.map((path) => basename(path)).join(' + ');
