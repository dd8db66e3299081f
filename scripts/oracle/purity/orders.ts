// Files that come in a random order, alone or several at a time, at once or in steps with questions between them, some of
// them with another text at first. What is said of all of them in the end must not depend on that.
import fc from 'fast-check';
import type { Project } from '../../../server/src/core/project.js';
import type { Source } from './material.js';

/** How some files come in. */
type Way =
  /** One by one, as documents that are opened. */
  | 'set'
  /** Put aside and taken in together, as a folder that is read. */
  | 'stage'
  /** The same, with questions and changes between the steps. */
  | 'stage and ask';

export interface Arrival {
  readonly way: Way;
  readonly sources: readonly Source[];
  /** Every so many files come with another text first, are removed, and come again. */
  readonly detour: number;
}

export const arrivals = (sources: readonly Source[]): fc.Arbitrary<readonly Arrival[]> =>
  fc
    .record({
      order: fc.shuffledSubarray([...sources], { minLength: sources.length, maxLength: sources.length }),
      chunks: fc.array(
        fc.record({
          size: fc.noBias(fc.constantFrom(1, 4, 5, 50, 200, 200)),
          way: fc.constantFrom<Way[]>('set', 'stage', 'stage and ask'),
          detour: fc.constantFrom(0, 3, 7),
        }),
        { minLength: sources.length, maxLength: sources.length, size: 'max' },
      ),
    })
    .map(({ order, chunks }) => {
      const found: Arrival[] = [];
      let at = 0;
      for (const { size, way, detour } of chunks) {
        if (at >= order.length) break;
        found.push({ way, detour, sources: order.slice(at, at + size) });
        at += size;
      }
      return found;
    });

export function bringIn(project: Project, all: readonly Arrival[]): void {
  for (const { way, sources, detour } of all) {
    const isDetour = (i: number): boolean => detour > 0 && i % detour === 0;
    for (const [i, { path, text }] of sources.entries())
      if (isDetour(i)) project.setFile(path, text.slice(0, text.length / 2));
    const asked = sources[0]?.path ?? '';
    if (detour > 0) {
      project.report(asked);
      for (const [i, { path }] of sources.entries()) if (isDetour(i)) project.removeFile(path);
    }
    if (way === 'set') for (const { path, text } of sources) project.setFile(path, text);
    else {
      for (const { path, text } of sources) project.stage(path, text);
      let step = 0;
      for (const _ of project.commit()) if (way === 'stage and ask' && step++ % 50 === 0) project.report(asked);
    }
    if (way !== 'stage') project.report(asked);
  }
}
