// How a module says that it works without the GIL, since Python 3.13. One that does not say so turns the GIL on for the
// whole process when it is imported.
import { moduleInitPattern } from './entryTables.js';

export const gilSlot = {
  /** The type of the tables that describe how a module is made. */
  table: 'PyModuleDef_Slot',
  slot: 'Py_mod_gil',
  notUsed: 'Py_MOD_GIL_NOT_USED',
  /** Says the same of a module that was made at once. */
  call: 'PyUnstable_Module_SetGIL',
  /** Defined where there is no GIL, and thereby only where all of these words are known. */
  macro: 'Py_GIL_DISABLED',
} as const;

/** Make a module at once, in its init function. */
export const moduleMakers: ReadonlySet<string> = new Set(['PyModule_Create', 'PyModule_Create2']);

export const isInitFunction = (name: string): boolean => moduleInitPattern.test(name);
