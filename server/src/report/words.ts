// How the report names what the analysis knows, in the reader's words.
import type { Severity } from '../core/project.js';
import type { CallbackRow, Certainty, EntryName, WaitClass } from './model.js';

export const WAITS_FOR: Readonly<Record<WaitClass, string>> = {
  'io-network': 'network',
  'io-device': 'device',
  'io-disk': 'disk',
  sleep: 'sleep',
  'wait-process': 'process',
  'wait-sync': 'thread',
  lock: 'lock',
  'name-resolution': 'name resolution',
  cpu: 'computation',
};

export const HOW_LONG: Readonly<Record<WaitClass, string>> = {
  'io-network': 'no limit',
  'io-device': 'no limit',
  'wait-process': 'no limit',
  'wait-sync': 'no limit',
  'name-resolution': 'many seconds',
  sleep: 'as long as asked',
  'io-disk': 'depends on the disk',
  cpu: 'grows with the data',
  lock: 'until it is free',
};

export const CERTAIN: Readonly<Record<Certainty, string>> = {
  always: 'always',
  usually: 'usually',
  maybe: 'maybe',
};
export const CERTAINTY_ORDER: Readonly<Record<Certainty, number>> = { always: 3, usually: 2, maybe: 1 };

export const ENTERED: Readonly<Record<EntryName, string>> = {
  held: 'GIL held',
  released: 'GIL released',
  either: 'either',
  unreached: 'never entered',
  'as-entered': 'as its caller has it',
  outside: '',
};

export const VERDICT: Readonly<Record<CallbackRow['verdict'], string>> = {
  takes: 'takes it first',
  held: 'has it already',
  missing: 'uses Python without it',
  'maybe-missing': 'may use Python without it',
  'no-python': 'needs none',
};
/** The gravest first. */
export const VERDICT_ORDER: Readonly<Record<CallbackRow['verdict'], number>> = {
  missing: 5,
  'maybe-missing': 4,
  takes: 3,
  held: 2,
  'no-python': 1,
};

export const THREAD: Readonly<Record<NonNullable<CallbackRow['thread']>, string>> = {
  foreign: 'another thread',
  caller: 'the calling thread',
  main: 'the main thread',
  signal: 'a signal handler',
  any: 'any thread',
};

export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 4, warning: 3, info: 2, hint: 1 };

/** `50,139` */
export const grouped = (n: number): string => n.toLocaleString('en-US');

export const count = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;

/** Rounded down, so that what is not whole is never called so. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
