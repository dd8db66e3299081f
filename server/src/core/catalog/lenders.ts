// Functions that give a reference which somebody else owns, or a pointer into the memory of an object: good for as long as
// nobody changes the owner, and that is as long as the GIL is not given away.
// Easy to get wrong: what is in a tuple or in the bytes of a string does not go away while the object lives, so such a
// result is in danger only where the object itself is borrowed; and what the interpreter keeps for good is in no danger.
import { table } from './rows.js';

export interface Lender {
  readonly name: string;
  /**
   * `reference`: to an object that its owner may let go; `memory`: of an object that may move or free it;
   * `part`: of an object that never changes, and so good for as long as that lives.
   */
  readonly lends: 'reference' | 'memory' | 'part';
  /** The argument that owns it; undefined where it is an object of the interpreter. */
  readonly owner: number | undefined;
  /** The arguments whose variables get it, by their addresses; undefined where it is the result. */
  readonly into?: readonly number[];
  /** The memory cannot be exported as a buffer. */
  readonly hasNoBuffer?: true;
  /** Never null. */
  readonly neverNull?: true;
}

const rows: readonly Lender[] = table<Lender>()({ lends: 'reference', owner: 0 }, [
  { name: 'PyCell_GET' },
  { name: 'PyDict_GetItem' },
  { name: 'PyDict_GetItemString' },
  { name: 'PyDict_GetItemWithError' },
  { name: 'PyDict_Next', into: [2, 3], neverNull: true },
  { name: 'PyDict_SetDefault' },
  { name: 'PyList_GET_ITEM', neverNull: true },
  { name: 'PyList_GetItem' },
  { name: 'PySequence_Fast_GET_ITEM', neverNull: true },
  { name: 'PySys_GetObject', owner: undefined },
  { name: 'PyWeakref_GET_OBJECT', neverNull: true },
  { name: 'PyWeakref_GetObject' },
  { name: '_PyDict_GetItemIdWithError' },
  { name: '_PyDict_GetItemStringWithError' },
  { name: '_PyDict_GetItemWithError' },
  { name: '_PyDict_GetItem_KnownHash' },
  { name: '_PySys_GetAttr', owner: undefined },
  { name: 'PyByteArray_AS_STRING', lends: 'memory', neverNull: true },
  { name: 'PyByteArray_AsString', lends: 'memory', neverNull: true },
  { name: 'PyObject_AsCharBuffer', lends: 'memory', into: [1] },
  { name: 'PyObject_AsReadBuffer', lends: 'memory', into: [1] },
  { name: 'PyObject_AsWriteBuffer', lends: 'memory', into: [1] },
  { name: 'PySequence_Fast_ITEMS', lends: 'memory', hasNoBuffer: true, neverNull: true },
  { name: 'PyBytes_AS_STRING', lends: 'part', neverNull: true },
  { name: 'PyBytes_AsString', lends: 'part' },
  { name: 'PyBytes_AsStringAndSize', lends: 'part', into: [1] },
  { name: 'PyCapsule_GetPointer', lends: 'part' },
  { name: 'PyTuple_GET_ITEM', lends: 'part', neverNull: true },
  { name: 'PyTuple_GetItem', lends: 'part' },
  { name: 'PyUnicode_1BYTE_DATA', lends: 'part', neverNull: true },
  { name: 'PyUnicode_AsUTF8', lends: 'part' },
  { name: 'PyUnicode_AsUTF8AndSize', lends: 'part' },
  { name: 'PyUnicode_DATA', lends: 'part', neverNull: true },
]);

const lenders = new Map(rows.map((row) => [row.name, row]));

export const lender = (name: string): Lender | undefined => lenders.get(name);

/** Names of objects of the interpreter that programs replace as a matter of course. */
export const replacedObjects: ReadonlySet<string> = new Set(['stderr', 'stdin', 'stdout']);

/** How the memory of an object is exported and given back. */
export const bufferWords = {
  type: 'Py_buffer',
  take: 'PyObject_GetBuffer',
  kind: 'PyBUF_SIMPLE',
  giveBack: 'PyBuffer_Release',
} as const;

/** Take a reference of one's own to their argument. */
export const referenceTakers: ReadonlySet<string> = new Set([
  'Py_INCREF',
  'Py_NewRef',
  'Py_XINCREF',
  'Py_XNewRef',
  '_Py_NewRef',
  '_Py_XNewRef',
]);

/** Give a reference back: who calls them has one. */
export const referenceDroppers: ReadonlySet<string> = new Set([
  'Py_CLEAR',
  'Py_DECREF',
  'Py_DecRef',
  'Py_SETREF',
  'Py_XDECREF',
  'Py_XSETREF',
]);

/** They look at an object and keep nothing of it, not even a reference. */
const lookers: ReadonlySet<string> = new Set([
  'PyBytes_GET_SIZE',
  'PyBytes_Size',
  'PyErr_Format',
  'PyFloat_AS_DOUBLE',
  'PyFloat_AsDouble',
  'PyList_GET_SIZE',
  'PyList_Size',
  'PyLong_AsLong',
  'PyLong_AsLongLong',
  'PyLong_AsSize_t',
  'PyLong_AsSsize_t',
  'PyLong_AsUnsignedLong',
  'PyLong_AsUnsignedLongLong',
  'PyLong_AsVoidPtr',
  'PyNumber_AsSsize_t',
  'PyObject_AsFileDescriptor',
  'PyObject_GetAttr',
  'PyObject_GetAttrString',
  'PyObject_IsInstance',
  'PyObject_IsTrue',
  'PyObject_Length',
  'PyObject_Repr',
  'PyObject_RichCompareBool',
  'PyObject_Size',
  'PyObject_Str',
  'PyObject_TypeCheck',
  'PyTuple_GET_SIZE',
  'PyTuple_Size',
  'PyUnicode_CompareWithASCIIString',
  'PyUnicode_GET_LENGTH',
  'PyUnicode_GetLength',
  'Py_IS_TYPE',
  'Py_SIZE',
  'Py_TYPE',
  '_PyLong_AsInt',
]);

export const onlyLooks = (name: string): boolean =>
  lookers.has(name) || lenders.has(name) || /_Check(?:Exact|_)?$/.test(name);

/** Keep the memory of an object where it is until the buffer is given back. */
export const bufferExports: ReadonlySet<string> = new Set(['PyObject_GetBuffer', '_PyObject_GetBuffer']);

/** Their result is an object that nobody else knows, as are the containers of `newContainers`. */
export const newBuffers: readonly string[] = ['PyByteArray_FromObject', 'PyByteArray_FromStringAndSize'];

/** Fill variables from the arguments of a Python call: those belong to the caller. */
export const argumentParsers: ReadonlySet<string> = new Set([
  'PyArg_Parse',
  'PyArg_ParseTuple',
  'PyArg_ParseTupleAndKeywords',
  'PyArg_UnpackTuple',
]);

/** Give a list that is handed to them as it is, and make one of anything else. */
export const listViews: ReadonlySet<string> = new Set(['PySequence_Fast']);

/** Their result is a container that the interpreter, or a module, keeps for as long as it runs. */
export const lastingContainers: ReadonlySet<string> = new Set([
  'PyEval_GetBuiltins',
  'PyEval_GetGlobals',
  'PyEval_GetLocals',
  'PyImport_GetModuleDict',
  'PyInterpreterState_GetDict',
  'PyModule_GetDict',
  'PyThreadState_GetDict',
  '_PyThreadState_GetDict',
  '_PyType_GetDict',
]);
