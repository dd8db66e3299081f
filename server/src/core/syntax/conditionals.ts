// `#if` and its kin as data, and the choice of one configuration where all arms together do not parse.
// The choice is made per macro value, not per `#if`, so that a brace opened under one `#ifdef X` and closed under
// another stays balanced.

export type DirectiveName = 'if' | 'elif' | 'else' | 'endif' | 'define' | 'undef' | 'include' | 'other';

export interface Directive {
  readonly name: DirectiveName;
  /** What follows the name, comments removed and continuation lines joined. For `#ifdef X` it is `defined(X)`. */
  readonly rest: string;
  /** The condition as the reader wrote it: `#ifdef X`. */
  readonly shown: string;
}

/** What may be a comment, a line that goes on, or white space other than single blanks; most directives have none. */
const UNEVEN = /[\\/]|\s\s|[^\S ]/;
const COMMENTS = /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*$/gm;

const NAMES: ReadonlyMap<string, DirectiveName> = new Map([
  ...(['if', 'elif', 'else', 'endif', 'define', 'undef', 'include'] as const).map((name) => [name, name] as const),
  ['ifdef', 'if'],
  ['ifndef', 'if'],
  ['elifdef', 'elif'],
  ['elifndef', 'elif'],
]);

const BLANK = 32;
const SMALL_A = 97;
const SMALL_Z = 122;

/** The name of the directive whose `#` is at an offset: all that most ask for. */
export function directiveName(text: string, at: number): DirectiveName {
  let from = at + 1;
  while (text.charCodeAt(from) === BLANK || /\s/.test(text.charAt(from))) from++;
  let to = from;
  while (text.charCodeAt(to) >= SMALL_A && text.charCodeAt(to) <= SMALL_Z) to++;
  return /\w/.test(text.charAt(to)) ? 'other' : (NAMES.get(text.slice(from, to)) ?? 'other');
}

export function readDirective(text: string): Directive {
  const match = /^#\s*(\w*)\s*([\s\S]*)$/.exec(text);
  const word = match?.[1] ?? '';
  const written = match?.[2] ?? '';
  const rest = UNEVEN.test(written)
    ? written
        .replace(/\\\r?\n/g, ' ')
        .replace(COMMENTS, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : written.trim();
  const shown = `#${word} ${rest}`.trim();
  const name = NAMES.get(word) ?? 'other';
  if (word === 'ifdef' || word === 'ifndef' || word === 'elifdef' || word === 'elifndef') {
    const defined = `${word.endsWith('ndef') ? '!' : ''}defined(${rest})`;
    return { name, rest: defined, shown };
  }
  return { name, rest, shown };
}

/**
 * The conditions that what stands behind a directive lies in: `#if` opens one inside the others, `#elif` and `#else` take
 * the place of the last one.
 *
 * @param outer those around the whole `#if`
 * @param before those in front of the directive
 */
export function conditionsBehind(
  directive: string,
  outer: readonly string[],
  before: readonly string[],
): readonly string[] {
  const { name, shown } = readDirective(directive);
  if (name !== 'else') return [...outer, shown];
  const opener = before[outer.length] ?? '#if';
  return [...outer, opener.startsWith('#else of ') ? opener : `#else of ${opener}`];
}

/** What a macro is worth in one configuration: its integer value, or undefined where it is not defined. */
export type MacroValues = (name: string) => number | undefined;

const OTHER_SYSTEMS =
  /^(?:_?_?WIN(?:32|64|DOWS|NT).*|_WIN\w*|MS_WIN\w*|MS_DLL\w*|__CYGWIN__|__MINGW\w*|_MSC_VER|__BORLANDC__|__APPLE__|__MACH__|MACOSX|TARGET_OS\w*|__sun\w*|__svr4__|_AIX|__hpux|__VMS|VMS|__HAIKU__|__BEOS__|__VXWORKS__|__FreeBSD\w*|__NetBSD\w*|__OpenBSD\w*|__DragonFly\w*|_OSF_SOURCE|__EMSCRIPTEN__|__wasi__|__wasm__|__ANDROID__|RISCOS|OS2|PYOS_OS2|PYCC_GCC|AMIGA)$/;

/** A usual build on Linux: `HAVE_…` is there, other systems are not. */
export const usualValues: MacroValues = (name) => {
  if (OTHER_SYSTEMS.test(name)) return undefined;
  if (name === 'PY_VERSION_HEX') return 0x030b00f0;
  if (name === 'PY_MAJOR_VERSION') return 3;
  if (name === 'PY_MINOR_VERSION') return 11;
  if (/^(?:HAVE_|WITH_THREAD|__linux__$|__unix__$|__GNUC__$|__STDC__$|Py_BUILD_CORE)/.test(name)) return 1;
  // A library is as new as can be: what it offers is used.
  if (/(?:VERSION(?:_|$)|_VER$)/.test(name) && !name.startsWith('__')) return NEWEST;
  return undefined;
};

const NEWEST = 0x7fffffff;

/** The other arm of everything that is not a number of a version. */
export const complementValues: MacroValues = (name) => {
  const value = usualValues(name);
  if (name.startsWith('PY_')) return value;
  return value === undefined ? 1 : undefined;
};

const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+)[uUlL]*|([A-Za-z_$]\w*)|('(?:\\.|[^'])+')|(&&|\|\||[<>=!]=|<<|>>|[-+*/%!~<>()&|^?:,]))/y;
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
/** What is known of a number: the least and the greatest that it may be. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** What is known of a macro: its value, null where it is not defined, undefined where nobody can say. */
export type KnownMacros = (name: string) => Range | null | undefined;

