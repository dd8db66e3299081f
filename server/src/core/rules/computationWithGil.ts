// Long computation that needs no Python, and keeps the other cores from running any.
import type { Rule } from './rule.js';
import { waitsIn } from './waiting.js';

export const computationWithGil: Rule = {
  id: 'computation-with-gil',
  severity: 'warning',
  summary: 'A long computation on data of any size while the GIL is held',
  explain: `Compression, hashing, key derivation and image codecs work on buffers and need no Python. With the GIL held they keep every other Python thread waiting, for as long as the data is big.

Release the GIL around the call. For small data a switch costs more than it gains, so a size threshold is the custom: CPython hashes up to 2047 bytes with the GIL held. The arm below the threshold is then a choice and is not reported.`,
  kin: 'waits',
  check: (fn, file) => waitsIn(fn, file, 'computation-with-gil', 'computation'),
};
