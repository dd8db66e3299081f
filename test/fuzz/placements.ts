// Functions by chance with a call that waits somewhere in them: in conditions, heads of loops, arguments, declarations.
// What they do is a sequence of calls that a program can write down, so the order before and after a fix can be compared.
// Easy to get wrong: a loop must end whatever its calls return, and no order may be left to the compiler.
import type { Random } from './random.js';

/** Calls that wait, and what their result is. */
const WAITS = ['fsync(%)', 'fdatasync(%)', 'usleep(%)', 'ftruncate(%, 1)', 'read(%, buffer, 4)', 'lockf(%, 1, 2)'];
const PYTHON = ['PyLong_AsLong(args)', 'PyObject_IsTrue(args)', 'PyObject_Size(args)'];
const COMPARISONS = ['<', '>', '==', '!=', '<=', '>='];
const VARIABLES = ['a', 'b', 'n'];

interface Writer {
  readonly random: Random;
  /** Calls that may still be written into this function. */
  left: number;
}

export function placementFunction(random: Random, name: string, isOld: boolean): string {
  const writer: Writer = { random, left: 1 + random.below(3) };
  const body: string[] = [];
  const declared = random.chance(0.3) ? `    int n = ${wait(writer).replace(/\bn\b/g, 'a')};` : '    int n = 0;';
  if (!isOld && random.chance(0.2)) body.push('    // The rest.');
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) body.push(...statement(writer, 1));
  const end =
    random.chance(0.3) && writer.left > 0 ? `    return PyLong_FromLong(${wait(writer)});` : '    Py_RETURN_NONE;';
  return [
    'static PyObject *',
    `${name}(PyObject *self, PyObject *args)`,
    '{',
    '    char buffer[16];',
    '    int a = plain(1), b = plain(2);',
    declared,
    ...body,
    end,
    '}',
    '',
  ].join('\n');
}

const indent = (depth: number): string => '    '.repeat(depth);

function wait(writer: Writer): string {
  writer.left--;
  const { random } = writer;
  const argument = random.chance(0.25) ? random.pick(PYTHON) : random.chance(0.3) ? 'plain(3)' : random.pick(VARIABLES);
  return random.pick(WAITS).replace('%', argument);
}

/** A value without a wait. */
function simple({ random }: Writer): string {
  const kind = random.below(6);
  if (kind === 0) return 'plain(4)';
  if (kind === 1) return random.pick(PYTHON);
  return kind === 2 ? `${random.pick(VARIABLES)} + 1` : random.pick(VARIABLES);
}

const wantsWait = ({ random, left }: Writer): boolean => left > 0 && random.chance(0.7);

function condition(writer: Writer, depth = 0): string {
  const { random } = writer;
  const kind = random.below(depth > 1 ? 3 : 7);
  const compared = (value: string): string => `${value} ${random.pick(COMPARISONS)} ${random.below(3)}`;
  if (kind === 3) return `${condition(writer, depth + 1)} && ${condition(writer, depth + 1)}`;
  if (kind === 4) return `(${condition(writer, depth + 1)} || ${condition(writer, depth + 1)})`;
  if (!wantsWait(writer)) return compared(random.pick(VARIABLES));
  if (kind === 5) return `!${wait(writer)}`;
  if (kind === 6) return `(n = ${wait(writer)}) ${random.pick(COMPARISONS)} 0`;
  return compared(wait(writer));
}

function value(writer: Writer): string {
  const { random } = writer;
  if (!wantsWait(writer)) return simple(writer);
  const kind = random.below(5);
  if (kind === 0) return `${condition(writer, 2)} ? ${random.pick(VARIABLES)} : ${wait(writer)}`;
  if (kind === 1) return `plain(${wait(writer)})`;
  if (kind === 2) return `(int)${wait(writer)} + ${random.pick(VARIABLES)}`;
  return wait(writer);
}

function block(writer: Writer, depth: number): string[] {
  const count = 1 + writer.random.below(2);
  return Array.from({ length: count }, () => statement(writer, depth)).flat();
}

/** Alone in its line, or in braces. */
function body(writer: Writer, depth: number, head: string): string[] {
  const { random } = writer;
  if (random.chance(0.3)) return [`${indent(depth)}${head}`, ...single(writer, depth + 1)];
  const inner = block(writer, depth + 1);
  return random.chance(0.3)
    ? [`${indent(depth)}${head}`, `${indent(depth)}{`, ...inner, `${indent(depth)}}`]
    : [`${indent(depth)}${head} {`, ...inner, `${indent(depth)}}`];
}

function single(writer: Writer, depth: number): string[] {
  const { random } = writer;
  const space = indent(depth);
  const kind = random.below(5);
  if (kind === 0 && writer.left > 0) return [`${space}${wait(writer)};${random.chance(0.2) ? '  /* now */' : ''}`];
  if (kind === 1) return [`${space}${random.pick(VARIABLES)} = ${value(writer)};`];
  if (kind === 2 && random.chance(0.3)) return [`${space}return PyLong_FromLong(${value(writer)});`];
  if (kind === 3) return [`${space}PyErr_Clear();`];
  return [`${space}n = ${value(writer)};`];
}

function statement(writer: Writer, depth: number): string[] {
  const { random } = writer;
  const space = indent(depth);
  if (depth > 3) return single(writer, depth);
  switch (random.below(9)) {
    case 0: {
      const lines = body(writer, depth, `if (${condition(writer)})`);
      if (random.chance(0.3)) lines.push(...body(writer, depth, `else if (${condition(writer)})`));
      if (random.chance(0.4)) lines.push(...body(writer, depth, 'else'));
      return lines;
    }
    case 1:
      return body(writer, depth, `if (${condition(writer)})`);
    case 2:
      return body(writer, depth, `while (goes_on() && ${condition(writer)})`);
    case 3:
      return body(writer, depth, `while (${condition(writer)} && goes_on())`);
    case 4: {
      const step = random.chance(0.3) && writer.left > 0 ? `a = ${wait(writer)}` : 'a++';
      return body(writer, depth, `for (a = 0; a < 3 && goes_on(); ${step})`);
    }
    case 5: {
      const inner = block(writer, depth + 1);
      return [`${space}do {`, ...inner, `${space}} while (${condition(writer)} && goes_on());`];
    }
    case 6: {
      const inner = block(writer, depth + 1);
      return [
        ...[`${space}switch (${value(writer)}) {`, `${space}case 0:`],
        ...inner,
        ...[`${space}    break;`, `${space}default:`],
        ...single(writer, depth + 1),
        ...[`${space}    break;`, `${space}}`],
      ];
    }
    default:
      return single(writer, depth);
  }
}