export const ANY: Range = { least: -Infinity, most: Infinity };
export const exactly = (value: number): Range => ({ least: value, most: value });
const isExact = ({ least, most }: Range): boolean => least === most;
const ZERO = exactly(0);
const TRUE = exactly(1);
const EITHER: Range = { least: 0, most: 1 };

/** Whether a number is not zero, as a number. */
const truth = (value: Range): Range =>
  value.least > 0 || value.most < 0 ? TRUE : value.least === 0 && value.most === 0 ? ZERO : EITHER;
const not = (value: Range): Range => {
  const { least, most } = truth(value);
  return { least: 1 - most, most: 1 - least };
};
const less = (a: Range, b: Range): Range => (a.most < b.least ? TRUE : a.least >= b.most ? ZERO : EITHER);
const equal = (a: Range, b: Range): Range =>
  isExact(a) && isExact(b) && a.least === b.least ? TRUE : a.most < b.least || b.most < a.least ? ZERO : EITHER;

const COMPUTE: Readonly<Record<string, (a: number, b: number) => number>> = {
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? 0 : Math.trunc(a / b)),
  '%': (a, b) => (b === 0 ? 0 : a % b),
};

function apply(operator: string, a: Range, b: Range): Range {
  switch (operator) {
    case '||':
      return truth({ least: Math.max(truth(a).least, truth(b).least), most: Math.max(truth(a).most, truth(b).most) });
    case '&&':
      return { least: Math.min(truth(a).least, truth(b).least), most: Math.min(truth(a).most, truth(b).most) };
    case '<':
      return less(a, b);
    case '>':
      return less(b, a);
    case '>=':
      return not(less(a, b));
    case '<=':
      return not(less(b, a));
    case '==':
      return equal(a, b);
    case '!=':
      return not(equal(a, b));
    default: {
      const compute = COMPUTE[operator];
      return compute !== undefined && isExact(a) && isExact(b) ? exactly(compute(a.least, b.least)) : ANY;
    }
  }
}

/** Whether a condition holds. What cannot be read counts as 0, as the preprocessor does with unknown names. */
export function evaluate(condition: string, values: MacroValues): boolean {
  const known: KnownMacros = (name) => {
    const value = values(name);
    return value === undefined ? null : exactly(value);
  };
  return compute(condition, known, ZERO).least !== 0;
}

/** Whether a condition holds whatever else is true; undefined where it may be either. */
export type Decide = (condition: string) => boolean | undefined;

export const undecided: Decide = () => undefined;

export function decide(condition: string, known: KnownMacros): boolean | undefined {
  const { least, most } = truth(compute(condition, known, ANY));
  return least === most ? least === 1 : undefined;
}

/** Whether the arms that a block is shown to lie in, `#ifdef A and #else of #if B`, are taken in every build. */
export const isShownAlwaysTaken = (shown: string, known: KnownMacros): boolean =>
  shown.split(' and ').every((arm) => {
    const opener = /^#else of (.*)$/.exec(arm)?.[1];
    const { name, rest } = readDirective(opener ?? arm);
    return name === 'if' && decide(rest, known) === (opener === undefined);
  });

/** @param opaque what a thing counts as that cannot be read */
function compute(condition: string, known: KnownMacros, opaque: Range): Range {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let m = TOKEN.exec(condition); m !== null; m = TOKEN.exec(condition))
    tokens.push(m[1] ?? m[2] ?? m[3] ?? m[4] ?? '');
  let at = 0;
  const skipArguments = (): void => {
    for (let depth = 0; at < tokens.length; at++) {
      if (tokens[at] === '(') depth++;
      else if (tokens[at] === ')' && --depth === 0) {
        at++;
        return;
      }
    }
  };
  const primary = (depth: number): Range => {
    const token = tokens[at++];
    if (token === undefined || depth > 200) return opaque;
    if (token === '!') return not(primary(depth + 1));
    if (token === '-' || token === '~') {
      const value = primary(depth + 1);
      return isExact(value) ? exactly(token === '-' ? -value.least : ~value.least) : ANY;
    }
    if (token === '+') return primary(depth + 1);
    if (token === '(') {
      const value = binary(0, depth + 1);
      if (tokens[at] === ')') at++;
      return value;
    }
    if (/^\d/.test(token)) return exactly(Number(token));
    if (token === 'defined') {
      const inParentheses = tokens[at] === '(';
      const value = known(tokens[inParentheses ? at + 1 : at] ?? '');
      at += inParentheses ? 3 : 1;
      return value === undefined ? EITHER : value === null ? ZERO : TRUE;
    }
    if (tokens[at] === '(') {
      skipArguments();
      return opaque;
    }
    if (!/^[A-Za-z_$]/.test(token)) return opaque;
    const value = known(token);
    return value === undefined ? ANY : (value ?? ZERO);
  };
  const binary = (level: number, depth: number): Range => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary(depth);
    let left = binary(level + 1, depth);
    for (let operator = tokens[at]; operator !== undefined && operators.includes(operator); operator = tokens[at]) {
      at++;
      left = apply(operator, left, binary(level + 1, depth));
    }
    return left;
  };
  return binary(0, 0);
}
