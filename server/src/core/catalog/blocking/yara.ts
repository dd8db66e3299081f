// Functions of scanners that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const yara: readonly BlockingCall[] = calls({ header: 'yara.h', class: 'cpu', certainty: 'always', returns: 'int' }, [
  { name: 'cl_load', header: 'clamav.h', class: 'io-disk' },
  { name: 'cl_scanfile', header: 'clamav.h', class: 'io-disk' },
  { name: 'hs_compile', header: 'hs.h' },
  { name: 'hs_scan', header: 'hs.h', note: 'hyperscan match callback' },
  { name: 'magic_buffer', header: 'magic.h', returns: 'const char*' },
  { name: 'magic_file', header: 'magic.h', class: 'io-disk', returns: 'const char*' },
  { name: 'magic_load', header: 'magic.h', class: 'io-disk' },
  { name: 'yr_compiler_add_file', note: 'include/error callback' },
  { name: 'yr_compiler_add_string', note: 'include/error callback' },
  { name: 'yr_compiler_get_rules', certainty: 'usually' },
  { name: 'yr_rules_load', class: 'io-disk', certainty: 'usually' },
  { name: 'yr_rules_load_stream', class: 'io-disk', certainty: 'usually' },
  { name: 'yr_rules_save', class: 'io-disk', certainty: 'usually' },
  { name: 'yr_rules_save_stream', class: 'io-disk', certainty: 'usually' },
  { name: 'yr_rules_scan_fd', note: 'match callback runs inside' },
  { name: 'yr_rules_scan_file', note: 'match callback runs inside' },
  { name: 'yr_rules_scan_mem', note: 'match callback runs inside' },
  { name: 'yr_rules_scan_proc', note: 'match callback runs inside' },
  { name: 'yr_scanner_scan_file' },
  { name: 'yr_scanner_scan_mem' },
  { name: 'yr_scanner_scan_proc' },
]);
