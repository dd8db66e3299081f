// Where the manuals say more about a function: CPython's by its family, the one of the system by its section.
// Easy to get wrong: the manual of Python 3.12 is named, since later ones divide the pages of threads anew, and a link to
// the newest one would lead to the top of a page. A family may be spread over pages: these names are listed.
import { libc } from './blocking/libc.js';

const PYTHON = 'https://docs.python.org/3.12/c-api';
const SYSTEM = 'https://man7.org/linux/man-pages';

/** The names before the first `_` by the page that tells of most of them. */
const FAMILIES: Readonly<Record<string, string>> = {
  arg: 'PyArg',
  bool: 'PyBool',
  buffer: 'PyBUF PyBuffer',
  bytearray: 'PyByteArray',
  bytes: 'PyBytes',
  call: 'PyCallable PyVectorcall',
  capsule: 'PyCapsule',
  cell: 'PyCell',
  code: 'PyCode',
  codec: 'PyCodec',
  complex: 'PyComplex',
  contextvars: 'PyContext PyContextToken PyContextVar',
  coro: 'PyCoro',
  datetime: 'PyDate PyDateTime PyDelta PyTZInfo PyTime PyTimeZone',
  descriptor: 'PyDescr PyProperty PyWrapper',
  dict: 'PyDict PyDictProxy',
  exceptions: 'PyErr PyExc PyException PySignal PyUnicodeDecodeError',
  file: 'PyFile',
  float: 'PyFloat',
  frame: 'PyFrame',
  function: 'PyFunction',
  gcsupport: 'PyGC',
  gen: 'PyGen',
  import: 'PyImport',
  init: 'PyEval PyGILState PyInterpreterState PyThread PyThreadState PyTrace',
  init_config: 'PyConfig PyPreConfig PyStatus PyWideStringList',
  intro: 'PyDoc',
  iter: 'PyAIter PyIter',
  iterator: 'PyCallIter PySeqIter',
  list: 'PyList',
  long: 'PyLong',
  mapping: 'PyMapping',
  marshal: 'PyMarshal',
  memory: 'PyMem PyTraceMalloc',
  memoryview: 'PyMemoryView',
  method: 'PyInstanceMethod PyMethod',
  module: 'PyModule PyModuleDef PyState',
  number: 'PyIndex PyNumber',
  object: 'PyObject',
  sequence: 'PySequence',
  set: 'PyAnySet PyFrozenSet PySet',
  slice: 'PySlice',
  structures: 'PyMember PyVarObject',
  sys: 'PyOS PySys',
  tuple: 'PyStructSequence PyTuple',
  type: 'PyType',
  unicode: 'PyUnicode',
  veryhigh: 'PyRun',
  weakref: 'PyWeakref',
};

