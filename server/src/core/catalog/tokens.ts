// Names that the lens and the lowering need to read C as it is written in extensions: types, attributes, constants.
// Easy to get wrong: none of these says anything about the GIL, and a name that is missing here costs only a clean parse.

/** Types of Python objects that the pattern below does not catch. */
const objectTypes: readonly string[] = [
  'PyArray_Descr',
  'PyContext',
  'PyContextToken',
  'PyContextVar',
  'PyDateTime_Date',
  'PyDateTime_DateTime',
  'PyDateTime_Delta',
  'PyDateTime_TZInfo',
  'PyDateTime_Time',
  'PyObject',
  'PyTypeObject',
  'PyVarObject',
  'PyWeakReference',
  '_object',
  '_typeobject',
];

/** Types of the variables that a released or ensured state is kept in. */
export const stateTypes: readonly string[] = ['PyGILState_STATE', 'PyThreadState'];

/** `PyListObject`, `PyArrayObject`, `PySSLSocketObject` … */
const objectTypePattern = /^_?Py[A-Z]\w*Object$/;

export const isObjectType = (name: string): boolean => objectTypePattern.test(name) || objectTypes.includes(name);

/** Macros that stand for a type, without argument. */
export const typeMacros: readonly string[] = ['HPy_MODINIT_FUNC', 'PyMODEXPORT_FUNC', 'PyMODINIT_FUNC'];

/** Macros whose argument is the type: `PyAPI_FUNC(int) f(void);`. */
export const typeWrapperMacros: readonly string[] = [
  'DL_EXPORT',
  'DL_IMPORT',
  'PyAPI_DATA',
  'PyAPI_FUNC',
  'Py_LOCAL',
  'Py_LOCAL_INLINE',
];

/** Macros that stand for members at the head of a structure or an initialiser. */
export const headMacros: readonly string[] = [
  'PyException_HEAD',
  'PyModuleDef_HEAD_INIT',
  'PyObject_HEAD',
  'PyObject_HEAD_INIT',
  'PyObject_VAR_HEAD',
  'PyUnicode_HEAD',
  'PyVarObject_HEAD_INIT',
  '_PyObject_EXTRA_INIT',
  '_PyObject_HEAD_EXTRA',
  '_PyTZINFO_HEAD',
];

/** Macros that are a whole declaration at file level. */
export const declarationMacros: readonly string[] = [
  'PYBIND11_DECLARE_HOLDER_TYPE',
  'PYBIND11_MAKE_OPAQUE',
  'PyDoc_STRVAR',
  'PyDoc_VAR',
  'Py_BUILD_ASSERT_DECL',
  '_Py_COMP_DIAG_IGNORE_DEPR_DECLS',
  '_Py_COMP_DIAG_POP',
  '_Py_COMP_DIAG_PUSH',
  '_Py_IDENTIFIER',
  '_Py_static_string',
];

/** Attributes that are written like a call. */
export const attributeCalls: readonly string[] = [
  'Py_ALIGNED',
  'Py_DEPRECATED',
  'Py_GCC_ATTRIBUTE',
  'Py_PRINTF_ATTRIBUTE',
  'Py_UNUSED',
  '_Alignas',
  '_Py_DEPRECATED_EXTERNALLY',
  '_Py_TYPEOF',
  '__attribute',
  '__attribute__',
  '__declspec',
  'alignas',
];

/** Attributes that are one word. */
export const attributeNames: readonly string[] = [
  'APIENTRY',
  'CALLBACK',
  'NPY_FINLINE',
  'NPY_HIDDEN',
  'NPY_INLINE',
  'NPY_NOINLINE',
  'NPY_NO_EXPORT',
  'NPY_VISIBILITY_HIDDEN',
  'NTAPI',
  'PASCAL',
  'PYBIND11_EXPORT',
  'PYBIND11_NOINLINE',
  'Py_ALWAYS_INLINE',
  'Py_EXPORTED_SYMBOL',
  'Py_FALLTHROUGH',
  'Py_HOT_FUNCTION',
  'Py_IMPORTED_SYMBOL',
  'Py_LOCAL_SYMBOL',
  'Py_NO_INLINE',
  'SWIGEXPORT',
  'SWIGINLINE',
  'SWIGINTERN',
  'SWIGINTERNINLINE',
  'SWIGRUNTIME',
  'SWIGRUNTIMEINLINE',
  'SWIGUNUSED',
  'SWIGUNUSEDPARM',
  'WINAPI',
  'WINAPIV',
  'WSAAPI',
  '_Noreturn',
  '_Py_ALWAYS_INLINE',
  '_Py_HOT_FUNCTION',
  '_Py_NO_INLINE',
  '_Py_NO_RETURN',
  '_Py_NO_SANITIZE_UNDEFINED',
  '_Py_THREAD_LOCAL',
  '__cdecl',
  '__clrcall',
  '__extension__',
  '__fastcall',
  '__forceinline',
  '__stdcall',
  '__thiscall',
  '__vectorcall',
  '_cdecl',
  '_stdcall',
];

/** Words that a macro's body begins with where the macro is an attribute itself. */
export const attributeWords: readonly string[] = [
  ...attributeCalls,
  ...attributeNames,
  '__declspec',
  '__inline',
  '__restrict',
  'inline',
  'noexcept',
  'restrict',
];

/** Spellings of the null pointer; `0` counts where a pointer is expected. */
export const nullConstants: readonly string[] = ['((void *)0)', '((void*)0)', '(void *)0', '(void*)0', 'NULL', 'Py_NULL', 'nullptr'];

/** Calls that return twice: 0 in the child, where waiting hurts no other thread. */
export const forkCalls: readonly string[] = ['_Fork', 'fork', 'fork1', 'forkpty', 'forkx', 'rfork', 'vfork'];

/** Calls whose result is not zero exactly where the calling thread holds the GIL. */
export const stateChecks: readonly string[] = ['PyGILState_Check'];

/** Classes of the libraries that bind C++ to Python, with a reference count behind each copy. */
export const wrapperClasses: readonly string[] = [
  'args',
  'array',
  'array_t',
  'bool_',
  'buffer',
  'bytearray',
  'bytes',
  'callable',
  'capsule',
  'cpp_function',
  'dict',
  'dtype',
  'ellipsis',
  'error_already_set',
  'float_',
  'frozenset',
  'function',
  'int_',
  'iterable',
  'iterator',
  'kwargs',
  'list',
  'memoryview',
  'module_',
  'none',
  'object',
  'sequence',
  'set',
  'slice',
  'staticmethod',
  'str',
  'tuple',
  'type',
  'weakref',
];

/** Calls that make a lock: the first one to take it never waits. */
export const lockMakers: readonly string[] = ['PyThread_allocate_lock', 'PyThread_allocate_sema', 'xSemaphoreCreateMutex'];

/** A function or a macro that gives a lock back. */
export const givesLockBack = (name: string): boolean => /release|unlock|leave|unwait|^~/i.test(name);

/** Questions that every Python of today answers with yes. */
export const alwaysTrueCalls: readonly string[] = ['PyEval_ThreadsInitialized'];

/** What stands around the statements of a macro, by the end of its name: `G_STMT_START { … } G_STMT_END`. */
export const statementWrapper = (name: string): string | undefined =>
  name.endsWith('STMT_START') ? 'do' : name.endsWith('STMT_END') ? 'while (0)' : undefined;
