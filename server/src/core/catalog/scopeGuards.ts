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
  { type: 'py::subinterpreter_scoped_activate', effect: 'acquire' },
  { type: 'pybind11::gil_scoped_acquire', effect: 'acquire' },
  { type: 'pybind11::gil_scoped_release', effect: 'release' },
  { type: 'pybind11::subinterpreter_scoped_activate', effect: 'acquire' },
  { type: 'vtkPythonScopeGilEnsurer', effect: 'acquire' },
  { type: 'with_gil_t', effect: 'acquire' },
  { type: 'without_gil_t', effect: 'release' },
  { type: 'wxPyThreadBlocker', effect: 'acquire' },
];

/** In C++, macros that make such an object in the scope they stand in, or end the one that another of them made. */
export interface ScopeGuardMacro {
  readonly name: string;
  readonly variable: string;
  readonly type?: string;
  readonly ends?: true;
}

export const scopeGuardMacros: readonly ScopeGuardMacro[] = [
  { name: 'SWIG_PYTHON_THREAD_BEGIN_ALLOW', type: 'SWIG_Python_Thread_Allow', variable: '_swig_thread_allow' },
  { name: 'SWIG_PYTHON_THREAD_BEGIN_BLOCK', type: 'SWIG_Python_Thread_Block', variable: '_swig_thread_block' },
  { name: 'SWIG_PYTHON_THREAD_END_ALLOW', ends: true, variable: '_swig_thread_allow' },
  { name: 'SWIG_PYTHON_THREAD_END_BLOCK', ends: true, variable: '_swig_thread_block' },
  { name: 'TF_PY_ALLOW_THREADS_IN_SCOPE', type: 'TfPyEnsureGILUnlockedObj', variable: '__py_ensure_gil_unlocked' },
];
