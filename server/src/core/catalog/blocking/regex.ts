// Functions of regular expression libraries that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const regex: readonly BlockingCall[] = calls({ class: 'cpu', certainty: 'usually', returns: 'int' }, [
  { name: 'onig_search', header: 'oniguruma.h', returns: 'OnigPosition' },
  { name: 'pcre2_compile_8', header: 'pcre2.h', certainty: 'maybe', returns: 'pcre2_code_8*' },
  { name: 'pcre2_jit_compile_8', header: 'pcre2.h', certainty: 'maybe' },
  { name: 'pcre2_match_8', header: 'pcre2.h', note: 'may be exponential' },
  { name: 'pcre_compile', header: 'pcre.h', certainty: 'maybe', returns: 'pcre*' },
  { name: 'pcre_exec', header: 'pcre.h', note: 'may be exponential; callouts' },
  { name: 're2::RE2::FullMatch', header: 're2/re2.h', returns: 'bool' },
  { name: 're2::RE2::Match', header: 're2/re2.h', returns: 'bool' },
  { name: 're2::RE2::PartialMatch', header: 're2/re2.h', returns: 'bool' },
]);
