// The objects of pybind11, nanobind and Boost.Python as Python API: making, copying, ending and using them touches
// reference counts or runs Python code.
// Easy to get wrong: a default `object` owns nothing and a moved one owns nothing any more, so that making and ending
// them is free; that is decided where they are declared, not here.
import { borrowingClass, wrapperNamespaces } from '../cplusplus.js';
import { wrapperClasses } from '../tokens.js';
import type { ApiFunction } from '../types.js';

/** Member functions that need the GIL; `ptr()`, `is_none()` and the like only look at a pointer. */
const members: readonly string[] = [
  'append',
  'attr',
  'begin',
  'call',
  'cast',
  'clear',
  'contains',
  'dec_ref',
  'end',
  'extend',
  'format',
  'get_type',
  'inc_ref',
  'insert',
  'items',
  'keys',
  'operator()',
  'operator[]',
  'restore',
  'size',
  'values',
];

/** Functions of these namespaces that need the GIL. */
const functions: readonly string[] = [
  'borrow',
  'cast',
  'delattr',
  'eval',
  'eval_file',
  'exec',
  'extract',
  'getattr',
  'globals',
  'hasattr',
  'hash',
  'import',
  'import_',
  'isinstance',
  'iter',
  'len',
  'make_iterator',
  'make_tuple',
  'module_::import',
  'module_::import_',
  'print',
  'reinterpret_borrow',
  'repr',
  'setattr',
  'type::of',
];

const row = (name: string): ApiFunction => ({ name, gil: 'required', basis: 'doc', kind: 'function' });

const rowsOf = (namespace: string): readonly ApiFunction[] => [
  ...functions.map((name) => row(`${namespace}::${name}`)),
  ...[...wrapperClasses, borrowingClass].flatMap((name) => [
    ...(name === borrowingClass
      ? []
      : [row(`${namespace}::${name}`), row(`${namespace}::${name}::~${name}`), row(`${namespace}::${name}::operator=`)]),
    ...members.map((member) => row(`${namespace}::${name}::${member}`)),
  ]),
];

export const wrapperApi: readonly ApiFunction[] = [...new Set(Object.values(wrapperNamespaces))].flatMap(rowsOf);
