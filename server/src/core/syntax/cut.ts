// Cuts a file into top-level items: function definitions, other declarations, directives.
// Each item is parsed afresh and cached by its text, so one keystroke costs one function, a broken function cannot hurt
// its neighbours, and no answer depends on the history of edits. What is easy to get wrong are `#if` arms that open a
// brace each: the depth is that of the first arm.
import type { TextChange } from '../base/textChange.js';
import { type DirectiveName, directiveName } from './conditionals.js';
import { behindDirective, NO_OPEN_IFS, type OpenIfs, sameOpenIfs } from './openIfs.js';
import { Tok, type Tokens } from './tokens.js';

export interface Item {
  /** A `class` is the head of one, up to its brace: the members are items of their own. */
  readonly kind: 'function' | 'declaration' | 'directive' | 'class';
  readonly start: number;
  readonly end: number;
  /** Range of tokens, the end excluded. */
  readonly firstToken: number;
  readonly endToken: number;
  /** The token that opens the body of a function; -1 for everything else. */
  readonly brace: number;
  /** The `#if` arms that the item lies in, outermost first, as the reader wrote them. */
  readonly conditions: readonly string[];
  readonly directive?: DirectiveName;
  /** C++: the names of the namespaces and classes around it, outermost first. */
  readonly scope?: readonly string[];
  /** C++: the innermost of them is a class. */
  readonly inClass?: boolean;
  /** C++: the name of the function as written, without template arguments. */
  readonly name?: string;
  /** Of a class: its name, with the names of its bases as written. */
  readonly className?: string;
  readonly bases?: readonly string[];
}

const OPEN = 123;
const CLOSE = 125;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const SEMICOLON = 59;
const EQUALS = 61;
const STAR = 42;

