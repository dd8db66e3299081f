// Functions that change the GIL state of the calling thread.
// Easy to get wrong: only SaveThread/RestoreThread and their like are a pair of fixed states. PyGILState_Release goes
// back to whatever was before the matching Ensure, so "released after it" holds for outermost pairs alone.
import type { StateOp } from './types.js';

export const stateOps: readonly StateOp[] = [
  // The thread state API.
  { name: 'PyEval_SaveThread', op: 'release', returnsState: true },
  { name: 'PyEval_RestoreThread', op: 'acquire', arg: 0, blocks: true, note: 'during finalization it hangs (3.14 and later) or ends the thread (before)' },
  { name: 'PyEval_AcquireThread', op: 'acquire', arg: 0, blocks: true },
  { name: 'PyEval_ReleaseThread', op: 'release', arg: 0 },
  { name: 'PyEval_AcquireLock', op: 'acquire', blocks: true, removedIn: '3.13', note: 'does not set the current thread state' },
  { name: 'PyEval_ReleaseLock', op: 'release', removedIn: '3.13', note: 'does not clear the current thread state' },
  { name: 'PyGILState_Ensure', op: 'ensure', returnsState: true, blocks: true, note: 'always the main interpreter; soft-deprecated in 3.15' },
  { name: 'PyGILState_Release', op: 'unensure', arg: 0 },
  { name: 'PyThreadState_Ensure', op: 'ensure', returnsState: true, mayFail: true, blocks: true, note: 'new in 3.15; no exception is set on failure' },
  { name: 'PyThreadState_EnsureFromView', op: 'ensure', returnsState: true, mayFail: true, blocks: true, note: 'new in 3.15; no exception is set on failure' },
  { name: 'PyThreadState_Release', op: 'unensure', arg: 0, note: 'new in 3.15; the token must not be null' },
  { name: 'PyThreadState_Swap', op: 'swap', arg: 0, returnsState: true, note: 'returns the previous thread state; the GIL itself is swapped since 3.12 only, before that PyEval_AcquireLock and PyEval_ReleaseLock went with it' },
  { name: 'PyThreadState_DeleteCurrent', op: 'release', note: 'deletes the thread state, nothing is attached afterwards' },
  { name: '_PyThreadState_DeleteCurrent', op: 'release', arg: 0 },
  { name: '_PyThreadState_Swap', op: 'initializes', removedIn: '3.12', note: 'never touched the GIL: whoever swaps thread states holds it' },
  { name: '_PyThreadState_Attach', op: 'acquire', arg: 0, blocks: true },
  { name: '_PyThreadState_Detach', op: 'release', arg: 0 },
  { name: '_PyEval_AcquireLock', op: 'acquire', arg: 0, blocks: true },
  { name: '_PyEval_ReleaseLock', op: 'release' },

  // Interpreters. What stands behind Py_Finalize is no question of the GIL any more, so it is no row.
  { name: 'Py_Initialize', op: 'initializes' },
  { name: 'Py_InitializeEx', op: 'initializes' },
  { name: 'Py_InitializeFromConfig', op: 'initializes' },
  { name: 'Py_InitializeFromInitConfig', op: 'initializes' },
  { name: '_Py_InitializeMain', op: 'initializes' },
  { name: '_Py_InitializeCore', op: 'initializes', removedIn: '3.8' },
  { name: '_Py_InitializeEx_Private', op: 'initializes', removedIn: '3.7' },
  { name: '_Py_InitializeFromArgs', op: 'initializes', removedIn: '3.9' },
  { name: '_Py_InitializeFromConfig', op: 'initializes', removedIn: '3.8' },
  { name: '_Py_InitializeFromWideArgs', op: 'initializes', removedIn: '3.9' },
  { name: '_Py_InitializeMainInterpreter', op: 'initializes', removedIn: '3.8' },
  { name: 'Py_NewInterpreter', op: 'initializes', note: 'the new thread state is current afterwards' },
  { name: 'Py_NewInterpreterFromConfig', op: 'initializes', note: 'the new thread state is current afterwards' },
  { name: '_Py_NewInterpreterFromConfig', op: 'initializes', note: 'the new thread state is current afterwards' },
  { name: 'PyEval_InitThreads', op: 'initializes', note: 'took the GIL before 3.7, does nothing since 3.9' },
  { name: 'Py_EndInterpreter', op: 'release', arg: 0 },

  // The end of the process or the thread.
  { name: 'Py_FatalError', op: 'ends-process', note: 'works without the GIL' },
  { name: '_Py_FatalErrorFunc', op: 'ends-process', note: 'works without the GIL' },
  { name: '_Py_FatalErrorFormat', op: 'ends-process', note: 'works without the GIL' },
  { name: '_Py_FatalRefcountErrorFunc', op: 'ends-process', note: 'works without the GIL' },
  { name: '_Py_FatalInitError', op: 'ends-process', removedIn: '3.8' },
  { name: '_PyObject_AssertFailed', op: 'ends-process' },
  { name: 'Py_Exit', op: 'ends-process', note: 'finalizes first, so it needs the GIL' },
  { name: 'Py_ExitStatusException', op: 'ends-process' },
  { name: 'PyThread_exit_thread', op: 'ends-thread', note: 'deprecated in 3.14; the GIL is not released by it' },

  // Cython.
  { name: '__Pyx_PyGILState_Ensure', op: 'ensure', returnsState: true, blocks: true },
  { name: '__Pyx_PyGILState_Release', op: 'unensure', arg: 0 },

  // HPy.
  { name: 'HPy_LeavePythonExecution', op: 'release', returnsState: true, note: 'every other HPy call needs the GIL back' },
  { name: 'HPy_ReenterPythonExecution', op: 'acquire', arg: 1, blocks: true },

  // PyGObject and PyGTK.
  { name: 'pyg_gil_state_ensure', op: 'ensure', returnsState: true, blocks: true },
  { name: 'pyg_gil_state_release', op: 'unensure', arg: 0 },
  { name: 'pyg_block_threads', op: 'ensure', blocks: true, note: 'counts its nesting itself' },
  { name: 'pyg_unblock_threads', op: 'unensure' },

  // wxPython.
  { name: 'wxPyBeginAllowThreads', op: 'release', returnsState: true },
  { name: 'wxPyEndAllowThreads', op: 'acquire', arg: 0, blocks: true },
  { name: 'wxPyBeginBlockThreads', op: 'ensure', returnsState: true, blocks: true },
  { name: 'wxPyEndBlockThreads', op: 'unensure', arg: 0 },
];
