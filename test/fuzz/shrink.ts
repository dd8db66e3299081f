// Makes a failing text small: throws out ever smaller runs of lines, then of pieces, as long as it still fails.

const PIECE = /\w+|\s+|[^\w\s]/g;

/** @param fails must say the same of the same text; it is asked at most `most` times */
export function shrink(text: string, fails: (text: string) => boolean, most = 600): string {
  let left = most;
  const ask = (candidate: string): boolean => left-- > 0 && fails(candidate);
  let small = text;
  for (const split of [(from: string) => from.split(/(?<=\n)/), (from: string): string[] => from.match(PIECE) ?? []]) {
    let parts = split(small);
    for (let size = parts.length >> 1; size >= 1; size = size >> 1) {
      for (let at = 0; at < parts.length && left > 0; ) {
        const without = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (ask(without.join(''))) parts = without;
        else at += size;
      }
    }
    small = parts.join('');
  }
  return small;
}
