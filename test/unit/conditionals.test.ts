// Directives as data, and conditions as the preprocessor would decide them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complementValues,
  evaluate,
  type MacroValues,
  readDirective,
  usualValues,
} from '../../server/src/core/syntax/conditionals.js';

const none: MacroValues = () => undefined;

describe('readDirective', () => {
  it.each([
    ['#ifdef HAVE_FORK', 'if', 'defined(HAVE_FORK)', '#ifdef HAVE_FORK'],
    ['#  ifndef X', 'if', '!defined(X)', '#ifndef X'],
    ['#if A /* why */ && \\\r\n   B // more', 'if', 'A && B', '#if A && B'],
    ['#elif A', 'elif', 'A', '#elif A'],
    ['#elifdef A', 'elif', 'defined(A)', '#elifdef A'],
    ['#else /* A */', 'else', '', '#else'],
    ['#endif', 'endif', '', '#endif'],
    ['#define A(x) \\\n x', 'define', 'A(x) x', '#define A(x) x'],
    ['#pragma once', 'other', 'once', '#pragma once'],
    ['#', 'other', '', '#'],
  ])('%j', (text, name, rest, shown) => {
    expect(readDirective(text)).toEqual({ name, rest, shown });
  });
});

describe('evaluate', () => {
  it.each([
    ['0', false],
    ['1', true],
    ['0x10 == 16', true],
    ['!defined(A)', true],
    ['defined A || defined(B)', false],
    ['1 + 2 * 3 == 7', true],
    ['(1 + 2) * 3 == 9', true],
    ['8 - 4 - 2 == 2', true],
    ['1 || 1 && 0', true],
    ['~0 == -1', true],
    ['10 / 0', false],
    ['UNKNOWN', false],
    ['UNKNOWN(1, 2) || 1', true],
    ['', false],
    ['((((', false],
  ])('%j is %s', (condition, truth) => {
    expect(evaluate(condition, none)).toBe(truth);
  });

  it('asks for the values of macros', () => {
    const values: MacroValues = (name) => ({ A: 3, ZERO: 0 })[name];
    expect(evaluate('A > 2 && defined(ZERO) && !ZERO && !defined(B)', values)).toBe(true);
  });

  it('agrees with JavaScript where the two languages agree', () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        fc.nat({ max: 9 }).map(String),
        fc
          .tuple(
            tie('expression'),
            fc.constantFrom('+', '-', '*', '<', '<=', '==', '!=', '&', '|', '^'),
            tie('expression'),
          )
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        tie('expression').map((a) => `!${a}`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        expect(evaluate(text, none)).toBe(Boolean(new Function(`return ${text}`)()));
      }),
    );
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof evaluate(text, none)).toBe('boolean');
      }),
    );
  });
});

describe('the two configurations', () => {
  it.each(['HAVE_FORK', 'MS_WINDOWS', '__APPLE__', 'USE_SSL', 'WITH_THREAD'])('decide %s differently', (name) => {
    const condition = `defined(${name})`;
    expect(evaluate(condition, usualValues)).not.toBe(evaluate(condition, complementValues));
  });

  it('take a usual build on Linux first', () => {
    expect(evaluate('defined(HAVE_FORK) && !defined(_WIN32) && !defined(__APPLE__)', usualValues)).toBe(true);
  });

  it('agree on the Python version', () => {
    for (const values of [usualValues, complementValues])
      expect(evaluate('PY_VERSION_HEX >= 0x03000000', values)).toBe(true);
  });
});
