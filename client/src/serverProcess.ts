// How the process of the server is started, for the client and for those who measure what an editor sees.

/** In dist/. */
export const SERVER_FILE = 'server.js';

/** As V8 has it, where there are enough processors. */
const MOST_HELPERS = 4;

/**
 * Options of Node. V8 optimizes what runs often on threads beside the program. On two processors four of them take turns
 * with the program itself while a file is analysed for the first time, and its findings come a quarter later.
 */
export const engineOptions = (processors: number): string[] => [
  `--v8-pool-size=${Math.max(1, Math.min(MOST_HELPERS, processors - 1))}`,
];