/** A definition that starts in column 0 while an indented body is still open: the closing brace is being typed. Limited: it is tried at every line. */
export const HEADER =
  /(?!(?:if|for|while|switch|else|do|return|case|goto|typedef|struct|enum|union)\b)[A-Za-z_]\w*(?:[\s*]+[A-Za-z_]\w*){0,15}[\s*]+(?!(?:if|for|while|switch)\b)[A-Za-z_]\w*\s*\([^;{}()#]*(?:\([^;{}()#]*\)[^;{}()#]*)*\)\s*\{/y;
/** Old-style parameter declarations between `)` and the body. */
const OLD_STYLE = /(?:\s*[A-Za-z_](?:[\w\s*,[\]]|\([^(){};]*\)){0,500};){0,60}\s*\{/y;

/** The items of a file, and what another cut of nearly the same text may use of them. */
export interface Cut {
  readonly items: readonly Item[];
  /** The `#if`s that are open in front of each item. */
  readonly open: readonly OpenIfs[];
}

export const NO_CUT: Cut = { items: [], open: [] };

/** The cut of another text, and where the two texts differ. */
export interface CutBefore {
  readonly cut: Cut;
  readonly change: TextChange;
}

/** @param before what is equal in both texts is taken from there; the result is the same without it */
export function cutItems(text: string, tokens: Tokens, before?: CutBefore): Cut {
  const { count, kind, start, end, first } = tokens;
  const kept = before === undefined ? 0 : keptItems(text, before);
  const items: Item[] = before?.cut.items.slice(0, kept) ?? [];
  const opens: OpenIfs[] = before?.cut.open.slice(0, kept) ?? [];
  let open = before?.cut.open[kept] ?? NO_OPEN_IFS;
  let began = -1;
  let depth = 0;
  let parens = 0;
  let brace = -1;
  let assigned = false;
  let closedParen = -1;

  const finish = (last: number): void => {
    if (began >= 0)
      items.push({
        kind: brace >= 0 ? 'function' : 'declaration',
        start: start[began] ?? 0,
        end: end[last] ?? 0,
        firstToken: began,
        endToken: last + 1,
        brace,
        conditions: open.conditions,
      });
    began = -1;
    depth = 0;
    parens = 0;
    brace = -1;
    assigned = false;
    closedParen = -1;
  };
  const inColumnZero = (t: number): boolean => {
    const at = start[t] ?? 0;
    return at === 0 || text.charCodeAt(at - 1) === 10;
  };
  const matches = (pattern: RegExp, at: number): boolean => {
    pattern.lastIndex = at;
    return pattern.test(text);
  };
  const word = (t: number): string => (kind[t] === Tok.word ? text.slice(start[t], end[t]) : '');

  const joining = before && joinOf(before, kept, tokens);

  for (let t = kept === 0 ? 0 : (before?.cut.items[kept]?.firstToken ?? 0); t < count; t++) {
    const c = first[t];
    if (kind[t] === Tok.directive) {
      const directive = directiveName(text, start[t] ?? 0);
      if (began >= 0 && depth === 0 && closedParen === t - 1 && first[began + 1] === OPEN_PAREN) finish(t - 1);
      if (began < 0) {
        if (joining?.(t, open, items, opens) === true) return { items, open: opens };
        opens.push(open);
        items.push({
          kind: 'directive',
          start: start[t] ?? 0,
          end: end[t] ?? 0,
          firstToken: t,
          endToken: t + 1,
          brace: -1,
          conditions: open.conditions,
          directive,
        });
      }
      // A head that stands in each arm, with one body behind them: the arm's head ends with the arm.
      const inArm = directive === 'else' || directive === 'elif';
      if (inArm && began >= 0 && depth === 0 && brace < 0 && open.innermost?.inItem === false) finish(t - 1);
      if (directive !== 'other')
        ({ open, depth } = behindDirective(open, directive, text.slice(start[t], end[t]), depth, began >= 0));
      continue;
    }
    if (
      began >= 0 &&
      began < t &&
      kind[t] === Tok.word &&
      inColumnZero(t) &&
      isOpen(t) &&
      matches(HEADER, start[t] ?? 0)
    )
      finish(t - 1);
    if (closedParen >= 0 && closedParen === t - 1 && (isGenerator(t) || startsAnew(t))) finish(t - 1);
    if (began < 0) {
      if (c === CLOSE || c === SEMICOLON) continue;
      if (joining?.(t, open, items, opens) === true) return { items, open: opens };
      opens.push(open);
      began = t;
    }
    if (kind[t] !== Tok.punct) continue;
    if (c === OPEN_PAREN) parens++;
    else if (c === CLOSE_PAREN) {
      parens = Math.max(0, parens - 1);
      if (depth === 0 && parens === 0) closedParen = t;
    } else if (c === EQUALS && depth === 0 && parens === 0) assigned = true;
    else if (c === OPEN) {
      if (depth === 0 && brace < 0 && !assigned) {
        const opener = word(began);
        if ((opener === 'extern' && kind[began + 1] === Tok.text && t === began + 2) || isNamespace(began, t)) {
          brace = -1;
          finish(t);
          continue;
        }
        if (closedParen >= 0 && !isMarkedType(began)) {
          brace = t;
          parens = 0;
        }
      }
      depth++;
    } else if (c === CLOSE) {
      if (depth === 0) {
        finish(t);
        continue;
      }
      depth = brace >= 0 && inColumnZero(t) && parens === 0 ? 0 : Math.max(0, depth - 1);
      if (depth === 0 && brace >= 0) finish(t);
    } else if (c === SEMICOLON && depth === 0 && (parens === 0 || brace < 0) && !awaitsBody(t)) finish(t);
  }
  finish(count - 1);
  return { items, open: opens };

  function isNamespace(from: number, to: number): boolean {
    return word(from) === 'namespace' || (word(from) === 'inline' && word(from + 1) === 'namespace' && to > from);
  }

  /** `typedef struct MARK(16) x {`: the parenthesis is not that of a function. */
  function isMarkedType(from: number): boolean {
    if (word(from) !== 'typedef' || !/^(?:struct|union|enum)$/.test(word(from + 1))) return false;
    let t = from + 2;
    while (kind[t] === Tok.directive) t++;
    return kind[t] === Tok.word && first[t + 1] === OPEN_PAREN;
  }

  /** Whether `MACRO(…)` on lines of its own stands before token `t`, where another declaration starts. */
  function isGenerator(t: number): boolean {
    if (began < 0 || depth > 0 || first[began + 1] !== OPEN_PAREN || kind[t] !== Tok.word || !inColumnZero(t))
      return false;
    return first[t + 1] !== OPEN_PAREN;
  }

  /** Whether what stands before token `t` waits for something that a new definition cannot be. */
  function isOpen(t: number): boolean {
    if (brace >= 0) return depth > 0;
    const before = first[t - 1];
    return depth > 0
      ? false
      : assigned || parens > 0 || (kind[t - 1] === Tok.punct && before !== STAR && before !== CLOSE_PAREN);
  }

  /** A body that a macro stands for: what begins in column 0 with `static` behind it is another declaration. */
  function startsAnew(t: number): boolean {
    return began >= 0 && depth === 0 && inColumnZero(t) && /^(?:static|extern|typedef)$/.test(word(t));
  }

  /** Whether a `;` ends an old-style parameter declaration rather than the item. */
  function awaitsBody(semicolon: number): boolean {
    if (closedParen < 0 || assigned || semicolon - closedParen < 3) return false;
    if (kind[closedParen + 1] !== Tok.word || began < 0 || word(began) === 'typedef') return false;
    return matches(OLD_STYLE, end[semicolon] ?? 0);
  }
}

/** No token, and no item but by its patterns, is ended by what stands further behind it. */
const LOOKS_AHEAD = 64;

/** How many items of another cut are the same; the one behind them begins in the same place, and may end elsewhere. */
function keptItems(text: string, { cut, change }: CutBefore): number {
  // The patterns look ahead as far as the next brace and no further.
  const open = text.lastIndexOf('{', change.start - 1);
  const close = text.lastIndexOf('}', change.start - 1);
  const sure = change.start === 0 ? -1 : Math.min(Math.max(open, close), change.start - LOOKS_AHEAD);
  let low = 0;
  let high = cut.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cut.items[middle]?.end ?? 0) <= sure) low = middle + 1;
    else high = middle;
  }
  // An item that begins before the change begins there in both, where the token behind its first one is the same as well.
  while (low > 0 && (cut.items[low]?.start ?? Number.POSITIVE_INFINITY) > sure) low--;
  return Math.max(0, low - 1);
}

