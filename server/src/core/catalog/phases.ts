// Functions that run when there is no other thread to wait for: while an interpreter starts, and in a child just forked.
// Easy to get wrong: `Py_RunMain()` starts nothing, it runs the program; and sub-interpreters start beside other threads.
// Source: the manual's chapters on initialization and on `fork()`.

/** Documented entry points of an interpreter's start, and those that CPython's own command line goes through. */
export const startUpFunctions: readonly string[] = [
  'PyConfig_Clear',
  'PyConfig_InitIsolatedConfig',
  'PyConfig_InitPythonConfig',
  'PyConfig_Read',
  'PyConfig_SetArgv',
  'PyConfig_SetBytesArgv',
  'PyConfig_SetBytesString',
  'PyConfig_SetString',
  'PyConfig_SetWideStringList',
  'PyImport_AppendInittab',
  'PyImport_ExtendInittab',
  'PyPreConfig_InitIsolatedConfig',
  'PyPreConfig_InitPythonConfig',
  'PyWideStringList_Append',
  'PyWideStringList_Insert',
  'Py_BytesMain',
  'Py_Initialize',
  'Py_InitializeEx',
  'Py_InitializeFromConfig',
  'Py_InitializeFromInitConfig',
  'Py_Main',
  'Py_PreInitialize',
  'Py_PreInitializeFromArgs',
  'Py_PreInitializeFromBytesArgs',
  'Py_SetPath',
  'Py_SetProgramName',
  'Py_SetPythonHome',
  'Py_SetStandardStreamEncoding',
  '_Py_InitializeFromArgs',
  '_Py_InitializeFromConfig',
  '_Py_InitializeFromWideArgs',
  '_Py_InitializeMain',
  '_Py_InitializeMainInterpreter',
];

/** The slots of a module run when it is imported, as its init function does. */
export const startUpTable = 'PyModuleDef_Slot';

/** Run in the child of `fork()`, which has one thread. */
export const childFunctions: readonly string[] = ['PyOS_AfterFork', 'PyOS_AfterFork_Child'];

/** Calls that hand over a function which the child of `fork()` runs: the name and the argument. */
export const childRegistrars: readonly { readonly registrar: string; readonly arg: number }[] = [
  { registrar: 'pthread_atfork', arg: 2 },
  { registrar: 'g_spawn_async', arg: 4 },
];

/** Calls that give the thread state of the calling thread: it is kept elsewhere, and a release may throw its copy away. */
export const threadStateGetters: readonly string[] = [
  'PyGILState_GetThisThreadState',
  'PyThreadState_Get',
  'PyThreadState_GetUnchecked',
  'PyThread_get_key_value',
  'PyThread_tss_get',
  'TlsGetValue',
  '_PyRuntimeGILState_GetThreadState',
  '_PyThreadState_GET',
  '_PyThreadState_UncheckedGet',
  'pthread_getspecific',
];
