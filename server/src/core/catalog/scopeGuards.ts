// C++ classes whose objects change the GIL state until their scope ends, by whatever way it is left.
// Easy to get wrong: a return inside such a scope is safe, while a return inside a pair of macros is not.
import type { ScopeGuard } from './types.js';

export const scopeGuards: readonly ScopeGuard[] = [
  { type: 'Base::PyGILStateLocker', effect: 'acquire' },
  { type: 'Base::PyGILStateRelease', effect: 'release' },
  { type: 'PyAllowThreads', effect: 'release' },
  { type: 'PyEnsureGIL', effect: 'acquire' },
  { type: 'SWIG_Python_Thread_Allow', effect: 'release', endedBy: 'end' },
  { type: 'SWIG_Python_Thread_Block', effect: 'acquire', endedBy: 'end' },
  { type: 'Shiboken::GilState', effect: 'acquire', endedBy: 'release' },
  { type: 'Shiboken::ThreadStateSaver', effect: 'release', startedBy: 'save', endedBy: 'restore' },
  { type: 'TfPyEnsureGILUnlockedObj', effect: 'release' },
  { type: 'TfPyLock', effect: 'acquire' },
  { type: 'nanobind::gil_scoped_acquire', effect: 'acquire' },
  { type: 'nanobind::gil_scoped_release', effect: 'release' },
  { type: 'nb::gil_scoped_acquire', effect: 'acquire' },
  { type: 'nb::gil_scoped_release', effect: 'release' },
  { type: 'py::gil_scoped_acquire', effect: 'acquire' },
  { type: 'py::gil_scoped_release', effect: 'release' },
  { type: 'pybind11::gil_scoped_acquire', effect: 'acquire' },
  { type: 'pybind11::gil_scoped_release', effect: 'release' },
  { type: 'vtkPythonScopeGilEnsurer', effect: 'acquire' },
  { type: 'with_gil_t', effect: 'acquire' },
  { type: 'without_gil_t', effect: 'release' },
  { type: 'wxPyThreadBlocker', effect: 'acquire' },
];

/** Macros that make such an object in the scope they stand in. */
export const scopeGuardMacros: readonly { readonly name: string; readonly effect: ScopeGuard['effect'] }[] = [
  { name: 'TF_PY_ALLOW_THREADS_IN_SCOPE', effect: 'release' },
];