/** Adds the rest of another cut where an item begins at a token as it did there. Asked for ever later tokens. */
function joinOf(
  { cut, change }: CutBefore,
  kept: number,
  { start, kind }: Tokens,
): (t: number, open: OpenIfs, items: Item[], opens: OpenIfs[]) => boolean {
  const moved = change.endAfter - change.endBefore;
  let next = kept;
  return (t, open, items, opens) => {
    const at = start[t] ?? 0;
    // The character in front of it tells whether it stands in column 0.
    if (at <= change.endAfter) return false;
    while (next < cut.items.length && (cut.items[next]?.start ?? 0) + moved < at) next++;
    const same = cut.items[next];
    const opened = cut.open[next];
    if (same === undefined || opened === undefined || same.start + moved !== at) return false;
    // A `#` is one of a directive by what stands in front of it on its line.
    if ((same.kind === 'directive') !== (kind[t] === Tok.directive) || !sameOpenIfs(open, opened)) return false;
    const tokens = t - same.firstToken;
    for (let i = next; i < cut.items.length; i++) {
      const item = cut.items[i];
      if (item !== undefined) items.push(movedBy(item, moved, tokens));
      opens.push(cut.open[i] ?? NO_OPEN_IFS);
    }
    return true;
  };
}

const movedBy = (item: Item, by: number, tokens: number): Item => ({
  ...item,
  start: item.start + by,
  end: item.end + by,
  firstToken: item.firstToken + tokens,
  endToken: item.endToken + tokens,
  brace: item.brace < 0 ? -1 : item.brace + tokens,
});
