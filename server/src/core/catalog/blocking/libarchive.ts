// Functions of libarchive that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const libarchive: readonly BlockingCall[] = calls({ header: 'archive.h', class: 'io-disk', certainty: 'always', returns: 'int' }, [
  { name: 'archive_read_close', certainty: 'usually' },
  { name: 'archive_read_data', returns: 'la_ssize_t' },
  { name: 'archive_read_data_block' },
  { name: 'archive_read_data_into_fd' },
  { name: 'archive_read_data_skip' },
  { name: 'archive_read_disk_next', certainty: 'maybe' },
  { name: 'archive_read_extract' },
  { name: 'archive_read_extract2' },
  { name: 'archive_read_free', certainty: 'usually' },
  { name: 'archive_read_next_header' },
  { name: 'archive_read_next_header2' },
  { name: 'archive_read_open', note: 'read callback runs inside' },
  { name: 'archive_read_open_fd' },
  { name: 'archive_read_open_filename' },
  { name: 'archive_write_close' },
  { name: 'archive_write_data', returns: 'la_ssize_t' },
  { name: 'archive_write_data_block', returns: 'la_ssize_t' },
  { name: 'archive_write_finish_entry' },
  { name: 'archive_write_free', certainty: 'usually' },
  { name: 'archive_write_header' },
  { name: 'archive_write_open_filename', certainty: 'usually' },
  { name: 'unzReadCurrentFile', header: 'unzip.h' },
  { name: 'zip_close', header: 'zip.h' },
  { name: 'zip_fopen', header: 'zip.h', certainty: 'usually', returns: 'zip_file_t*' },
  { name: 'zip_fread', header: 'zip.h', returns: 'zip_int64_t' },
  { name: 'zip_open', header: 'zip.h', certainty: 'usually', returns: 'zip_t*' },
]);
