// The functions of a file as they were lowered for its last text, to be used again for the next one: those that an edit
// does not touch are found by their places, and where names may mean something else now, by all that they were made of.
// Easy to get wrong: a function that is found by its place must lie under the same conditions as well.
import type { TextChange } from './base/textChange.js';
import type { FunctionUnit } from './interproc/unit.js';
import type { MacroMeanings } from './lower/names.js';
import type { Item } from './syntax/cut.js';

/** A function as it was lowered. Its units stay the same objects over edits elsewhere. */
export interface Lowered {
  readonly units: readonly FunctionUnit[];
  /** The names that the lowering asked for, joined by blanks, and what they meant. */
  readonly asked: string;
  readonly meant: string;
  /** The meanings that the entry was last found to agree with. */
  readonly checked: MacroMeanings;
}

export interface LoweredItem {
  readonly item: Item;
  /** All that decides how the text is lowered, but for itself and the meanings of names. */
  readonly stands: string;
  /** Of its text. */
  readonly hash: string;
  readonly lowered: Lowered;
}

/** The item of the text before that an item is, where the change of the text does not touch it. Asked for ever later items. */
export function itemsBefore(
  before: readonly LoweredItem[],
  { start, endBefore, endAfter }: TextChange,
): (item: Item) => LoweredItem | undefined {
  let next = 0;
  return (item) => {
    const moved = item.end <= start ? 0 : item.start >= endAfter ? endAfter - endBefore : undefined;
    if (moved === undefined) return undefined;
    const at = item.start - moved;
    while ((before[next]?.item.start ?? Number.POSITIVE_INFINITY) < at) next++;
    const known = before[next];
    return known?.item.start === at && known.item.end === item.end - moved ? known : undefined;
  };
}

/** A function of the text before with the same text and the same surroundings, wherever it was. */
export function itemsAlike(before: readonly LoweredItem[]): (stands: string, hash: string) => Lowered | undefined {
  let all: Map<string, Map<string, Lowered>> | undefined;
  return (stands, hash) => {
    if (all === undefined) {
      all = new Map();
      for (const known of before) {
        const alike = all.get(known.stands);
        if (alike === undefined) all.set(known.stands, new Map([[known.hash, known.lowered]]));
        else alike.set(known.hash, known.lowered);
      }
    }
    return all.get(stands)?.get(hash);
  };
}