/** Names without a family, or away from it. */
const NAMES: Readonly<Record<string, string>> = {
  allocation: 'PyObject_Del PyObject_Init PyObject_InitVar PyObject_New PyObject_NewVar _PyObject_New _PyObject_NewVar _Py_NoneStruct',
  apiabiversion: 'Py_Version',
  arg: 'Py_BuildValue Py_VaBuildValue',
  bool: 'Py_False Py_RETURN_FALSE Py_RETURN_TRUE Py_True',
  buffer: 'PyObject_CheckBuffer PyObject_CopyData PyObject_GetBuffer',
  bytes: '_PyBytes_Resize',
  call: 'PyObject_Call PyObject_CallFunction PyObject_CallFunctionObjArgs PyObject_CallMethod PyObject_CallMethodNoArgs PyObject_CallMethodObjArgs PyObject_CallMethodOneArg PyObject_CallNoArgs PyObject_CallObject PyObject_CallOneArg PyObject_Vectorcall PyObject_VectorcallDict PyObject_VectorcallMethod',
  complex: '_Py_c_diff _Py_c_neg _Py_c_pow _Py_c_prod _Py_c_quot _Py_c_sum',
  conversion: 'PyOS_double_to_string PyOS_snprintf PyOS_stricmp PyOS_string_to_double PyOS_strnicmp PyOS_vsnprintf',
  exceptions: 'Py_EnterRecursiveCall Py_LeaveRecursiveCall Py_ReprEnter Py_ReprLeave',
  file: 'PyObject_AsFileDescriptor',
  gcsupport: 'PyObject_GC_Del PyObject_GC_IsFinalized PyObject_GC_IsTracked PyObject_GC_New PyObject_GC_NewVar PyObject_GC_Resize PyObject_GC_Track PyObject_GC_UnTrack PyObject_IS_GC Py_VISIT',
  init: 'PySys_SetArgv PySys_SetArgvEx Py_AddPendingCall Py_BEGIN_ALLOW_THREADS Py_BLOCK_THREADS Py_BytesWarningFlag Py_DebugFlag Py_DontWriteBytecodeFlag Py_END_ALLOW_THREADS Py_EndInterpreter Py_Finalize Py_FinalizeEx Py_FrozenFlag Py_GetBuildInfo Py_GetCompiler Py_GetCopyright Py_GetExecPrefix Py_GetPath Py_GetPlatform Py_GetPrefix Py_GetProgramFullPath Py_GetProgramName Py_GetPythonHome Py_GetVersion Py_HashRandomizationFlag Py_IgnoreEnvironmentFlag Py_Initialize Py_InitializeEx Py_InspectFlag Py_InteractiveFlag Py_IsInitialized Py_IsolatedFlag Py_LegacyWindowsFSEncodingFlag Py_LegacyWindowsStdioFlag Py_NewInterpreter Py_NoSiteFlag Py_NoUserSiteDirectory Py_OptimizeFlag Py_QuietFlag Py_SetPath Py_SetProgramName Py_SetPythonHome Py_SetStandardStreamEncoding Py_UNBLOCK_THREADS Py_UnbufferedStdioFlag Py_VerboseFlag Py_tss_NEEDS_INIT _PyInterpreterState_GetEvalFrameFunc _PyInterpreterState_SetEvalFrameFunc',
  init_config: 'Py_ExitStatusException Py_GetArgcArgv Py_InitializeFromConfig Py_PreInitialize Py_PreInitializeFromArgs Py_PreInitializeFromBytesArgs Py_RunMain _Py_InitializeMain',
  intro: 'Py_ABS Py_ALWAYS_INLINE Py_CHARMASK Py_DEPRECATED Py_GETENV Py_MAX Py_MEMBER_SIZE Py_MIN Py_NO_INLINE Py_STRINGIFY Py_UNREACHABLE Py_UNUSED',
  memory: 'PyObject_Calloc PyObject_Free PyObject_GetArenaAllocator PyObject_Malloc PyObject_Realloc PyObject_SetArenaAllocator',
  module: 'Py_mod_create Py_mod_exec',
  none: 'Py_None Py_RETURN_NONE',
  objbuffer: 'PyObject_AsCharBuffer PyObject_AsReadBuffer PyObject_AsWriteBuffer PyObject_CheckReadBuffer',
  object: 'Py_NotImplemented Py_RETURN_NOTIMPLEMENTED _PyObject_GetDictPtr',
  refcounting: 'Py_CLEAR Py_DECREF Py_DecRef Py_INCREF Py_IncRef Py_NewRef Py_XDECREF Py_XINCREF Py_XNewRef',
  reflection: 'PyEval_GetBuiltins PyEval_GetFrame PyEval_GetFuncDesc PyEval_GetFuncName PyEval_GetGlobals PyEval_GetLocals',
  slice: 'Py_Ellipsis',
  stable: 'Py_LIMITED_API',
  structures: 'PyObject_HEAD PyObject_HEAD_INIT PyObject_VAR_HEAD Py_IS_TYPE Py_Is Py_IsFalse Py_IsNone Py_IsTrue Py_REFCNT Py_SET_REFCNT Py_SET_SIZE Py_SET_TYPE Py_SIZE Py_TYPE',
  sys: 'Py_AtExit Py_DecodeLocale Py_EncodeLocale Py_Exit Py_FatalError Py_FdIsInteractive',
  tuple: '_PyTuple_Resize',
  typehints: 'Py_GenericAlias Py_GenericAliasType',
  typeobj: 'Py_RETURN_RICHCOMPARE',
  unicode: 'Py_UNICODE_ISALNUM Py_UNICODE_ISALPHA Py_UNICODE_ISDECIMAL Py_UNICODE_ISDIGIT Py_UNICODE_ISLINEBREAK Py_UNICODE_ISLOWER Py_UNICODE_ISNUMERIC Py_UNICODE_ISPRINTABLE Py_UNICODE_ISSPACE Py_UNICODE_ISTITLE Py_UNICODE_ISUPPER Py_UNICODE_IS_HIGH_SURROGATE Py_UNICODE_IS_LOW_SURROGATE Py_UNICODE_IS_SURROGATE Py_UNICODE_JOIN_SURROGATES Py_UNICODE_TODECIMAL Py_UNICODE_TODIGIT Py_UNICODE_TOLOWER Py_UNICODE_TONUMERIC Py_UNICODE_TOTITLE Py_UNICODE_TOUPPER',
  veryhigh: 'PyEval_EvalCode PyEval_EvalCodeEx PyEval_EvalFrame PyEval_EvalFrameEx PyEval_MergeCompilerFlags Py_BytesMain Py_CompileString Py_CompileStringExFlags Py_CompileStringFlags Py_CompileStringObject Py_Main Py_eval_input Py_file_input Py_single_input',
};

