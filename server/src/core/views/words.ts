// The vocabulary of the views: one sentence for each state, in both of CPython's ways to say it.
import { Gil, type GilSet } from '../flow/lattice.js';

export type StateName = 'held' | 'released' | 'either' | 'unreached' | 'as-entered' | 'outside';

export const SHORT: Readonly<Record<StateName, string>> = {
  held: 'GIL held',
  released: 'GIL released',
  either: 'GIL held or released',
  unreached: 'GIL: never reached',
  'as-entered': 'GIL as the caller has it',
  outside: 'GIL: outside of functions',
};

export const LONG: Readonly<Record<StateName, string>> = {
  held: 'The GIL is **held** here (attached thread state): the Python API may be used, and no other Python thread runs.',
  released:
    'The GIL is **released** here (detached thread state): other Python threads run, and the Python API must not be touched.',
  either: 'The GIL is **held on some path and released on another** here.',
  unreached: 'Nothing leads here.',
  'as-entered': 'The GIL is here **as the caller has it**: the function neither uses Python nor changes the state.',
  outside: 'Outside of functions.',
};

export const FREE_THREADED =
  'On free-threaded builds there is no lock to hold, but a thread still has to detach around waiting: a stop-the-world pause waits for every attached thread.';

export const nameOf = (set: GilSet): StateName =>
  set === Gil.held ? 'held' : set === Gil.released ? 'released' : set === Gil.either ? 'either' : 'unreached';
