// Makes a history that ends in a wrong answer as short as it can be: fewer stops, fewer files, fewer lines.
// Easy to get wrong: leaving out an edit moves all that come after it. So the texts at each stop are what is reduced, and
// a line goes out of all of them at once.
import type { Texts } from './documents.js';

type History = readonly Texts[];

/** @param fails whether a history still ends in a wrong answer; `history` does */
export function reduced(history: History, fails: (history: History) => boolean, seconds: number): History {
  const end = performance.now() + 1000 * seconds;
  const stillFails = (some: History): boolean => performance.now() < end && fails(some);
  let now = history;
  for (;;) {
    const before = now;
    now = without(now, now.slice(0, -1), (some, gone) => some.filter((texts) => !gone.has(texts)), stillFails);
    now = without(now, pathsOf(now), withoutFiles, stillFails);
    for (const path of pathsOf(now))
      now = without(now, linesOf(now, path), (some, gone) => withoutLines(some, path, gone), stillFails);
    if (sizeOf(now) === sizeOf(before)) return now;
  }
}

/** Leaves out as many of the parts as it can, large groups of them first. */
function without<Part>(
  history: History,
  parts: readonly Part[],
  leaveOut: (history: History, gone: ReadonlySet<Part>) => History,
  fails: (history: History) => boolean,
): History {
  let now = history;
  let left = parts;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const gone = new Set(left.slice(at, at + size));
      const next = leaveOut(now, gone);
      if (fails(next)) {
        now = next;
        left = left.filter((part) => !gone.has(part));
      } else at += size;
    }
  }
  return now;
}

const pathsOf = (history: History): readonly string[] => [...new Set(history.flatMap((texts) => [...texts.keys()]))];
const linesOf = (history: History, path: string): readonly string[] => [
  ...new Set(history.flatMap((texts) => splitLines(texts.get(path) ?? ''))),
];
const splitLines = (text: string): readonly string[] => text.split(/(?<=\n)/);
const sizeOf = (history: History): number =>
  history.reduce((sum, texts) => [...texts.values()].reduce((length, text) => length + 1 + text.length, sum + 1), 0);

const withoutFiles = (history: History, gone: ReadonlySet<string>): History =>
  history.map((texts) => new Map([...texts].filter(([path]) => !gone.has(path))));

const withoutLines = (history: History, changed: string, gone: ReadonlySet<string>): History =>
  history.map(
    (texts) =>
      new Map(
        [...texts].map(([path, text]) =>
          path === changed
            ? [
                path,
                splitLines(text)
                  .filter((line) => !gone.has(line))
                  .join(''),
              ]
            : [path, text],
        ),
      ),
  );