/** System calls; the other functions of the C library are in section 3. */
const SYSTEM_CALLS =
  '_exit accept accept4 access acct alarm bind chdir chmod chown chroot clock_nanosleep close close_range connect copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd execve faccessat fallocate fanotify_init fanotify_mark fchdir fchmod fchmodat fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstatat fstatfs fsync ftruncate futimesat gethostname getpeername getrandom getsockname getsockopt getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch ioctl kill lchown lgetxattr link linkat listen listxattr llistxattr lremovexattr lseek lsetxattr lstat madvise memfd_create mincore mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mount mremap msgrcv msgsnd msync munmap name_to_handle_at nanosleep nice open open_by_handle_at openat openat2 pause pipe pipe2 pivot_root poll posix_fadvise ppoll prctl pread preadv preadv2 process_vm_readv process_vm_writev pselect ptrace pwrite pwritev pwritev2 quotactl read readahead readlink readlinkat readv reboot recv recvfrom recvmmsg recvmsg removexattr rename renameat renameat2 rmdir sched_setaffinity sched_yield select semctl semget semop semtimedop send sendfile sendmmsg sendmsg sendto setgroups sethostname setsockopt setxattr shmat shmctl shmdt shmget shutdown sigaction signal signalfd sigsuspend sigtimedwait sigwaitinfo socket socketpair splice stat statfs statx swapoff swapon symlink symlinkat sync sync_file_range syncfs syscall sysinfo tee timer_settime truncate umask umount umount2 uname unlink unlinkat utime utimensat utimes vfork vmsplice wait wait3 wait4 waitid waitpid write writev';

/** POSIX tells of these, and the manual of Linux does not. */
const POSIX =
  'pthread_barrier_wait pthread_cond_timedwait pthread_cond_wait pthread_mutex_lock pthread_mutex_timedlock pthread_once pthread_rwlock_rdlock pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_wrlock';

/** Functions that no Linux has, or that its manual does not tell of. */
const ELSEWHERE =
  'arc4random_buf call_once chflags crypt_ra crypt_rn futex_wait getfsstat getmntinfo getmsg getpmsg lchflags lchmod pthread_cond_clockwait pthread_mutex_clocklock putmsg putpmsg res_send sysctl sysctlbyname';
const IS_VARIANT = /64$|^__|^(?:cnd|mtx|thrd)_/;

const pages = new Map<string, string>();
for (const [page, families] of Object.entries(FAMILIES)) for (const family of families.split(' ')) pages.set(family, page);
const ownPages = new Map<string, string>();
for (const [page, names] of Object.entries(NAMES)) for (const name of names.split(' ')) ownPages.set(name, page);
const sections = new Map<string, '2' | '3' | '3p'>();
for (const { name } of libc) if (!IS_VARIANT.test(name)) sections.set(name, '3');
for (const name of SYSTEM_CALLS.split(' ')) sections.set(name, '2');
for (const name of POSIX.split(' ')) sections.set(name, '3p');
for (const name of ELSEWHERE.split(' ')) sections.delete(name);

export interface ManualPage {
  readonly title: string;
  readonly address: string;
}

/** The page about a function or macro of CPython or of the C library; undefined where none is known. */
export function manualPage(name: string): ManualPage | undefined {
  const page = ownPages.get(name) ?? pages.get(/^(Py[A-Za-z]+)_/.exec(name)?.[1] ?? '');
  if (page !== undefined) return { title: 'Python/C API', address: `${PYTHON}/${page}.html#c.${name}` };
  const section = sections.get(name);
  if (section === undefined) return undefined;
  return { title: `${name}(${section})`, address: `${SYSTEM}/man${section.charAt(0)}/${name}.${section}.html` };
}
