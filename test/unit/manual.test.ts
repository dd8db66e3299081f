// Where the manuals tell of a name. The anchors of CPython's are those of its documentation of version 3.12.
import { describe, expect, it } from 'vitest';
import { manualPage } from '../../server/src/core/catalog/manual.js';
import { pythonApi } from '../../server/src/core/catalog/pythonApi/index.js';
import { regionMacros } from '../../server/src/core/catalog/regionMacros.js';
import { stateOps } from '../../server/src/core/catalog/stateOps.js';

const PYTHON = 'https://docs.python.org/3.12/c-api';

describe('the manual of Python', () => {
  it.each([
    ['Py_BEGIN_ALLOW_THREADS', 'init'],
    ['PyEval_SaveThread', 'init'],
    ['PyGILState_Ensure', 'init'],
    ['PyEval_GetLocals', 'reflection'],
    ['PyList_Append', 'list'],
    ['PyObject_Call', 'call'],
    ['PyObject_GC_Del', 'gcsupport'],
    ['PyObject_GetAttr', 'object'],
    ['PyErr_SetString', 'exceptions'],
    ['Py_INCREF', 'refcounting'],
    ['Py_DECREF', 'refcounting'],
    ['PyArg_ParseTuple', 'arg'],
    ['Py_BuildValue', 'arg'],
    ['PyUnicode_AsUTF8', 'unicode'],
    ['PyRun_SimpleString', 'veryhigh'],
    ['PyMem_RawMalloc', 'memory'],
  ])('tells of %s in the page %s', (name, page) => {
    expect(manualPage(name)).toEqual({ title: 'Python/C API', address: `${PYTHON}/${page}.html#c.${name}` });
  });

  it('tells of no private name but those that it lists, and of no other library', () => {
    for (const { name } of [...pythonApi, ...stateOps, ...regionMacros])
      if (/^(?:NPY|PyArray|PyUFunc|__Pyx|SWIG|SIP)_/.test(name)) expect(manualPage(name)).toBeUndefined();
    expect(manualPage('_PyObject_CallMethod')).toBeUndefined();
    expect(manualPage('_PyBytes_Resize')?.address).toBe(`${PYTHON}/bytes.html#c._PyBytes_Resize`);
  });
});

describe('the manual of the system', () => {
  it.each([
    ['read', '2'],
    ['epoll_wait', '2'],
    ['fcntl', '2'],
    ['sleep', '3'],
    ['getaddrinfo', '3'],
    ['pthread_mutex_lock', '3p'],
  ])('tells of %s in section %s', (name, section) => {
    const address = `https://man7.org/linux/man-pages/man${section.charAt(0)}/${name}.${section}.html`;
    expect(manualPage(name)).toEqual({ title: `${name}(${section})`, address });
  });

  it.each(['chflags', 'open64', 'mtx_lock', 'WaitForSingleObject', 'sqlite3_step', 'malloc_of_ours', 'constructor'])(
    'knows nothing of %s',
    (name) => {
      expect(manualPage(name)).toBeUndefined();
    },
  );
});
