// Macros that have the same value in every supported build that has a GIL. What hangs on another macro is there in some
// builds only. Easy to get wrong: `null` says that a macro is not defined, which is not the same as unknown.

/** The least and the greatest value, null where it is not defined, undefined where builds differ. */
export const usualBuild = (name: string): { readonly least: number; readonly most: number } | null | undefined =>
  known.get(name);

/** Threads are no option since Python 3.7. Nothing else is taken for granted where both arms of an `#if` are read. */
export const withThreads = (name: string): { readonly least: number; readonly most: number } | undefined =>
  name === 'WITH_THREAD' ? ONE : undefined;

/** The same for builds without a GIL, which there are since Python 3.13. */
export const freeThreadedBuild = (
  name: string,
): { readonly least: number; readonly most: number } | null | undefined => freeThreaded.get(name);

const ONE = { least: 1, most: 1 };
const known = new Map([
  ['WITH_THREAD', ONE],
  ['PY_MAJOR_VERSION', { least: 3, most: 3 }],
  ['PY_VERSION_HEX', { least: 0x03070000, most: Infinity }],
  ['PYPY_VERSION', null],
  ['Py_GIL_DISABLED', null],
]);

const freeThreaded = new Map([
  ...known,
  ['PY_VERSION_HEX', { least: 0x030d0000, most: Infinity }],
  ['Py_GIL_DISABLED', ONE],
]);
