// Functions that are named outside functions: in method tables, slots and other initialisers.
// Read from the tokens alone: initialisers are a third of some files, and parsing them would tell nothing more.
import type { Item } from './cut.js';
import { STORAGE_WORDS } from './lens/names.js';
import { Tok, type Tokens } from './tokens.js';

export interface NamedInTable {
  readonly name: string;
  /** The type in the declaration, without `struct`. */
  readonly type: string;
  readonly at: number;
}

const EQUALS = 61;
const COLON = 58;

/** Every word of an initialiser with the type of what it initialises. */
export function* namesInInitialiser(text: string, item: Item, tokens: Tokens): Iterable<NamedInTable> {
  const word = (t: number): string => (tokens.kind[t] === Tok.word ? text.slice(tokens.start[t], tokens.end[t]) : '');
  let type = '';
  let t = item.firstToken;
  for (; t < item.endToken; t++) {
    const name = word(t);
    if (name !== '' && type === '' && !STORAGE_WORDS.has(name) && name !== 'struct') type = name;
    if (tokens.first[t] === EQUALS && tokens.kind[t] === Tok.punct) break;
  }
  for (t++; t < item.endToken; t++) {
    const at = tokens.start[t] ?? 0;
    let name = word(t);
    if (name === '') continue;
    // `Class::method` of C++ is one name.
    for (; tokens.first[t + 1] === COLON && tokens.kind[t + 1] === Tok.punct && word(t + 2) !== ''; t += 2)
      if ((tokens.end[t + 1] ?? 0) - (tokens.start[t + 1] ?? 0) === 2) name += `::${word(t + 2)}`;
      else break;
    yield { name, type, at };
  }
}
