// One declaration outside functions, as names with their types: `std::mutex a, b{};`, `using X = Y;`, `namespace p = q;`.
// Functions that are only declared are left out: what stands in front of a parenthesis is no variable here.
import type { Item } from '../../syntax/cut.js';
import { Tok, type Tokens } from '../../syntax/tokens.js';

export interface Declared {
  readonly kind: 'variable' | 'alias' | 'opened';
  readonly name: string;
  /** As written, blanks removed where they mean nothing. */
  readonly type: string;
}

const SKIPPED = new Set([
  'static',
  'extern',
  'inline',
  'constexpr',
  'mutable',
  'thread_local',
  'const',
  'volatile',
  'typename',
  'struct',
  'class',
  'constinit',
  'virtual',
  'explicit',
  'public',
  'private',
  'protected',
]);
const CAPITALS = /^_*(?:Py_?)?[A-Z][A-Z0-9_]*$|_HEAD$/;

export function declaredIn(text: string, item: Item, tokens: Tokens): readonly Declared[] {
  const words: string[] = [];
  for (let t = item.firstToken; t < item.endToken && words.length < 400; t++)
    if (tokens.kind[t] !== Tok.directive) words.push(text.slice(tokens.start[t], tokens.end[t]));
  const first = words[0] ?? '';
  if (first === 'using' || first === 'typedef' || first === 'namespace') return aliasIn(words);
  if (first === 'template' || first === 'friend' || first === 'static_assert' || first === 'enum') return [];
  return variablesIn(words);
}

function aliasIn(words: readonly string[]): readonly Declared[] {
  const body = words.slice(1, words.at(-1) === ';' ? -1 : undefined);
  if (words[0] === 'typedef') {
    const name = body.at(-1) ?? '';
    if (!/^[A-Za-z_]\w*$/.test(name) || body.includes('(')) return [];
    return [{ kind: 'alias', name, type: joined(body.slice(0, -1)) }];
  }
  if (words[0] === 'using' && body[0] === 'namespace')
    return [{ kind: 'opened', name: '', type: joined(body.slice(1)) }];
  const equals = body.indexOf('=');
  if (equals === 1) return [{ kind: 'alias', name: body[0] ?? '', type: joined(body.slice(2)) }];
  if (words[0] === 'using' && equals < 0 && body.includes('::'))
    return [{ kind: 'alias', name: body.at(-1) ?? '', type: joined(body) }];
  return [];
}

function variablesIn(words: readonly string[]): readonly Declared[] {
  let at = 0;
  while (SKIPPED.has(words[at] ?? '') || (CAPITALS.test(words[at] ?? '') && /^[A-Za-z_]/.test(words[at + 1] ?? '')))
    at++;
  const from = at;
  let depth = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '<') depth++;
    else if (word === '>' || word === '>>') depth -= word.length;
    else if (
      depth === 0 &&
      (word === '=' || word === ';' || word === '{' || word === '[' || word === ',' || word === '(')
    )
      break;
  }
  if (words[at] === '(') return [];
  const name = words[at - 1] ?? '';
  const type = joined(words.slice(from, at - 1));
  if (type === '' || !/^[A-Za-z_]\w*$/.test(name)) return [];
  const found: Declared[] = [{ kind: 'variable', name, type }];
  // Further names of the same declaration.
  for (depth = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '{' || word === '(' || word === '[') depth++;
    else if (word === '}' || word === ')' || word === ']') depth--;
    else if (depth === 0 && word === ',' && /^[A-Za-z_]\w*$/.test(words[at + 1] ?? ''))
      found.push({ kind: 'variable', name: words[at + 1] ?? '', type });
  }
  return found;
}

/** Words side by side keep a blank between them. */
const joined = (words: readonly string[]): string =>
  words.reduce((sum, word) => (/\w$/.test(sum) && /^\w/.test(word) ? `${sum} ${word}` : sum + word), '');
