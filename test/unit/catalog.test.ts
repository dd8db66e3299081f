// The laws of the catalog: a wrong row is a wrong finding for every user, and nothing else would notice it.
import { describe, expect, it } from 'vitest';
import { blockingByLibrary, blockingCalls } from '../../server/src/core/catalog/blocking/index.js';
import { callbackRegistrars, callbackSlots } from '../../server/src/core/catalog/callbacks.js';
import { createCatalog, hasEvidence, headerFamily, isGenericName } from '../../server/src/core/catalog/catalog.js';
import { entryTables, moduleInitPattern } from '../../server/src/core/catalog/entryTables.js';
import { exitMacros, noReturnCalls } from '../../server/src/core/catalog/exits.js';
import { pythonApi } from '../../server/src/core/catalog/pythonApi/index.js';
import { regionMacros } from '../../server/src/core/catalog/regionMacros.js';
import { table } from '../../server/src/core/catalog/rows.js';
import { scopeGuards } from '../../server/src/core/catalog/scopeGuards.js';
import { stateOps } from '../../server/src/core/catalog/stateOps.js';
import { forkCalls, isObjectType } from '../../server/src/core/catalog/tokens.js';
import type { BlockingCall, NonBlocking } from '../../server/src/core/catalog/types.js';

const catalog = createCatalog();

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

const unsorted = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => at > 0 && name <= (names[at - 1] ?? ''));

const namesOf = (rows: readonly { readonly name: string }[]): readonly string[] => rows.map(({ name }) => name);

const row = (name: string): BlockingCall => {
  const found = catalog.blocking(name);
  if (found === undefined) throw new Error(`${name} has no row`);
  return found;
};

/** What is wrong with a condition, in words. */
const faultOf = (condition: NonBlocking): string | undefined => {
  if ('object' in condition) return condition.object === '' || condition.mode === '' ? 'says nothing' : undefined;
  if (!Number.isInteger(condition.arg) || condition.arg < 0 || condition.arg > 12) return `argument ${condition.arg}`;
  if ('is' in condition || 'isNot' in condition) {
    const spellings = 'is' in condition ? condition.is : condition.isNot;
    if (spellings.length === 0 || repeated(spellings).length > 0) return 'no spelling, or one twice';
    return spellings.find((text) => !/^(?:\d\w*|[\w:]+(?:\(0\)|\{0\}|\(\))?)$/.test(text));
  }
  if ('hasFlag' in condition) return /^[A-Z][A-Z0-9_]+$/.test(condition.hasFlag) ? undefined : condition.hasFlag;
  if ('lacksFlag' in condition) return /^[A-Z][A-Z0-9_]+$/.test(condition.lacksFlag) ? undefined : condition.lacksFlag;
  return undefined;
};

