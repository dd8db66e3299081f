// What nobody writes by hand: macros that lead back to themselves, nesting without end, lines as long as files.
// Small ones here; what becomes of them when they grow is measured by `growth.ts`.
import type { Random } from './random.js';

const OPENERS = [
  '(',
  '{',
  '[',
  'f(',
  'f({',
  'if (a) {',
  'do {',
  'for (;;) ',
  '[&] {',
  'a ? ',
  '-',
  '!',
  '*',
  'a + (',
  'L: ',
];
const SOUP = ['#define A B', '#define B A', '#define F(x) F(x', '#define F(x, ...) G(x##x', '#define G(x) F(x) G(x)'];
const MORE_SOUP = ['#define A(', '#define', '#undef', '#define B(x) { x; A(x)', '#define Py_BEGIN_ALLOW_THREADS A'];
const USES = ['A;', 'F(1);', 'G(F(G(2)))', 'B(sleep(1));', 'Py_BEGIN_ALLOW_THREADS sleep(1); Py_END_ALLOW_THREADS'];
const TOKENS =
  '( ) { } [ ] < > ; : , . = * & # \\ " \' ? ! ~ :: -> ... /* */ // @ 0 1.5e3 a f Py_None PyList_Append sleep if else for while do switch case default return goto break continue struct class template operator namespace using try catch throw static void int auto const typename requires noexcept'.split(
    ' ',
  );

export function macroSoup(random: Random): string {
  const lines: string[] = [];
  for (let n = 1 + random.below(8); n > 0; n--) lines.push(random.pick([...SOUP, ...MORE_SOUP]));
  const chained = random.below(6);
  for (let i = 0; i < chained; i++) lines.push(`#define C${i} C${(i + 1) % chained} C${(i + 2) % chained}`);
  const doubled = random.chance(0.1) ? 12 : random.below(5);
  lines.push('#define D0(x) PyEval_SaveThread(); x; PyEval_RestoreThread(s);');
  for (let i = 1; i < doubled; i++) lines.push(`#define D${i}(x) D${i - 1}(x) D${i - 1}(D${i - 1}(x))`);
  const wide = random.below(8);
  for (let i = 0; i < wide; i++)
    lines.push(`#define W${i}(x) W${i + 1}(${'x,'.repeat(random.below(random.chance(0.1) ? 200 : 4))} (x))`);
  lines.push('void f(void) {', 'W0(sleep(1));');
  for (let n = random.below(5); n >= 0; n--) lines.push(random.pick(USES));
  lines.push('C0;', `D${Math.max(0, doubled - 1)}(sleep(1));`, '}');
  return lines.join('\n');
}

export function nested(random: Random): string {
  const opener = random.pick(OPENERS);
  const second = random.pick(OPENERS);
  const depth = 1 + random.below(random.chance(0.2) ? 400 : 12);
  const closers = random.chance(0.5) ? random.pick(['}', ')', '})', ');}', ';']).repeat(random.below(depth)) : '';
  return `${random.chance(0.8) ? 'void f(void) {' : ''}${(opener + second).repeat(depth)}sleep(1);${closers}`;
}

export function tokenSoup(random: Random): string {
  const blanks = random.pick([[' '], [' ', '\n'], ['\n', ''], ['', ' ', '\n', '\r\n', '\t']]);
  let text = random.chance(0.5) ? 'void f(void) {' : '';
  for (let n = random.below(60); n > 0; n--) text += random.pick(TOKENS) + random.pick(blanks);
  return text;
}

/** A few tokens, to be repeated without end, and what stands in front of them. */
export function repeated(random: Random): { readonly head: string; readonly unit: string } {
  let unit = '';
  for (let n = 1 + random.below(5); n > 0; n--)
    unit += random.pick([...TOKENS, ...TOKENS, ...OPENERS]) + random.pick(['', ' ', '\n']);
  return { head: random.pick(['', 'void f(void) {', 'class A {', 'template <', 'int x = ', '#define A ']), unit };
}
