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

/** They look at a name, a number or a line: no reason to release the GIL each time, though nothing bounds what they are given. */
export const shortCalls: ReadonlySet<string> = new Set(
  list(`
  atof atoi atol atoll strtod strtof strtol strtoll strtoul strtoull
  snprintf sprintf
  strcasecmp strchr strcmp strcpy strcspn strlen strncasecmp strncmp strncpy strnlen strrchr strspn strstr
  wcschr wcscmp wcscpy wcslen wcsncmp wcsncpy
`),
);

/** The last argument says how much data they run over. */
export const quickForLittleData: readonly string[] = list(`
  memchr memcmp memcpy memmove memset bzero bcopy
`);
