// Functions that are named outside functions: in method tables, slots and other initialisers.
// Read from the tokens alone: initialisers are a third of some files, and parsing them would tell nothing more.
import type { Item } from './cut.js';
import { STORAGE_WORDS } from './lens/names.js';
import { Tok, type Tokens } from './tokens.js';

export interface NamedInTable {
  readonly name: string;
  /** The type in the declaration, without `struct`. */
  readonly type: string;
  /** The member that it is the value of, in `.member = name`. */
  readonly member: string | undefined;
  /** Whether it is a whole value, with or without a cast or `&` in front. */
  readonly isValue: boolean;
  readonly at: number;
}

const EQUALS = 61;
const DOT = 46;
const COLON = 58;
const SEMICOLON = 59;
/** `,` `{` `=` `)` `&` and `,` `}` `;` */
const BEFORE_VALUE: ReadonlySet<number> = new Set([44, 123, 61, 41, 38]);
const AFTER_VALUE: ReadonlySet<number> = new Set([44, 125, 59]);

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
    const before = tokens.first[t - 1] ?? 0;
    const member = before === EQUALS && tokens.first[t - 3] === DOT ? word(t - 2) : undefined;
    // `Class::method` of C++ is one name.
    for (; tokens.first[t + 1] === COLON && tokens.kind[t + 1] === Tok.punct && word(t + 2) !== ''; t += 2)
      if ((tokens.end[t + 1] ?? 0) - (tokens.start[t + 1] ?? 0) === 2) name += `::${word(t + 2)}`;
      else break;
    const after = t + 1 < item.endToken ? (tokens.first[t + 1] ?? 0) : SEMICOLON;
    const isValue = BEFORE_VALUE.has(before) && AFTER_VALUE.has(after);
    yield { name, type, member, isValue, at };
  }
}
