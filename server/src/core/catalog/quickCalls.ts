// C and Python functions that come back at once whatever they are given: a region around them costs more than they do.
// Easy to get wrong: `free()` of much memory takes its time, and so does whatever runs over data of any size; a lock that is
// given back may be what somebody waits for.

const list = (names: string): readonly string[] => names.trim().split(/\s+/);

export const quickCalls: readonly string[] = list(`
  abs labs llabs fabs fabsf fabsl floor floorf ceil ceilf round roundf lround llround rint trunc truncf fmod fmodf modf
  frexp ldexp sqrt sqrtf cbrt hypot pow powf exp expf exp2 expm1 log logf log2 log10 log1p sin sinf cos cosf tan tanf asin
  acos atan atan2 sinh cosh tanh asinh acosh atanh fmin fmax isnan isinf isfinite signbit copysign nextafter
  malloc alloca
  isalnum isalpha isascii isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper
  htonl htons ntohl ntohs bswap_16 bswap_32 bswap_64
  FD_CLR FD_ISSET FD_SET FD_ZERO
  WEXITSTATUS WIFEXITED WIFSIGNALED WTERMSIG
  getpid getppid getuid geteuid getgid getegid
  PyMem_RawMalloc PyThread_get_thread_ident PyThread_get_thread_native_id Py_IsInitialized Py_GetVersion
`);

/** The last argument says how much data they run over. */
export const quickForLittleData: readonly string[] = list(`
  memchr memcmp memcpy memmove memset bzero bcopy
`);
