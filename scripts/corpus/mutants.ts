// Files with one region taken out: the macros are blanked and nothing else, so every call keeps its place.
import type { Finding } from '../../server/src/core/project.js';
import { codeOf, regionsOf } from './regions.js';

export interface Failure {
  readonly place: string;
  readonly what: string;
}

/** @param wanted names that a finding must speak of when a call of one of them, or a wrapper of it, loses its region */
export function mutantsOf(
  name: string,
  text: string,
  wanted: readonly string[],
  analyse: (mutant: string) => readonly Finding[],
): { readonly tried: number; readonly missed: readonly Failure[] } {
  const missed: Failure[] = [];
  let tried = 0;
  const pattern = new RegExp(`\\b(?:_Py_)?(${wanted.join('|')})(?:_noraise)?\\s*\\(`, 'g');
  for (const { begin, end, beginLength, endLength } of regionsOf(text)) {
    const blank = (from: string, at: number, length: number): string =>
      from.slice(0, at) + ' '.repeat(length) + from.slice(at + length);
    const findings = analyse(blank(blank(text, begin, beginLength), end, endLength));
    for (const match of codeOf(text).slice(begin, end).matchAll(pattern)) {
      tried++;
      const at = begin + match.index;
      const call = match[1] ?? '';
      const reported = findings.some(
        ({ span, severity, message }) => span.start === at && severity === 'warning' && message.includes(`${call}()`),
      );
      if (!reported)
        missed.push({
          place: `${name}:${text.slice(0, at).split('\n').length}`,
          what: `${match[0]}) is not reported without its region`,
        });
    }
  }
  return { tried, missed };
}
