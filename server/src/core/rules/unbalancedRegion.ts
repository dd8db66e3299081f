// How regions nest in the source. The macros open and close a brace, so most of these do not compile: the finding says
// which macro is missing, where the compiler speaks of braces at the end of the file.
import type { Imbalance } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { findingAt } from './report.js';
import type { Rule } from './rule.js';

const WORDS: Readonly<Record<Imbalance['problem'], (spelled: string) => string>> = {
  'never-ended': (spelled) => `${spelled} is not ended in this block`,
  'never-begun': (spelled) => `${spelled} ends a region that was never begun`,
  'ended-in-another-block': (spelled) => `${spelled} ends a region that was begun in another block`,
  'differs-between-arms': (spelled) =>
    `${spelled} ends a region that is begun under an #if, and stands under another condition itself`,
};

export const unbalancedRegion: Rule = {
  id: 'unbalanced-region',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'A region that is begun and not ended in the same block, or ended and not begun',
  explain: `\`Py_BEGIN_ALLOW_THREADS\` opens a brace and declares the variable that \`Py_END_ALLOW_THREADS\` restores from, so the two must stand in one block, and under the same \`#if\`.

Insert the missing half, or move it into the same block.`,
  *check(fn): Iterable<Finding> {
    for (const { span, spelled, problem } of fn.unit.ir.imbalances) {
      const at = fn.flow.instrs.find(({ instr }) => instr.span.start === span.start);
      yield findingAt(fn, span, at?.block ?? -1, {
        rule: 'unbalanced-region',
        severity: 'error',
        certainty: 'always',
        message: WORDS[problem](spelled),
      });
    }
  },
};
