// The words of contracts in the source: `/* gil: requires held */` in front of a function, and what they mean.
// Easy to get wrong: a contract is written by people, so white space is free, and what is not understood must be told.
import type { BlockingClass, Certainty } from './types.js';

/** How a function is entered. `neutral` neither uses Python nor changes the state: it may be called in any. */
export type ContractState = 'held' | 'released' | 'neutral';

export type ContractTerm =
  | { readonly kind: 'state'; readonly state: ContractState }
  | { readonly kind: 'blocking'; readonly class: BlockingClass; readonly certainty: Certainty }
  /** The state that functions are called back in. */
  | { readonly kind: 'callback'; readonly entry: 'held' | 'released' };

const TERMS: ReadonlyMap<string, ContractTerm> = new Map<string, ContractTerm>([
  ['requires held', { kind: 'state', state: 'held' }],
  ['requires released', { kind: 'state', state: 'released' }],
  ['released', { kind: 'state', state: 'released' }],
  ['neutral', { kind: 'state', state: 'neutral' }],
  ['callback held', { kind: 'callback', entry: 'held' }],
  ['callback released', { kind: 'callback', entry: 'released' }],
]);

/** What is waited for, as written behind `blocking`. */
const WAITS: ReadonlyMap<string, BlockingClass> = new Map<string, BlockingClass>([
  ['device', 'io-device'],
  ['disk', 'io-disk'],
  ['network', 'io-network'],
  ['names', 'name-resolution'],
  ['sleep', 'sleep'],
  ['process', 'wait-process'],
  ['thread', 'wait-sync'],
  ['lock', 'lock'],
  ['cpu', 'cpu'],
]);
const CERTAINTIES: ReadonlySet<string> = new Set<Certainty>(['always', 'usually', 'maybe']);

/** What the reader is told where a contract is not understood. */
export const contractVocabulary = [...TERMS.keys(), `blocking [${[...WAITS.keys()].join('|')}]`];

/** The meaning of what stands between two commas of a contract; undefined where it is none. */
export function contractTerm(phrase: string): ContractTerm | undefined {
  const words = phrase.trim().split(/\s+/);
  const known = TERMS.get(words.join(' '));
  if (known !== undefined || words[0] !== 'blocking') return known;
  let waits: BlockingClass | undefined;
  let certainty: Certainty | undefined;
  for (const word of words.slice(1)) {
    const found = WAITS.get(word);
    if (found !== undefined && waits === undefined) waits = found;
    else if (isCertainty(word) && certainty === undefined) certainty = word;
    else return undefined;
  }
  return { kind: 'blocking', class: waits ?? 'io-device', certainty: certainty ?? 'always' };
}

const isCertainty = (word: string): word is Certainty => CERTAINTIES.has(word);

/** How a term is written. */
export function spelledTerm(term: ContractTerm): string {
  if (term.kind === 'callback') return `callback ${term.entry}`;
  if (term.kind === 'state') return term.state === 'held' ? 'requires held' : term.state;
  const word = [...WAITS].find(([, found]) => found === term.class)?.[0] ?? 'device';
  return `blocking ${word}${term.certainty === 'always' ? '' : ` ${term.certainty}`}`;
}
