// A short run of the fuzzer with a fixed seed, all inputs that failed once, and what once took the square of its size.
// `npm run fuzz` goes on where this ends; docs/fuzzing.md tells what is generated and what is checked.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Parsers } from '../../server/src/core/project.js';
import { parsersForTests } from '../harness/parsers.js';
import { type Check, createCheck } from './check.js';
import { growthComplaint } from './growth.js';
import { inputOf } from './inputs.js';
import { shrink } from './shrink.js';
import { fixtureTexts, keptTexts } from './texts.js';

const SEED = 20_261_126;
const MOST_INPUTS = 4_000;
const MOST_MILLISECONDS = 15_000;

let parsers: Parsers;
let check: Check;

beforeAll(async () => {
  parsers = await parsersForTests();
  check = createCheck(parsers);
});

it('finds nothing wrong with many texts', () => {
  const texts = fixtureTexts();
  const started = Date.now();
  for (let index = 0; index < MOST_INPUTS && Date.now() - started < MOST_MILLISECONDS; index++) {
    const { path, text } = inputOf(SEED, index, texts);
    const complaints = check(path, text, index % 16 === 0);
    expect(complaints, `input ${index}: ${JSON.stringify(text)}`).toEqual([]);
  }
});

describe('inputs that failed once', () => {
  it.each(keptTexts())('$path', ({ path, text }) => {
    expect(check(path, text, true)).toEqual([]);
  });
});

describe('time grows with the size', () => {
  it.each([
    ['brackets that nobody closes', 'fuzz.c', 'int g(void) {', 'f({'],
    ['brackets that nobody closes, in C++', 'fuzz.cpp', 'int g(void) {', 'f({'],
  ])('%s', (_, path, head, unit) => {
    expect(growthComplaint(parsers, { path, head, unit })).toBeUndefined();
  });
});

it('makes a failing text small', () => {
  const text = 'int a;\nint b;\nvoid f(void) { sleep(1); }\nint c;\n';
  expect(shrink(text, (candidate) => candidate.includes('sleep'))).toBe('sleep');
});
