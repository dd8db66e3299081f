// The type of a call's result, for a variable that is to hold it: from its declaration in the file, or from the catalog.
// Easy to get wrong: a type that was guessed is no type, and a wrong one is worse than no fix.
import type { Target } from '../interproc/link.js';
import type { Call } from '../ir/ir.js';
import { endsUpTo, fileTokens } from '../syntax/fileTokens.js';
import { Tok } from '../syntax/tokens.js';
import { lineStartOf } from './layout.js';
import type { FixSite } from './site.js';

const STORAGE = /\b(?:static|extern|inline|__inline__?|register|_Noreturn|constexpr|virtual)\b/g;

/** The type as it is written in front of a name; undefined where nobody says. */
export function resultType(site: FixSite, call: Call): string | undefined {
  const { callee, receiver, member } = call;
  // A member function is told by its class, which nobody sees here.
  if (callee === undefined || receiver !== undefined || member !== undefined) return undefined;
  return declaredType(site.text, callee) ?? typeOf(site.file.calls.target(site.fn.node, call));
}

function typeOf(target: Target): string | undefined {
  if (target.kind === 'macro') {
    const [only, ...more] = target.targets;
    return only !== undefined && more.length === 0 ? typeOf(only) : undefined;
  }
  if (target.kind !== 'blocking' || target.row.guessed === true || target.row.returns === 'void') return undefined;
  return spaced(target.row.returns);
}

/** `char*` is written `char *`. */
const spaced = (type: string): string => type.replace(/\s*(\*+)$/, ' $1');

/** From a prototype or definition that begins a line. */
function declaredType(text: string, name: string): string | undefined {
  for (const { index } of text.matchAll(new RegExp(`\\b${name}[ \\t]*\\(`, 'g'))) {
    if (!isWord(text, index)) continue;
    const start = lineStartOf(text, index);
    const own = text.slice(start, index);
    // The type may stand on a line of its own.
    const head = own === '' && start > 0 ? text.slice(lineStartOf(text, start - 1), start) : own;
    const type = head.replace(STORAGE, '').replace(/\s+/g, ' ').trim();
    if (/^[A-Za-z_]/.test(head) && /^[A-Za-z_][\w *]*$/.test(type) && !NO_TYPE.test(type)) return spaced(type);
  }
  return undefined;
}

/** Prose that says what a function does may begin with words like those of a declaration. */
function isWord(text: string, offset: number): boolean {
  const tokens = fileTokens(text);
  const token = endsUpTo(tokens, offset);
  return tokens.start[token] === offset && tokens.kind[token] === Tok.word;
}

const NO_TYPE = /\b(?:return|else|define|void|case|goto|typedef)\b(?!.*\*)/;

/** The type that the function around returns, as written. */
export function ownResultType({ text, base, fn, view }: FixSite): string | undefined {
  const { nameSpan, span } = fn.unit.ir;
  const head = text.slice(base + span.start, base + nameSpan.start);
  if (/[(){}#]|\boperator\b|::\s*$/.test(head) || view.tree.count === 0) return undefined;
  const type = head
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ' ')
    .replace(STORAGE, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /^[A-Za-z_][\w ]*\**$/.test(type) && type !== 'auto' && type !== 'void' ? spaced(type) : undefined;
}
