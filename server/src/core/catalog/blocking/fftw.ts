// Functions of fftw that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const fftw: readonly BlockingCall[] = calls({ header: 'fftw3.h', class: 'cpu', certainty: 'always', returns: 'void' }, [
  { name: 'DftiCommitDescriptor', header: 'mkl_dfti.h', certainty: 'usually', returns: 'MKL_LONG' },
  { name: 'DftiComputeBackward', header: 'mkl_dfti.h', returns: 'MKL_LONG' },
  { name: 'DftiComputeForward', header: 'mkl_dfti.h', returns: 'MKL_LONG' },
  { name: 'fftw_execute' },
  { name: 'fftw_execute_dft' },
  { name: 'fftw_execute_dft_c2r' },
  { name: 'fftw_execute_dft_r2c' },
  { name: 'fftw_execute_split_dft' },
  { name: 'fftw_export_wisdom_to_filename', class: 'io-disk', certainty: 'usually', returns: 'int' },
  { name: 'fftw_import_wisdom_from_filename', class: 'io-disk', certainty: 'usually', returns: 'int' },
  { name: 'fftw_plan_dft', returns: 'fftw_plan', note: 'planner is not thread-safe: needs a lock once the GIL is released' },
  { name: 'fftw_plan_dft_1d', returns: 'fftw_plan' },
  { name: 'fftw_plan_dft_2d', returns: 'fftw_plan' },
  { name: 'fftw_plan_dft_r2c', returns: 'fftw_plan' },
  { name: 'fftw_plan_guru_dft', returns: 'fftw_plan' },
  { name: 'fftw_plan_many_dft', returns: 'fftw_plan' },
  { name: 'fftwf_execute' },
  { name: 'fftwf_execute_dft' },
  { name: 'fftwl_execute' },
  { name: 'mkl_sparse_d_mv', header: 'mkl_spblas.h' },
]);
