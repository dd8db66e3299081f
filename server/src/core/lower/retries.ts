// Loops that try again when a signal interrupted them, as they stand in the source: the test in the head of the loop, or an
// `if` in its body that goes on, or that leaves where it was something else.
// Easy to get wrong: a loop is asked about only where the test belongs to it and not to a loop in it.
import type { Span } from '../base/span.js';
import { errorVariable } from '../catalog/errorCodes.js';
import { interrupted } from '../catalog/forFixes.js';
import type { Retry } from '../ir/ir.js';
import { type Lowering, textOfNode } from './context.js';

const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'while_statement', 'do_statement']);
const WAYS_OUT: ReadonlySet<string> = new Set(['break_statement', 'return_statement', 'goto_statement']);

export function retriesIn(ctx: Lowering, body: number): readonly Retry[] {
  const { view, text } = ctx;
  const stop = view.tree.next[body] ?? 0;
  if (!text.includes(interrupted)) return [];
  const found: Retry[] = [];
  const spanOf = (node: number): Span => ({ start: view.start(node), end: view.end(node) });
  const isIn = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
  /** The innermost node of some kinds around a test. */
  const around = (test: Span, kinds: ReadonlySet<string>): number => {
    let innermost = -1;
    for (let node = body; node < stop; node++)
      if (kinds.has(view.kind(node)) && isIn(test, spanOf(node))) innermost = node;
    return innermost;
  };
  for (let node = body; node < stop; node++) {
    const sign = testAt(ctx, node);
    if (sign === undefined) continue;
    const test = spanOf(node);
    const loop = around(test, LOOPS);
    if (loop < 0 || found.some((other) => other.loop.start === view.start(loop))) continue;
    const condition = view.child(loop, 'condition');
    const isHead = condition >= 0 && isIn(test, spanOf(condition));
    if (isHead ? sign === '==' : goesOn(ctx, around(test, IFS), test, sign))
      found.push({ test, loop: spanOf(loop), isHead });
  }
  return found;
}

const IFS: ReadonlySet<string> = new Set(['if_statement']);

/** `errno == EINTR` or `errno != EINTR`, in either order. */
function testAt(ctx: Lowering, node: number): '==' | '!=' | undefined {
  const { view } = ctx;
  if (view.kind(node) !== 'binary_expression') return undefined;
  const operator = view.kind(view.child(node, 'operator'));
  if (operator !== '==' && operator !== '!=') return undefined;
  const names = [view.child(node, 'left'), view.child(node, 'right')].map((side) => textOfNode(ctx, side));
  return names.includes(errorVariable) && names.includes(interrupted) ? operator : undefined;
}

/** Whether an `if` leads to the next try where the test says that there was a signal. */
function goesOn({ view }: Lowering, branch: number, test: Span, sign: '==' | '!='): boolean {
  const condition = branch < 0 ? -1 : view.child(branch, 'condition');
  if (condition < 0 || view.start(condition) > test.start || view.end(condition) < test.end) return false;
  const then = view.child(branch, 'consequence');
  const last = view.kind(then) === 'compound_statement' ? (view.named(then).at(-1) ?? -1) : then;
  if (last < 0) return false;
  return sign === '==' ? view.kind(last) === 'continue_statement' : WAYS_OUT.has(view.kind(last));
}