describe('blocking calls', () => {
  it('have rows for all the libraries, sorted in each, with unique names', () => {
    expect(blockingCalls.length).toBeGreaterThanOrEqual(11_000);
    expect(Object.keys(blockingByLibrary).length).toBeGreaterThan(100);
    for (const [library, rows] of Object.entries(blockingByLibrary))
      expect([library, unsorted(namesOf(rows))]).toEqual([library, []]);
    expect(new Set(namesOf(blockingCalls)).size).toBe(blockingCalls.length);
  });

  it('are named like functions, and say what they return and where they are declared', () => {
    const name = /^[A-Za-z_][\w:~.]*$/;
    expect(blockingCalls.filter((call) => !name.test(call.name) || call.returns === '' || call.header === '')).toEqual(
      [],
    );
    expect(blockingCalls.filter((call) => /\s$|^\s/.test(`${call.name}${call.returns}${call.header}`))).toEqual([]);
  });

  it('have well-formed conditions', () => {
    const faults = blockingCalls.flatMap(({ name, nonBlocking }) => {
      const fault = nonBlocking === undefined ? undefined : faultOf(nonBlocking);
      return fault === undefined ? [] : [`${name}: ${fault}`];
    });
    expect(faults).toEqual([]);
    expect(blockingCalls.filter(({ nonBlocking }) => nonBlocking !== undefined).length).toBeGreaterThan(200);
  });

  it.each([
    ['recv', { arg: 3, hasFlag: 'MSG_DONTWAIT' }],
    ['waitpid', { arg: 2, hasFlag: 'WNOHANG' }],
    ['flock', { arg: 1, hasFlag: 'LOCK_NB' }],
    ['poll', { arg: 2, is: ['0'] }],
    ['select', { arg: 4, isZeroStruct: true }],
    ['ReadFile', { arg: 4, isNonNull: true }],
    ['clEnqueueReadBuffer', { arg: 2, is: ['CL_FALSE', '0'] }],
    ['PyThread_acquire_lock', { arg: 1, is: ['0', 'NOWAIT_LOCK'] }],
    ['mmap', { arg: 3, lacksFlag: 'MAP_POPULATE' }],
  ])('%s returns at once under its condition', (name, condition) => {
    expect(row(name).nonBlocking).toEqual(condition);
  });

  it('wait in fcntl for locks alone', () => {
    expect(row('fcntl').nonBlocking).toMatchObject({ arg: 1, isNot: expect.arrayContaining(['F_SETLKW']) });
  });

  it('are only a hint where CPython keeps the GIL nearly always', () => {
    for (const name of ['fclose', 'fflush', 'fprintf', 'ioctl', 'memcpy', 'close'])
      expect([name, row(name).certainty]).toEqual([name, 'maybe']);
    for (const name of ['connect', 'nanosleep', 'getaddrinfo', 'pthread_join', 'system'])
      expect([name, row(name).certainty]).toEqual([name, 'always']);
  });

  it('of the clients of servers are round trips', () => {
    for (const name of [
      'aerospike_key_put',
      'SQLTablesA',
      'OCILobGetLength',
      'isc_dsql_execute_immediate',
      'xcb_get_image_reply',
    ])
      expect([name, row(name).class, row(name).certainty]).toEqual([name, 'io-network', 'always']);
    expect(row('aerospike_key_get').returns).toBe('as_status');
    expect(row('redisCommand').returns).toBe('void*');
    expect(catalog.blocking('mysql_insert_id')).toBeUndefined();
    expect(catalog.blocking('curl_easy_getinfo')).toBeUndefined();
  });

  it('that wait for callbacks name families that somebody registers, and the other way round', () => {
    const waited = new Set(blockingCalls.flatMap(({ waitsForCallbacks }) => waitsForCallbacks ?? []));
    const registered = new Set([...callbackRegistrars, ...callbackSlots].flatMap(({ family }) => family ?? []));
    expect([...waited].sort()).toEqual([...registered].sort());
    expect(row('Mix_HaltChannel').waitsForCallbacks).toEqual(['sdl-mixer']);
    expect(row('pa_threaded_mainloop_lock')).toMatchObject({ class: 'lock', waitsForCallbacks: ['pulse'] });
    expect(row('curl_multi_perform').waitsForCallbacks).toBeUndefined();
  });

  it('are guarded by the GIL where the result or the cursor belongs to the process', () => {
    const guarded = [
      'getmntent',
      'getutxent',
      'getpwent',
      'getspent',
      'getgrent',
      'strtok',
      'localtime',
      'gmtime',
      'ttyname',
      'setlocale',
      'SQLDrivers',
      'SQLDataSources',
    ];
    for (const name of guarded) expect([name, row(name).guardedByGil]).not.toEqual([name, undefined]);
    for (const name of ['readdir', 'getpwnam', 'getpwnam_r', 'gethostbyname', 'read'])
      expect([name, row(name).guardedByGil]).toEqual([name, undefined]);
  });
});

describe('the Python API', () => {
  it('has unique names', () => {
    expect(pythonApi.length).toBeGreaterThan(3_400);
    expect(new Set(namesOf(pythonApi)).size).toBe(pythonApi.length);
  });

  it.each([
    'PyList_Append',
    'Py_DECREF',
    'PyBuffer_Release',
    'PyMem_Malloc',
    'PyErr_Occurred',
    'Py_EncodeLocale',
    'Py_EnterRecursiveCall',
    'PyArray_SimpleNew',
    'PyMem_New',
    'PyMem_Resize',
    'NpyIter_New',
    'PyArray_Diagonal',
  ])('%s needs the GIL', (name) => {
    expect(catalog.api(name)?.gil).toBe('required');
  });

  it.each([
    'PyThreadState_New',
    'PyErr_SetInterruptEx',
    'Py_AddPendingCall',
    'PyMutex_Lock',
    'PyThread_release_lock',
    'PyMem_RawMalloc',
    'PyGILState_Check',
    'PyArray_free',
    'NpyIter_GetDataPtrArray',
    'PyUFunc_dd_d',
    'Py_None',
    'PyExc_ValueError',
    'Py_UNUSED',
    'Py_CHARMASK',
    'Py_ABS',
    '_Py__has_builtin',
    '_Py_open_noraise',
    '_Py_atomic_load_int',
    '_PyTime_GetMonotonicClock',
  ])('%s does not need the GIL', (name) => {
    expect(catalog.api(name)?.gil).toBe('not-required');
  });

  it('knows what only reads a field', () => {
    for (const name of ['PyBytes_AS_STRING', 'PyList_GET_SIZE', 'Py_TYPE', 'PyArray_DATA'])
      expect([name, catalog.api(name)?.access]).toEqual([name, 'pointer-read']);
    expect(catalog.api('PyBytes_AsString')?.access).toBeUndefined();
  });

  it('says which version took a name away', () => {
    expect(catalog.api('PyString_FromString')?.removedIn).toBe('3.0');
    expect(catalog.api('PyMODINIT_FUNC')?.removedIn).toBeUndefined();
    expect(pythonApi.filter(({ removedIn }) => removedIn !== undefined && !/^3\.\d+$/.test(removedIn))).toEqual([]);
  });
});

