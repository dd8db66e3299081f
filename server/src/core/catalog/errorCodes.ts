// Where the code of the last error is kept, who reads it, and who may change it meanwhile.
// Easy to get wrong: releasing the GIL and taking it back keep `errno`, and the thread's last error on Windows; what is lost
// is lost by calls behind the region. A deallocator may do anything, since it may be written in Python. Signal handlers do
// not count: who runs them between two tries tries again or fails with what they raised.

/** The variable, and the functions that read the code in the same way on Windows. */
export const errorVariable = 'errno';

export type ErrorCode = 'errno' | 'last-error';

const list = (names: string): readonly string[] => names.trim().split(/\s+/);

/** They raise an exception from the code. */
const raisers: ReadonlySet<string> = new Set(
  list(`
  PyErr_SetFromErrno PyErr_SetFromErrnoWithFilename PyErr_SetFromErrnoWithFilenameObject
  PyErr_SetFromErrnoWithFilenameObjects PyErr_SetFromErrnoWithUnicodeFilename
`),
);

/** Given zero as the code they ask for the last one. */
const windowsRaisers: ReadonlyMap<string, number> = new Map([
  ['PyErr_SetFromWindowsErr', 0],
  ['PyErr_SetFromWindowsErrWithFilename', 0],
  ['PyErr_SetExcFromWindowsErr', 1],
  ['PyErr_SetExcFromWindowsErrWithFilename', 1],
  ['PyErr_SetExcFromWindowsErrWithFilenameObject', 1],
]);

const getters: ReadonlySet<string> = new Set(['GetLastError', 'WSAGetLastError']);

/** Which code a call reads, if any. */
export function errorRead(name: string, args: readonly { readonly text: string }[]): ErrorCode | undefined {
  if (raisers.has(name)) return 'errno';
  if (getters.has(name)) return 'last-error';
  const at = windowsRaisers.get(name);
  return at !== undefined && args[at]?.text === '0' ? 'last-error' : undefined;
}

/** Set the code themselves. */
export const errorSetters: ReadonlySet<string> = new Set(['SetLastError', 'WSASetLastError']);

/** May run any code, and with it change the code of the last error. */
const changers: ReadonlySet<string> = new Set(
  list(`
  Py_CLEAR Py_DECREF Py_DecRef Py_SETREF Py_XDECREF Py_XSETREF
  PyBuffer_Release PyErr_PrintEx PyErr_WarnEx PyErr_WarnFormat PyErr_WriteUnraisable
  PyEval_CallObject PyObject_Call PyObject_CallFunction PyObject_CallFunctionObjArgs PyObject_CallMethod
  PyObject_CallMethodObjArgs PyObject_CallNoArgs PyObject_CallObject PyObject_CallOneArg
  PyFile_WriteObject PyFile_WriteString PyImport_Import PyImport_ImportModule
  PySys_FormatStderr PySys_WriteStderr PySys_WriteStdout
`),
);

/** `certain`: may change the code on every system; `perhaps`: only where the C library is an old one. */
export function changesError(name: string): 'certain' | 'perhaps' | undefined {
  if (changers.has(name)) return 'certain';
  return FREES.test(name) ? 'perhaps' : undefined;
}

const FREES = /^(?:free|Py(?:Mem|Object)_(?:Raw)?(?:Free|FREE|Del|DEL))$/;

/** Neither change the code nor are what failed. */
const bystanders: ReadonlySet<string> = new Set(
  list(`
  PyErr_Occurred PyErr_SetString PyErr_Format PyErr_SetNone PyLong_FromLong PyLong_FromSsize_t PyBool_FromLong
  Py_BuildValue Py_INCREF Py_XINCREF PyErr_CheckSignals
`),
);

export const leavesError = (name: string): boolean => bystanders.has(name) || /_Check(?:Exact)?$/.test(name);

/** How a fix keeps the code: the variable's type and name, how it is read, and how it is put back. */
export const errorWords: Readonly<
  Record<ErrorCode, { readonly type: string; readonly name: string; readonly read: string; set(name: string): string }>
> = {
  errno: { type: 'int', name: 'saved_errno', read: 'errno', set: (name) => `errno = ${name};` },
  'last-error': {
    type: 'DWORD',
    name: 'saved_error',
    read: 'GetLastError()',
    set: (name) => `SetLastError(${name});`,
  },
};
