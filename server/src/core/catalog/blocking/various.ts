// Libraries with a handful of rows each.
// One that grows past eight rows gets its own file.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const bcrypt: readonly BlockingCall[] = calls({ header: 'pybc_bcrypt.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'bcrypt_hashpass' },
  { name: 'bcrypt_pbkdf' },
  { name: 'crypt_scrypt' },
]);

export const brotli: readonly BlockingCall[] = calls({ header: 'brotli/decode.h', class: 'cpu', certainty: 'always', returns: 'BrotliDecoderResult' }, [
  { name: 'BrotliDecoderDecompress' },
  { name: 'BrotliDecoderDecompressStream' },
  { name: 'BrotliDecoderTakeOutput', certainty: 'maybe', returns: 'const uint8_t*' },
  { name: 'BrotliEncoderCompress', header: 'brotli/encode.h', returns: 'BROTLI_BOOL' },
  { name: 'BrotliEncoderCompressStream', header: 'brotli/encode.h', returns: 'BROTLI_BOOL' },
  { name: 'BrotliEncoderPrepareDictionary', header: 'brotli/encode.h', certainty: 'usually', returns: 'BrotliEncoderPreparedDictionary*' },
  { name: 'BrotliEncoderTakeOutput', header: 'brotli/encode.h', certainty: 'maybe', returns: 'const uint8_t*' },
]);

export const bsd: readonly BlockingCall[] = calls({ header: 'sys/event.h', class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'kevent', errno: true, nonBlocking: { arg: 4, is: ['0'] }, note: 'kqueue wait' },
  { name: 'kevent64', errno: true, nonBlocking: { arg: 4, is: ['0'] } },
  { name: 'kqueue', certainty: 'maybe', errno: true },
]);

export const gsl: readonly BlockingCall[] = calls({ header: 'gsl/gsl.h', class: 'cpu', certainty: 'usually', returns: 'int' }, [
  { name: 'gsl_fft_complex_forward' },
  { name: 'gsl_integration_qags', note: 'callback' },
  { name: 'gsl_linalg_LU_decomp' },
  { name: 'gsl_multimin_fminimizer_iterate', note: 'callback' },
  { name: 'gsl_odeiv2_driver_apply', note: 'callback' },
]);

export const libacl: readonly BlockingCall[] = calls({ header: 'sys/acl.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'acl_delete_def_file', errno: true },
  { name: 'acl_get_fd', returns: 'acl_t', errno: true },
  { name: 'acl_get_file', returns: 'acl_t', errno: true },
  { name: 'acl_set_fd', errno: true },
  { name: 'acl_set_file', errno: true },
]);

export const libaio: readonly BlockingCall[] = calls({ header: 'libaio.h', class: 'io-disk', certainty: 'usually', returns: 'int' }, [
  { name: 'io_destroy' },
  { name: 'io_getevents', certainty: 'always', nonBlocking: { arg: 1, is: ['0'] }, note: 'returns -errno' },
  { name: 'io_pgetevents', certainty: 'always' },
  { name: 'io_submit' },
]);

export const libffi: readonly BlockingCall[] = calls({ header: 'ffi.h', class: 'cpu', certainty: 'maybe', returns: 'void' }, [
  { name: 'ffi_call', note: 'calls an arbitrary foreign function: ctypes and cffi release the GIL around it (CDLL yes, PyDLL no)' },
]);

export const libxcrypt: readonly BlockingCall[] = calls({ header: 'crypt.h', class: 'cpu', certainty: 'maybe', returns: 'char*' }, [
  { name: 'crypt_gensalt', errno: true },
]);

export const lzo: readonly BlockingCall[] = calls({ header: 'lzo/lzo1x.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'lzo1x_1_compress' },
  { name: 'lzo1x_999_compress' },
  { name: 'lzo1x_decompress_safe' },
]);

export const openmp: readonly BlockingCall[] = calls({ header: 'omp.h', class: 'lock', certainty: 'always', returns: 'void' }, [
  { name: 'GOMP_parallel', class: 'cpu' },
  { name: 'omp_set_lock' },
  { name: 'omp_set_nest_lock' },
]);

export const python: readonly BlockingCall[] = calls({ header: 'pythread.h', class: 'lock', certainty: 'usually', returns: 'int' }, [
  { name: 'PyThread_acquire_lock', nonBlocking: { arg: 1, is: ['0', 'NOWAIT_LOCK'] }, note: 'keeps the GIL while it waits' },
  { name: 'PyThread_acquire_lock_timed', returns: 'PyLockStatus', nonBlocking: { arg: 1, is: ['0'] }, note: 'keeps the GIL while it waits' },
]);

export const readline: readonly BlockingCall[] = calls({ class: 'io-device', certainty: 'always' }, [
  { name: 'add_history', header: 'readline/history.h', certainty: 'maybe', returns: 'void', note: 'only memory' },
  { name: 'el_gets', header: 'histedit.h', returns: 'const char*' },
  { name: 'linenoise', header: 'linenoise.h', returns: 'char*' },
  { name: 'read_history', header: 'readline/history.h', class: 'io-disk', certainty: 'usually', returns: 'int', guardedByGil: 'the history belongs to the whole process, and the GIL is what guards it' },
  { name: 'readline', header: 'readline/readline.h', returns: 'char*', note: 'hooks run inside' },
  { name: 'rl_callback_read_char', header: 'readline/readline.h', returns: 'void' },
  { name: 'write_history', header: 'readline/history.h', class: 'io-disk', certainty: 'usually', returns: 'int', guardedByGil: 'the history belongs to the whole process, and the GIL is what guards it' },
]);

export const tbb: readonly BlockingCall[] = calls({ header: 'tbb/tbb.h', class: 'cpu', certainty: 'always', returns: 'void' }, [
  { name: 'tbb::flow::graph::wait_for_all' },
  { name: 'tbb::parallel_for', note: 'worker threads taking the GIL = deadlock' },
  { name: 'tbb::parallel_invoke' },
  { name: 'tbb::parallel_reduce' },
  { name: 'tbb::task_group::wait' },
]);
