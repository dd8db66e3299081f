// Functions of curses that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const curses: readonly BlockingCall[] = calls({ header: 'curses.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'beep', certainty: 'maybe' },
  { name: 'delay_output', class: 'sleep', certainty: 'usually' },
  { name: 'doupdate', certainty: 'usually' },
  { name: 'flushinp', certainty: 'maybe' },
  { name: 'get_wch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'getch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'getnstr' },
  { name: 'getstr' },
  { name: 'getsyx', certainty: 'maybe' },
  { name: 'initscr', certainty: 'usually', returns: 'WINDOW*' },
  { name: 'mvgetch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'mvwget_wch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'mvwgetch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'mvwgetnstr' },
  { name: 'mvwgetstr' },
  { name: 'napms', class: 'sleep', note: 'CPython 3.11 curses.napms keeps the GIL' },
  { name: 'pnoutrefresh', certainty: 'maybe' },
  { name: 'prefresh', certainty: 'usually' },
  { name: 'refresh', certainty: 'usually' },
  { name: 'wget_wch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'wgetch', nonBlocking: { object: 'win', mode: 'nodelay/timeout(0)' } },
  { name: 'wgetnstr' },
  { name: 'wgetstr' },
  { name: 'wrefresh', certainty: 'usually' },
]);
