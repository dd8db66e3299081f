// How the tables of blocking calls are written.
// Easy to get wrong: a row that leaves a field out has the value at the head of its table.
import { table } from '../rows.js';
import type { BlockingCall } from '../types.js';

export const calls = table<BlockingCall>();
