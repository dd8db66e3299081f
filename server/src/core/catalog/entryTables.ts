// Where CPython finds the functions that it calls with the GIL held.
// Easy to get wrong: allocator and hook tables look the same and are not here, because CPython calls those in any state.

/** Types whose initialiser lists functions that are entered with the GIL held. Written without `struct`. */
export const entryTables: readonly string[] = [
  'PyAsyncMethods',
  'PyBufferProcs',
  'PyGetSetDef',
  'PyHeapTypeObject',
  'PyMappingMethods',
  'PyMethodDef',
  'PyModuleDef',
  'PyModuleDef_Slot',
  'PyNumberMethods',
  'PySequenceMethods',
  'PySlot',
  'PyTypeObject',
  'PyType_Slot',
  '_inittab',
  '_typeobject',
  'wrapperbase',
];

/** A function with such a name is a module's init function, if nothing else speaks against it. */
export const moduleInitPattern = /^PyInitU?_\w+$/;

/** Python 2's spelling: believed only behind one of `moduleInitTypes`. */
export const oldModuleInitPattern = /^init\w+$/;

/** Return types that only an init function has. */
export const moduleInitTypes: readonly string[] = ['PyMODEXPORT_FUNC', 'PyMODINIT_FUNC'];

/** Macros with a body that is an init function, entered with the GIL held. */
export const moduleInitMacros: readonly string[] = [
  'BOOST_PYTHON_MODULE',
  'BOOST_PYTHON_MODULE_INIT',
  'NB_MODULE',
  'PYBIND11_EMBEDDED_MODULE',
  'PYBIND11_MODULE',
  'PYBIND11_PLUGIN',
];

const initMacros = new Set(moduleInitMacros);

/** Whether a function of this name runs when a module is imported; for C++ also the macros that stand for its head. */
export const isModuleInit = (name: string): boolean => moduleInitPattern.test(name) || initMacros.has(name);

/** A macro whose body holds one of these flags is a row of a method table. */
export const methodFlagPattern = /\bMETH_(?:VARARGS|NOARGS|O|FASTCALL|KEYWORDS|METHOD)\b/;

/** The table that such rows are for. */
export const methodTable = 'PyMethodDef';

/** Members of CPython's own structures: what is stored there is called by the interpreter, with the GIL held. */
export const typeSlotPattern = /^(?:tp|nb|sq|mp|bf|am|m|ml|getset)_\w+$|^(?:get|set|closure)$/;
