// The `#if`s that are open at a place of a file, while it is cut into items: never changed, so that each place may keep
// those that it lies in.
import { conditionsBehind, type DirectiveName } from './conditionals.js';

/** An `#if` that is open, with those around it. */
interface OpenIf {
  readonly outer: OpenIf | undefined;
  /** The conditions around it. */
  readonly conditions: readonly string[];
  /** How many braces are open in front of it. */
  readonly depth: number;
  /** How many are open at the end of its first arm; -1 before that. */
  readonly after: number;
  /** Opened inside an item. */
  readonly inItem: boolean;
}

export interface OpenIfs {
  readonly innermost: OpenIf | undefined;
  /** The arms that the place lies in, outermost first, as the reader wrote them. */
  readonly conditions: readonly string[];
}

export const NO_OPEN_IFS: OpenIfs = { innermost: undefined, conditions: [] };

/**
 * What is open behind a directive, and how many braces are then.
 *
 * @param depth those open in front of it
 * @param inItem whether an item has begun and has not ended
 */
export function behindDirective(
  { innermost: top, conditions }: OpenIfs,
  name: DirectiveName,
  directive: string,
  depth: number,
  inItem: boolean,
): { readonly open: OpenIfs; readonly depth: number } {
  if (name === 'if') {
    const innermost = { outer: top, conditions, depth, after: -1, inItem };
    return { open: { innermost, conditions: conditionsBehind(directive, conditions, conditions) }, depth };
  }
  if (top !== undefined && (name === 'elif' || name === 'else')) {
    const innermost = top.after < 0 ? { ...top, after: depth } : top;
    const behind = conditionsBehind(directive, top.conditions, conditions);
    return { open: { innermost, conditions: behind }, depth: inItem ? top.depth : depth };
  }
  if (top !== undefined && name === 'endif') {
    const isShared = top.after >= 0 && inItem && top.inItem;
    return { open: { innermost: top.outer, conditions: top.conditions }, depth: isShared ? top.after : depth };
  }
  return { open: { innermost: top, conditions }, depth };
}

/** Whether the same follows from both, whatever stands behind them. */
export function sameOpenIfs(a: OpenIfs, b: OpenIfs): boolean {
  if (!sameTexts(a.conditions, b.conditions)) return false;
  let [one, other] = [a.innermost, b.innermost];
  while (one !== other) {
    if (one === undefined || other === undefined) return false;
    if (one.depth !== other.depth || one.after !== other.after || one.inItem !== other.inItem) return false;
    if (!sameTexts(one.conditions, other.conditions)) return false;
    [one, other] = [one.outer, other.outer];
  }
  return true;
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