describe('what changes the state', () => {
  it('stands in one table only', () => {
    const operations = new Set(namesOf(stateOps));
    const regions = new Set(namesOf(regionMacros.filter(({ effects }) => effects.length > 0)));
    expect(namesOf(pythonApi).filter((name) => operations.has(name) || regions.has(name))).toEqual([]);
    expect([...operations].filter((name) => regions.has(name))).toEqual([]);
    expect(repeated(namesOf(stateOps))).toEqual([]);
    expect(repeated(namesOf(regionMacros))).toEqual([]);
  });

  it('does not call a thing blocking that needs the GIL', () => {
    expect(blockingCalls.filter(({ name }) => catalog.api(name)?.gil === 'required')).toEqual([]);
  });

  it('pairs the functions', () => {
    expect(catalog.stateOp('PyEval_SaveThread')).toMatchObject({ op: 'release', returnsState: true });
    expect(catalog.stateOp('PyEval_RestoreThread')).toMatchObject({ op: 'acquire', arg: 0 });
    expect(catalog.stateOp('PyGILState_Ensure')).toMatchObject({ op: 'ensure', returnsState: true });
    expect(catalog.stateOp('PyGILState_Release')).toMatchObject({ op: 'unensure', arg: 0 });
    expect(stateOps.filter(({ mayFail, op }) => mayFail === true && op !== 'ensure')).toEqual([]);
  });

  it('ends the path where it ends the process or the thread', () => {
    const ends = stateOps.filter(({ op }) => op.startsWith('ends-'));
    expect(ends.length).toBeGreaterThan(5);
    expect(ends.filter(({ name }) => !catalog.isNoReturn(name))).toEqual([]);
    expect(catalog.isNoReturn('longjmp')).toBe(true);
    expect(catalog.isNoReturn('execv')).toBe(false);
    expect(unsorted(noReturnCalls)).toEqual([]);
  });

  it('balances the braces of each pair of macros', () => {
    const depth = new Map(regionMacros.map(({ name, braces }) => [name, braces]));
    const pairs = regionMacros.flatMap(({ name, braces }) => {
      const end = name
        .replace(/_BEGIN(_|$)/, '_END$1')
        .replace(/_begin_/, '_end_')
        .replace(/^ENTER_/, 'LEAVE_');
      const other = depth.get(end);
      return end === name || other === undefined || name === 'ENTER_OVERLAP' ? [] : [[name, braces + other] as const];
    });
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter(([, sum]) => sum !== 0)).toEqual([]);
  });

  it('names the variable that a macro declares', () => {
    expect(regionMacros.filter(({ effects, saves }) => effects.includes('declare') && saves === undefined)).toEqual([]);
    expect(
      regionMacros.filter(({ effects, argumentReleased }) => argumentReleased !== undefined && effects.length > 0),
    ).toEqual([]);
    const leaving = regionMacros.filter(({ effects }) => effects.includes('return'));
    expect(leaving.filter(({ name }) => catalog.exitMacro(name) === undefined)).toEqual([]);
  });

  it('knows guards of scopes and exits', () => {
    expect(catalog.scopeGuard('py::gil_scoped_release')?.effect).toBe('release');
    expect(repeated(scopeGuards.map(({ type }) => type))).toEqual([]);
    expect(catalog.exitMacro('Py_RETURN_NONE')).toMatchObject({ returns: 'value', functionLike: false });
    expect(unsorted(namesOf(exitMacros))).toEqual([]);
    expect(forkCalls).toContain('vfork');
  });
});

