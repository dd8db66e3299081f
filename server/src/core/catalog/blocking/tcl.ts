// Functions of tcl that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const tcl: readonly BlockingCall[] = calls({ header: 'tcl.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'Tcl_AppInit', class: 'wait-sync', certainty: 'usually' },
  { name: 'Tcl_ConditionWait', class: 'wait-sync', returns: 'void' },
  { name: 'Tcl_CreateInterp', class: 'wait-sync', certainty: 'maybe', returns: 'Tcl_Interp*' },
  { name: 'Tcl_DeleteInterp', class: 'wait-sync', certainty: 'maybe', returns: 'void', note: 'delete callbacks' },
  { name: 'Tcl_DoOneEvent', class: 'wait-sync', nonBlocking: { arg: 0, hasFlag: 'TCL_DONT_WAIT' }, note: 'Tcl callbacks (PythonCmd) re-enter' },
  { name: 'Tcl_Eval', note: 'CPython: ENTER_TCL releases the GIL and takes tcl_lock' },
  { name: 'Tcl_EvalEx' },
  { name: 'Tcl_EvalFile', class: 'io-disk' },
  { name: 'Tcl_EvalObjEx' },
  { name: 'Tcl_EvalObjv' },
  { name: 'Tcl_ExprLong', certainty: 'usually' },
  { name: 'Tcl_ExprString', certainty: 'usually' },
  { name: 'Tcl_GetVar2Ex', certainty: 'maybe', returns: 'Tcl_Obj*', note: 'traces' },
  { name: 'Tcl_GlobalEval' },
  { name: 'Tcl_Init', class: 'io-disk', certainty: 'usually' },
  { name: 'Tcl_MutexLock', class: 'lock', returns: 'void' },
  { name: 'Tcl_MutexUnlock', certainty: 'maybe', guessed: true },
  { name: 'Tcl_RecordAndEval' },
  { name: 'Tcl_SetVar2Ex', certainty: 'maybe', returns: 'Tcl_Obj*', note: 'traces' },
  { name: 'Tcl_Sleep', class: 'sleep', returns: 'void' },
  { name: 'Tcl_ThreadAlert', certainty: 'maybe', guessed: true },
  { name: 'Tcl_ThreadQueueEvent', class: 'wait-sync', certainty: 'maybe', returns: 'void' },
  { name: 'Tcl_UnsetVar2', certainty: 'maybe', note: 'traces' },
  { name: 'Tcl_WaitForEvent', class: 'wait-sync' },
  { name: 'Tk_Init', class: 'io-device', certainty: 'usually' },
  { name: 'Tk_MainLoop', class: 'wait-sync', returns: 'void' },
]);
