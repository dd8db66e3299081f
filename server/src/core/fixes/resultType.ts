// The type of a call's result, for a variable that is to hold it: from its declaration in the file, or from the catalog.
// Easy to get wrong: a type that was guessed is no type, and a wrong one is worse than no fix.
import type { Target } from '../interproc/link.js';
import type { Call } from '../ir/ir.js';
import type { FixSite } from './site.js';

const STORAGE = /\b(?:static|extern|inline|__inline__?|register|_Noreturn|constexpr|virtual)\b/g;

/** The type as it is written in front of a name; undefined where nobody says. */
export function resultType(site: FixSite, call: Call): string | undefined {
  const { callee } = call;
  if (callee === undefined) return undefined;
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
  const found = new RegExp(
    `^((?:[A-Za-z_]\\w*[ \\t]+)+\\**|(?:[A-Za-z_]\\w*[ \\t]*)+\\*+)[ \\t]*(?:\\r?\\n)?${name}[ \\t]*\\(`,
    'm',
  ).exec(text);
  const type = found?.[1]?.replace(STORAGE, '').replace(/\s+/g, ' ').trim();
  if (type === undefined || type === '' || /\b(?:return|else|define|void|case|goto)\b(?!.*\*)/.test(type))
    return undefined;
  return spaced(type);
}

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
