// The words with which a fix takes the GIL and gives it back: macros in a region, calls elsewhere.
export const threadWords = {
  stateType: 'PyThreadState *',
  save: 'PyEval_SaveThread',
  restore: 'PyEval_RestoreThread',
  tokenType: 'PyGILState_STATE',
  ensure: 'PyGILState_Ensure',
  release: 'PyGILState_Release',
  /** The variable that the macros of CPython keep the thread state in. */
  saved: '_save',
  prefix: 'Py_',
} as const;
