// Functions of BLAS that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const blas: readonly BlockingCall[] = calls({ header: 'cblas.h', class: 'cpu', certainty: 'always', returns: 'void' }, [
  { name: 'cblas_cgemm' },
  { name: 'cblas_cgemv' },
  { name: 'cblas_daxpy', certainty: 'usually' },
  { name: 'cblas_ddot', certainty: 'usually', returns: 'double' },
  { name: 'cblas_dgemm' },
  { name: 'cblas_dgemv' },
  { name: 'cblas_dnrm2', certainty: 'usually', returns: 'double' },
  { name: 'cblas_dscal', certainty: 'maybe' },
  { name: 'cblas_dsymm' },
  { name: 'cblas_dsymv' },
  { name: 'cblas_dsyrk' },
  { name: 'cblas_dtrsm' },
  { name: 'cblas_dtrsv' },
  { name: 'cblas_sdot', certainty: 'usually', returns: 'float' },
  { name: 'cblas_sgemm' },
  { name: 'cblas_sgemv' },
  { name: 'cblas_ssyrk' },
  { name: 'cblas_strsm' },
  { name: 'cblas_zgemm' },
  { name: 'cblas_zgemv' },
  { name: 'cgemm_' },
  { name: 'ddot_', certainty: 'usually', returns: 'double' },
  { name: 'dgemm_' },
  { name: 'dgemv_' },
  { name: 'dsyrk_' },
  { name: 'dtrsm_' },
  { name: 'sgemm_' },
  { name: 'zgemm_' },
]);
