// Functions that give a reference which somebody else owns, and the one that gives a reference of one's own instead.
// Without the GIL another thread may drop the owner's reference between the call and the first use.
// Easy to get wrong: most twins give the object through a pointer and tell a failure from something that is not there,
// so that one call cannot simply be written in place of the other.
import type { PythonVersion } from './pythonVersion.js';
import { table } from './rows.js';

export interface StrongTwin {
  readonly name: string;
  readonly twin: string;
  readonly since: PythonVersion;
  /** How the twin gives the object: as its result, like the function itself, or through a further argument. */
  readonly gives: 'result' | 'pointer';
  /** The function cannot fail, and so nobody asks; the twin can. */
  readonly neverFails?: true;
}

const rows: readonly StrongTwin[] = table<StrongTwin>()({ since: { major: 3, minor: 13 }, gives: 'pointer' }, [
  { name: 'PyDict_GetItem', twin: 'PyDict_GetItemRef' },
  { name: 'PyDict_GetItemString', twin: 'PyDict_GetItemStringRef' },
  { name: 'PyDict_GetItemWithError', twin: 'PyDict_GetItemRef' },
  { name: 'PyDict_SetDefault', twin: 'PyDict_SetDefaultRef' },
  { name: 'PyImport_AddModule', twin: 'PyImport_AddModuleRef', gives: 'result' },
  { name: 'PyList_GET_ITEM', twin: 'PyList_GetItemRef', gives: 'result', neverFails: true },
  { name: 'PyList_GetItem', twin: 'PyList_GetItemRef', gives: 'result' },
  { name: 'PyWeakref_GET_OBJECT', twin: 'PyWeakref_GetRef' },
  { name: 'PyWeakref_GetObject', twin: 'PyWeakref_GetRef' },
]);

const twins = new Map(rows.map((row) => [row.name, row]));

export const strongTwin = (name: string): StrongTwin | undefined => twins.get(name);

/** Their result is a new list or dictionary: as long as it is in a variable alone, no other thread knows of it. */
export const newContainers: readonly string[] = [
  'PyDict_Copy',
  'PyDict_Items',
  'PyDict_Keys',
  'PyDict_New',
  'PyDict_Values',
  'PyList_GetSlice',
  'PyList_New',
  'PyMapping_Items',
  'PyMapping_Keys',
  'PyMapping_Values',
  'PySequence_List',
];

/**
 * Calls that do no more with an object than look at it: they keep no pointer to it, take over no reference, and their
 * result does not lie in its memory. From the reference manual; what is not here may do any of that.
 */
export const lendingCalls: ReadonlySet<string> = new Set([
  'PyBool_Check',
  'PyBytes_Check',
  'PyBytes_GET_SIZE',
  'PyBytes_Size',
  'PyCallable_Check',
  'PyDict_Check',
  'PyDict_SetItem',
  'PyDict_SetItemString',
  'PyFloat_AsDouble',
  'PyFloat_Check',
  'PyFloat_CheckExact',
  'PyList_Append',
  'PyList_Check',
  'PyList_CheckExact',
  'PyList_GET_SIZE',
  'PyList_Size',
  'PyLong_AsDouble',
  'PyLong_AsLong',
  'PyLong_AsLongLong',
  'PyLong_AsSize_t',
  'PyLong_AsSsize_t',
  'PyLong_AsUnsignedLong',
  'PyLong_AsUnsignedLongLong',
  'PyLong_Check',
  'PyLong_CheckExact',
  'PyNumber_AsSsize_t',
  'PyNumber_Check',
  'PyNumber_Float',
  'PyNumber_Index',
  'PyNumber_Long',
  'PyObject_AsFileDescriptor',
  'PyObject_CallFunctionObjArgs',
  'PyObject_CallMethodObjArgs',
  'PyObject_CallNoArgs',
  'PyObject_CallObject',
  'PyObject_CallOneArg',
  'PyObject_GetAttr',
  'PyObject_GetAttrString',
  'PyObject_GetItem',
  'PyObject_Hash',
  'PyObject_IsInstance',
  'PyObject_IsTrue',
  'PyObject_Length',
  'PyObject_Print',
  'PyObject_Repr',
  'PyObject_RichCompare',
  'PyObject_RichCompareBool',
  'PyObject_SetAttr',
  'PyObject_SetAttrString',
  'PyObject_SetItem',
  'PyObject_Size',
  'PyObject_Str',
  'PyObject_TypeCheck',
  'PySequence_Check',
  'PySequence_Contains',
  'PySequence_Length',
  'PySequence_Size',
  'PySet_Add',
  'PySet_Contains',
  'PyTuple_Check',
  'PyTuple_CheckExact',
  'PyTuple_GET_SIZE',
  'PyTuple_Size',
  'PyUnicode_Check',
  'PyUnicode_CheckExact',
  'PyUnicode_Compare',
  'PyUnicode_CompareWithASCIIString',
  'PyUnicode_GET_LENGTH',
  'PyUnicode_GetLength',
]);

/** The words with which a fix takes references and gives them back. */
export const referenceWords = {
  take: ['Py_INCREF', 'Py_XINCREF'],
  drop: 'Py_DECREF',
  dropIfAny: 'Py_XDECREF',
} as const;
