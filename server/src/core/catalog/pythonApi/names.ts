// How the tables of the Python API are written.
// Easy to get wrong: a row that leaves a field out has the value at the head of its table.
import { table } from '../rows.js';
import type { ApiFunction } from '../types.js';

export const names = table<ApiFunction>();
