// What the configuration knows about the macros of the build, and so which `#if` arms exist at all.
// Easy to get wrong: `platforms` with two systems says that the macros of a third are not defined, and nothing about
// those of the two; and the oldest supported Python bounds the version from below only.
import { PLATFORMS, platformMacros } from '../catalog/platforms.js';
import { freeThreadedBuild } from '../catalog/usualBuild.js';
import {
  ANY,
  type Decide,
  decide,
  exactly,
  type KnownMacros,
  type Range,
  readDirective,
  undecided,
} from '../syntax/conditionals.js';
import type { Configuration, DefineValue } from './configuration.js';

/** Decides conditions for the files of a configuration. */
export function decideBy(configuration: Configuration): Decide {
  const { defines, python, rows } = configuration;
  const platforms = rows.platforms ?? [];
  if (defines.size === 0 && python === undefined && platforms.length === 0) return undecided;
  const known: KnownMacros = (name) => {
    const defined = defines.get(name);
    if (defined !== undefined) return rangeOf(defined);
    const platform = ofPlatform(name, platforms);
    return platform === undefined ? ofPython(name, configuration) : platform;
  };
  const memo = new Map<string, boolean | undefined>();
  return (condition) => {
    if (!memo.has(condition)) memo.set(condition, decide(condition, known));
    return memo.get(condition);
  };
}

function rangeOf(value: DefineValue): Range | null {
  if (value === false) return null;
  if (value === true) return exactly(1);
  const number = typeof value === 'number' ? value : Number(value.trim().replace(/[uUlL]+$/, '') || Number.NaN);
  return Number.isInteger(number) ? exactly(number) : ANY;
}

function ofPlatform(name: string, platforms: readonly string[]): Range | null | undefined {
  if (platforms.length === 0 || platforms.length === PLATFORMS.length) return undefined;
  const of = platformMacros.filter(({ only, always }) => only.test(name) || always.includes(name));
  const supported = of.filter(({ platform }) => platforms.includes(platform));
  if (of.length === 0) return undefined;
  if (supported.length === 0) return null;
  const everywhere = platforms.every((platform) =>
    platformMacros.some((row) => row.platform === platform && row.always.includes(name)),
  );
  return everywhere ? exactly(1) : undefined;
}

/** Written as a number, `3.9` is 0x03090000; the last digits are of a build that nobody asks for. */
function ofPython(name: string, { python }: Configuration): Range | undefined {
  if (python === undefined) return undefined;
  const { major, minor } = python;
  // Threads are no option since 3.7.
  if (name === 'WITH_THREAD' && (major > 3 || (major === 3 && minor >= 7))) return exactly(1);
  if (name === 'PY_MAJOR_VERSION') return major >= 3 ? exactly(3) : { least: major, most: Infinity };
  if (name === 'PY_VERSION_HEX') return { least: (major << 24) | (minor << 16), most: Infinity };
  return undefined;
}

/** Whether code under these conditions, as a finding shows them, is not there in builds without a GIL. */
export const freeThreadedExcludes = (shown: string): boolean =>
  shown.split(' and ').some((condition) => {
    const opener = /^#else of (.*)$/.exec(condition)?.[1];
    const holds = decide(readDirective(opener ?? condition).rest, freeThreadedBuild);
    return holds === (opener !== undefined);
  });
