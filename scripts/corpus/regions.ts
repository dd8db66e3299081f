// Regions and the calls in them, found by reading the text alone: an opinion that owes nothing to the analysis.
import { blockingCalls } from '../../server/src/core/catalog/blocking/index.js';

export interface Region {
  readonly begin: number;
  readonly end: number;
  readonly beginLength: number;
  readonly endLength: number;
}

const names = new Set(blockingCalls.map(({ name }) => name));
const NOISE = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|^[ \t]*#(?:\\\n|[^\n])*/gm;

/** The text with comments, strings and directives blanked; offsets stay. */
export const codeOf = (text: string): string => text.replace(NOISE, (found) => found.replace(/[^\n]/g, ' '));

/** `Py_BEGIN_ALLOW_THREADS` to the next `Py_END_ALLOW_THREADS`, also with another prefix. */
export function regionsOf(text: string): Region[] {
  const found: Region[] = [];
  for (const match of codeOf(text).matchAll(/\b(\w*BEGIN_ALLOW_THREADS)\b([\s\S]*?)\b(\w*END_ALLOW_THREADS)\b/g)) {
    const end = match.index + match[0].length - (match[3] ?? '').length;
    found.push({ begin: match.index, end, beginLength: (match[1] ?? '').length, endLength: (match[3] ?? '').length });
  }
  return found;
}

/** Calls of functions that the catalog knows to wait or compute, between the two macros. */
export function waitingCalls(text: string, region: Region): { readonly name: string; readonly at: number }[] {
  // Between `Py_BLOCK_THREADS` and the end of its block or `Py_UNBLOCK_THREADS` the GIL is held on purpose.
  const body = codeOf(text)
    .slice(region.begin, region.end)
    .replace(/\b\w*(?<!UN)BLOCK_THREADS\b[\s\S]*?(?:\w*UNBLOCK_THREADS\b|$)/g, (held) => held.replace(/[^\n]/g, ' '));
  return [...body.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)]
    .filter((match) => names.has(match[1] ?? ''))
    .map((match) => ({ name: match[1] ?? '', at: region.begin + match.index }));
}
