// Functions of the C library that neither wait nor know of Python nor call anybody back. They say nothing in the
// analysis; they are what tells a body that is fully known from one that calls somebody unseen.
// Easy to get wrong: `qsort()` calls back, `fputs()` may wait, `exit()` runs what others have registered.

const list = (names: string): readonly string[] => names.trim().split(/\s+/);

export const plainCalls: readonly string[] = list(`
  abs labs llabs fabs fabsf fabsl floor floorf ceil ceilf round roundf lround llround rint trunc truncf fmod fmodf modf
  frexp ldexp sqrt sqrtf cbrt hypot pow powf exp expf exp2 expm1 log logf log2 log10 log1p sin sinf cos cosf tan tanf asin
  acos atan atan2 sinh cosh tanh asinh acosh atanh fmin fmax isnan isinf isfinite signbit copysign nextafter
  assert static_assert offsetof sizeof va_start va_end va_copy va_arg
  atof atoi atol atoll strtod strtof strtol strtoll strtoul strtoull
  calloc free malloc realloc reallocf aligned_alloc posix_memalign alloca
  isalnum isalpha isascii isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper
  memccpy memchr memcmp memcpy memmem memmove memrchr memset bcmp bcopy bzero explicit_bzero
  htonl htons ntohl ntohs bswap_16 bswap_32 bswap_64
  snprintf sprintf sscanf vsnprintf vsprintf vsscanf
  stpcpy stpncpy strcasecmp strcat strchr strchrnul strcmp strcpy strcspn strdup strlcat strlcpy strlen strncasecmp strncat
  strncmp strncpy strndup strnlen strpbrk strrchr strspn strstr strsep strtok_r swab
  wcscat wcschr wcscmp wcscpy wcslen wcsncmp wcsncpy wcsrchr wmemcmp wmemcpy wmemset
  likely unlikely __builtin_expect __builtin_unreachable __builtin_memcpy __builtin_memset __builtin_clz __builtin_ctz
  __builtin_popcount __builtin_add_overflow __builtin_mul_overflow __builtin_sub_overflow
  FD_CLR FD_ISSET FD_SET FD_ZERO
  WEXITSTATUS WIFEXITED WIFSIGNALED WTERMSIG
  errno getpid getppid getuid geteuid getgid getegid
`);
