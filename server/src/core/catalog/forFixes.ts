// What fixes have to know of functions beyond their relation to the GIL: types, whose memory a result lies in, and how a
// wait that was interrupted is tried again.

/**
 * The C types of Python API in the arguments of calls that wait: a fix reads the value in front of the region. From the
 * reference manual; a name that is not here has no such fix.
 */
export const resultTypes: ReadonlyMap<string, string> = new Map([
  ['PyBytes_AS_STRING', 'char *'],
  ['PyBytes_AsString', 'char *'],
  ['PyBytes_GET_SIZE', 'Py_ssize_t'],
  ['PyBytes_Size', 'Py_ssize_t'],
  ['PyUnicode_AsUTF8', 'const char *'],
  ['PyUnicode_AsUTF8AndSize', 'const char *'],
  ['PyUnicode_GET_LENGTH', 'Py_ssize_t'],
  ['PyUnicode_GetLength', 'Py_ssize_t'],
  ['PyUnicode_DATA', 'void *'],
  ['PyLong_AsLong', 'long'],
  ['PyLong_AsUnsignedLong', 'unsigned long'],
  ['PyLong_AsLongLong', 'long long'],
  ['PyLong_AsUnsignedLongLong', 'unsigned long long'],
  ['PyLong_AsSsize_t', 'Py_ssize_t'],
  ['PyLong_AsSize_t', 'size_t'],
  ['PyLong_AsDouble', 'double'],
  ['PyLong_AsVoidPtr', 'void *'],
  ['PyFloat_AsDouble', 'double'],
  ['PyFloat_AS_DOUBLE', 'double'],
  ['PyNumber_AsSsize_t', 'Py_ssize_t'],
  ['PyObject_AsFileDescriptor', 'int'],
  ['PyObject_IsTrue', 'int'],
  ['PyObject_Length', 'Py_ssize_t'],
  ['PyObject_Size', 'Py_ssize_t'],
  ['PySequence_Length', 'Py_ssize_t'],
  ['PySequence_Size', 'Py_ssize_t'],
  ['PyList_GET_SIZE', 'Py_ssize_t'],
  ['PyList_Size', 'Py_ssize_t'],
  ['PyTuple_GET_SIZE', 'Py_ssize_t'],
  ['PyTuple_Size', 'Py_ssize_t'],
  ['PyCapsule_GetPointer', 'void *'],
  ['PyModule_GetState', 'void *'],
  ['PyArray_DATA', 'void *'],
  ['PyArray_BYTES', 'char *'],
  ['PyArray_SIZE', 'npy_intp'],
  ['PyArray_NBYTES', 'npy_intp'],
  ['PyArray_NDIM', 'int'],
  ['PyArray_DIM', 'npy_intp'],
  ['PyArray_DIMS', 'npy_intp *'],
]);

/** Give a pointer into memory that moves or goes away when the object is changed by another thread. */
export const mutableMemory: ReadonlySet<string> = new Set([
  'PyByteArray_AS_STRING',
  'PyByteArray_AsString',
  'PySequence_Fast_ITEMS',
]);

/** Give an object that somebody else owns, and may let go. */
export const borrowedResults: ReadonlySet<string> = new Set([
  'PyList_GET_ITEM',
  'PyList_GetItem',
  'PyDict_GetItem',
  'PyDict_GetItemString',
  'PyDict_GetItemWithError',
]);

/** Their results lie in memory that the next call of any thread overwrites; without the GIL a lock has to guard them. */
export const sharedResults: ReadonlySet<string> = new Set([
  'gethostbyname',
  'gethostbyname2',
  'gethostbyaddr',
  'getservbyname',
  'getservbyport',
  'getprotobyname',
  'getprotobynumber',
  'getnetbyname',
  'getnetbyaddr',
]);

/** Asked with a null pointer they tell a size, with a buffer what fits into it: between the two nothing may change. */
export const sizedFetches: ReadonlySet<string> = new Set([
  'getgroups',
  'getgrouplist',
  'sysctl',
  'sysctlbyname',
  'getxattr',
  'lgetxattr',
  'fgetxattr',
  'listxattr',
  'llistxattr',
  'flistxattr',
  'RegQueryValueExW',
  'RegEnumValueW',
  'GetAdaptersAddresses',
  'GetExtendedTcpTable',
  'GetLogicalProcessorInformationEx',
  'EnumPrintersW',
]);

/** Runs Python's signal handlers; between two tries of an interrupted wait somebody has to. */
export const signalCheck = 'PyErr_CheckSignals';
export const interrupted = 'EINTR';
/** Whoever calls one of these between two tries has thought of signals. */
export const signalChecks: ReadonlySet<string> = new Set([
  'PyErr_CheckSignals',
  'PyErr_CheckSignalsTstate',
  'PyOS_InterruptOccurred',
  '_PyErr_CheckSignals',
  '_PyErr_CheckSignalsTstate',
  '_PyOS_InterruptOccurred',
]);
