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

const COMMENTS = /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*$/gm;

export function readDirective(text: string): Directive {
  const match = /^#\s*(\w*)\s*([\s\S]*)$/.exec(text);
  const word = match?.[1] ?? '';
  const rest = (match?.[2] ?? '')
    .replace(/\\\r?\n/g, ' ')
    .replace(COMMENTS, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const shown = `#${word} ${rest}`.trim();
  if (word === 'ifdef' || word === 'ifndef' || word === 'elifdef' || word === 'elifndef') {
    const defined = `${word.endsWith('ndef') ? '!' : ''}defined(${rest})`;
    return { name: word.startsWith('el') ? 'elif' : 'if', rest: defined, shown };
  }
  const known: readonly string[] = ['if', 'elif', 'else', 'endif', 'define', 'undef', 'include'];
  return { name: known.includes(word) ? (word as DirectiveName) : 'other', rest, shown };
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
  return undefined;
};

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
const COMPUTE: Readonly<Record<string, (a: number, b: number) => number>> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? 0 : Math.trunc(a / b)),
  '%': (a, b) => (b === 0 ? 0 : a % b),
};

/** Whether a condition holds. What cannot be read counts as 0, as the preprocessor does with unknown names. */
export function evaluate(condition: string, values: MacroValues): boolean {
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
  const primary = (depth: number): number => {
    const token = tokens[at++];
    if (token === undefined || depth > 200) return 0;
    if (token === '!') return Number(primary(depth + 1) === 0);
    if (token === '-') return -primary(depth + 1);
    if (token === '~') return ~primary(depth + 1);
    if (token === '+') return primary(depth + 1);
    if (token === '(') {
      const value = binary(0, depth + 1);
      if (tokens[at] === ')') at++;
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (token === 'defined') {
      const inParentheses = tokens[at] === '(';
      const name = tokens[inParentheses ? at + 1 : at] ?? '';
      at += inParentheses ? 3 : 1;
      return Number(values(name) !== undefined);
    }
    if (tokens[at] === '(') {
      skipArguments();
      return 0;
    }
    return values(token) ?? 0;
  };
  const binary = (level: number, depth: number): number => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary(depth);
    let left = binary(level + 1, depth);
    for (let operator = tokens[at]; operator !== undefined && operators.includes(operator); operator = tokens[at]) {
      at++;
      left = COMPUTE[operator]?.(left, binary(level + 1, depth)) ?? 0;
    }
    return left;
  };
  return binary(0, 0) !== 0;
}