describe('who calls back', () => {
  it('has one row for each argument, in order', () => {
    const keys = callbackRegistrars.map(({ registrar, arg }) => `${registrar} ${String(arg).padStart(2, '0')}`);
    expect(callbackRegistrars.length).toBeGreaterThan(1_600);
    expect(repeated(keys)).toEqual([]);
    expect(
      unsorted(callbackRegistrars.map(({ registrar }) => registrar)).filter(
        (name) => catalog.callbacks(name).length < 2,
      ),
    ).toEqual([]);
    expect(callbackRegistrars.filter(({ arg }) => !Number.isInteger(arg) || arg < 0 || arg > 12)).toEqual([]);
  });

  it('finds all callbacks of a registrar', () => {
    expect(catalog.callbacks('sqlite3_create_function').map(({ arg }) => arg)).toEqual([5, 6, 7]);
    expect(catalog.callbacks('pthread_create')).toMatchObject([{ arg: 2, entry: 'released', thread: 'foreign' }]);
    expect(catalog.callbacks('printf')).toEqual([]);
    expect(catalog.callbackSlots('PyOS_InputHook').map(({ entry }) => entry)).toEqual(['released']);
    expect(repeated(callbackSlots.map(({ slot, of }) => `${of}.${slot}`))).toEqual([]);
  });

  it('enters the functions of tables with the GIL held', () => {
    expect(catalog.isEntryTable('PyMethodDef')).toBe(true);
    expect(catalog.isEntryTable('struct PyMethodDef')).toBe(true);
    expect(catalog.isEntryTable('PyMemAllocatorEx')).toBe(false);
    expect(unsorted(entryTables)).toEqual([]);
    expect(moduleInitPattern.test('PyInit_spam')).toBe(true);
    expect(moduleInitPattern.test('initialize')).toBe(false);
  });
});

describe('evidence', () => {
  const includes = (...headers: readonly string[]): ReadonlySet<string> => new Set(headers);

  it.each([
    'read',
    'write',
    'send',
    'recv',
    'wait',
    'select',
    'open',
    'close',
    'compress',
    'sleep',
    'connect',
    'accept',
    'poll',
    'stat',
    'flock',
    'lock',
    'get',
    'put',
    'call',
    'join',
    'system',
    'remove',
    'rename',
    'link',
    'access',
    'dbopen',
    'httpGet',
    'sftp_read',
    'crc32',
  ])('%s alone says too little', (name) => {
    expect(isGenericName(name)).toBe(true);
  });

  it('believes distinctive names without an include', () => {
    expect(isGenericName('pthread_mutex_lock')).toBe(false);
    expect(hasEvidence(row('pthread_mutex_lock'), includes())).toBe(true);
    expect(hasEvidence(row('waitpid'), includes('common.h'))).toBe(true);
  });

  it('asks for the header, or one that comes with it', () => {
    expect(hasEvidence(row('recv'), includes('stdio.h'))).toBe(false);
    expect(hasEvidence(row('recv'), includes('sys/socket.h'))).toBe(true);
    expect(hasEvidence(row('recv'), includes('netdb.h'))).toBe(true);
    expect(hasEvidence(row('read'), includes('Python.h'))).toBe(true);
    expect(hasEvidence(row('read'), includes('string.h'))).toBe(false);
    expect(hasEvidence(row('compress'), includes('Python.h'))).toBe(false);
    expect(hasEvidence(row('SHA256'), includes('openssl/evp.h'))).toBe(true);
    expect(hasEvidence(row('stat'), includes('sys/socket.h'))).toBe(false);
  });

  it('puts the header itself into its family', () => {
    expect(headerFamily('unistd.h')).toEqual(expect.arrayContaining(['unistd.h', 'Python.h']));
    expect(headerFamily('own.h')).toEqual(['own.h']);
  });
});

describe('rows of a project', () => {
  const own: BlockingCall = { name: 'read', header: '', class: 'io-device', certainty: 'always', returns: 'int' };

  it('beat the built-in ones', () => {
    const theirs = createCatalog({
      blocking: [own],
      callbacks: [{ registrar: 'pthread_create', arg: 3, entry: 'held', thread: 'caller' }],
    });
    expect(theirs.blocking('read')).toBe(own);
    expect(theirs.blocking('write')).toBe(catalog.blocking('write'));
    expect(theirs.callbacks('pthread_create').map(({ arg }) => arg)).toEqual([3]);
    expect(catalog.blocking('read')).not.toBe(own);
    expect(hasEvidence(own, new Set())).toBe(true);
  });

  it('keep their own values against the usual ones of a table', () => {
    const rows = table<BlockingCall>()({ header: 'a.h', class: 'cpu', certainty: 'maybe', returns: 'int' }, [
      { name: 'f' },
      { name: 'g', class: 'lock' },
    ]);
    expect(rows.map((each) => each.class)).toEqual(['cpu', 'lock']);
    expect(rows[1]).toMatchObject({ header: 'a.h', certainty: 'maybe', returns: 'int' });
  });

  it('sees what makes an object pointer', () => {
    expect(['PyObject', 'PyListObject', 'PySSLContextObject', 'PyThreadState', 'int'].map(isObjectType)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
