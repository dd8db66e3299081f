// Macros that open or close a region, as they are defined where they come from.
// Easy to get wrong: a `#define` in the analysed text beats these rows, since half of these names mean something else
// in some other package; and "BLOCK" acquires (Python threads are blocked out), it does not wait.
import type { RegionMacro } from './types.js';

export const regionMacros: readonly RegionMacro[] = [
  // CPython.
  { name: 'Py_BEGIN_ALLOW_THREADS', effects: ['declare', 'release'], braces: 1, saves: '_save' },
  { name: 'Py_END_ALLOW_THREADS', effects: ['acquire'], braces: -1, saves: '_save' },
  { name: 'Py_BLOCK_THREADS', effects: ['acquire'], braces: 0, saves: '_save' },
  { name: 'Py_UNBLOCK_THREADS', effects: ['release'], braces: 0, saves: '_save', note: 'also used alone, with a variable _save of the function itself' },
  { name: 'Py_BEGIN_CRITICAL_SECTION', effects: [], braces: 1 },
  { name: 'Py_END_CRITICAL_SECTION', effects: [], braces: -1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION2', effects: [], braces: 1 },
  { name: 'Py_END_CRITICAL_SECTION2', effects: [], braces: -1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION_MUTEX', effects: [], braces: 1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION2_MUTEX', effects: [], braces: 1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION_MUT', effects: [], braces: 1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION2_MUT', effects: [], braces: 1 },
  { name: 'Py_BEGIN_CRITICAL_SECTION_SEQUENCE_FAST', effects: [], braces: 1 },
  { name: 'Py_END_CRITICAL_SECTION_SEQUENCE_FAST', effects: [], braces: -1 },
  { name: '_Py_BEGIN_SUPPRESS_IPH', effects: [], braces: 0, note: 'opens a brace in builds of CPython itself with MSVC, and is empty everywhere else' },
  { name: '_Py_END_SUPPRESS_IPH', effects: [], braces: 0 },

  // NumPy. All are empty in a build with NPY_ALLOW_THREADS 0.
  { name: 'NPY_BEGIN_ALLOW_THREADS', effects: ['declare', 'release'], braces: 1, saves: '_save' },
  { name: 'NPY_END_ALLOW_THREADS', effects: ['acquire'], braces: -1, saves: '_save' },
  { name: 'NPY_BEGIN_THREADS_DEF', effects: ['declare'], braces: 0, saves: '_save' },
  { name: 'NPY_BEGIN_THREADS', effects: ['release'], braces: 0, saves: '_save' },
  { name: 'NPY_END_THREADS', effects: ['acquire-if-saved'], braces: 0, saves: '_save', note: 'may run twice' },
  { name: 'NPY_BEGIN_THREADS_THRESHOLDED', effects: ['release-maybe'], braces: 0, saves: '_save', note: 'releases for more than 500 items' },
  { name: 'NPY_BEGIN_THREADS_DESCR', effects: ['release-maybe'], braces: 0, saves: '_save', note: 'releases unless the items are objects' },
  { name: 'NPY_END_THREADS_DESCR', effects: ['acquire-if-saved'], braces: 0, saves: '_save' },
  { name: 'NPY_BEGIN_THREADS_NDITER', effects: ['release-maybe'], braces: 0, saves: '_save' },
  { name: 'NPY_ALLOW_C_API_DEF', effects: ['declare'], braces: 0, saves: '__save__' },
  { name: 'NPY_ALLOW_C_API', effects: ['ensure'], braces: 0, saves: '__save__' },
  { name: 'NPY_DISABLE_C_API', effects: ['unensure'], braces: 0, saves: '__save__' },

  // SWIG. In C++ they make an object that ends with its scope; empty without -threads.
  { name: 'SWIG_PYTHON_THREAD_BEGIN_ALLOW', effects: ['declare', 'release'], braces: 0, saves: '_swig_thread_allow' },
  { name: 'SWIG_PYTHON_THREAD_END_ALLOW', effects: ['acquire'], braces: 0, saves: '_swig_thread_allow' },
  { name: 'SWIG_PYTHON_THREAD_BEGIN_BLOCK', effects: ['declare', 'ensure'], braces: 0, saves: '_swig_thread_block' },
  { name: 'SWIG_PYTHON_THREAD_END_BLOCK', effects: ['unensure'], braces: 0, saves: '_swig_thread_block' },

  // SIP.
  { name: 'SIP_BLOCK_THREADS', effects: ['declare', 'ensure'], braces: 1, saves: 'sipGIL' },
  { name: 'SIP_UNBLOCK_THREADS', effects: ['unensure'], braces: -1, saves: 'sipGIL' },
  { name: 'SIP_RELEASE_GIL', effects: ['unensure'], braces: 0, savesArg: 0 },

  // PyObjC.
  { name: 'PyObjC_DURING', effects: ['declare', 'release'], braces: 2, saves: '_save' },
  { name: 'PyObjC_HANDLER', effects: [], braces: 0 },
  { name: 'PyObjC_ENDHANDLER', effects: ['acquire'], braces: -2, saves: '_save' },
  { name: 'PyObjC_BEGIN_WITH_GIL', effects: ['declare', 'ensure'], braces: 1, saves: '_GILState' },
  { name: 'PyObjC_END_WITH_GIL', effects: ['unensure'], braces: -1, saves: '_GILState' },
  { name: 'PyObjC_GIL_RETURN', effects: ['unensure', 'return'], braces: 0, saves: '_GILState' },
  { name: 'PyObjC_GIL_RETURNVOID', effects: ['unensure', 'return'], braces: 0, saves: '_GILState' },
  { name: 'PyObjC_GIL_FORWARD_EXC', effects: ['unensure', 'return'], braces: 0, saves: '_GILState', note: 'raises an Objective-C exception' },

  // PyGObject.
  { name: 'pyg_begin_allow_threads', effects: ['declare', 'release'], braces: 1, saves: '_save' },
  { name: 'pyg_end_allow_threads', effects: ['acquire'], braces: -1, saves: '_save' },

  // pywin32. There is no brace, so variables may be declared in between.
  { name: 'PyW32_BEGIN_ALLOW_THREADS', effects: ['declare', 'release'], braces: 0, saves: '_save' },
  { name: 'PyW32_END_ALLOW_THREADS', effects: ['acquire'], braces: 0, saves: '_save' },
  { name: 'PyW32_BLOCK_THREADS', effects: ['acquire'], braces: 0, saves: '_save' },

  // HPy.
  { name: 'HPy_BEGIN_LEAVE_PYTHON', effects: ['declare', 'release'], braces: 1, saves: '_token' },
  { name: 'HPy_END_LEAVE_PYTHON', effects: ['acquire'], braces: -1, saves: '_token' },

  // Theano and promisedio.
  { name: 'CNDA_BEGIN_ALLOW_THREADS', effects: ['declare', 'release'], braces: 1, saves: '_save' },
  { name: 'CNDA_END_ALLOW_THREADS', effects: ['acquire'], braces: -1, saves: '_save' },
  { name: 'ACQUIRE_GIL', effects: ['declare', 'ensure'], braces: 1, saves: '_gstate', header: 'promisedio.h' },
  { name: 'RELEASE_GIL', effects: ['unensure'], braces: -1, saves: '_gstate', header: 'promisedio.h' },

  // Macros that run their argument without the GIL and hold it again behind.
  { name: 'ERRWRAP2', effects: [], braces: 0, argumentReleased: 0, note: 'returns 0 when the argument throws' },
  { name: 'RELEASE_GIL_THEN_RUN', effects: [], braces: 0, argumentReleased: 0 },
];

/** The pair that a fix writes. */
export const regionWords = { begin: 'Py_BEGIN_ALLOW_THREADS', end: 'Py_END_ALLOW_THREADS' } as const;

/** Names that look as if they released or took the GIL: an opening or closing word, and what it is about. */
const regionLike =
  /(?:^|_)(?:BEGIN|END|ALLOW|UNALLOW|BLOCK|UNBLOCK|DISALLOW)(?:_[A-Z]+)*_(?:THREADS?|GIL|PYTHON)(?:_|$)|(?:^|_)(?:RELEASE|ACQUIRE|ENTER|LEAVE|TAKE|DROP|UNLOCK|LOCK|SAVE|RESTORE|WITHOUT|WITH)(?:_PY(?:THON)?)?_(?:GIL|PYTHON)(?:_|$)|^[Pp]y\w*_(?:BEGIN|END)_ALLOW_THREADS/;

export const looksLikeRegion = (name: string): boolean => regionLike.test(name);
