// Functions of gmp that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const gmp: readonly BlockingCall[] = calls({ header: 'gmp.h', class: 'cpu', certainty: 'maybe', returns: 'void' }, [
  { name: 'mpd_qpow', header: 'mpdecimal.h', note: 'CPython _decimal keeps the GIL' },
  { name: 'mpfr_const_pi', header: 'mpfr.h', certainty: 'usually', returns: 'int' },
  { name: 'mpfr_exp', header: 'mpfr.h', returns: 'int' },
  { name: 'mpz_fac_ui', certainty: 'usually' },
  { name: 'mpz_gcd' },
  { name: 'mpz_get_str', returns: 'char*' },
  { name: 'mpz_mul' },
  { name: 'mpz_nextprime', certainty: 'usually' },
  { name: 'mpz_pow_ui', certainty: 'usually' },
  { name: 'mpz_powm', certainty: 'usually' },
  { name: 'mpz_probab_prime_p', certainty: 'usually', returns: 'int' },
  { name: 'mpz_set_str', returns: 'int' },
]);
