// Each Ensure wants exactly one Release with its own token, on every path.
import { Gil } from '../flow/lattice.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Finding } from './finding.js';
import { findingAt, releasedStep, stepAt } from './report.js';
import type { Rule } from './rule.js';

export const gilstateUnbalanced: Rule = {
  id: 'gilstate-unbalanced',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'An Ensure without its Release on some path, or a Release without its Ensure',
  explain: `\`PyGILState_Ensure()\` counts, and only the matching \`PyGILState_Release()\` counts back. Without it the thread keeps the GIL: every other thread waits for ever. A release too many destroys the thread state that is still in use.

Release on every way out, with the token of the same Ensure. \`PyThreadState_Ensure()\` may fail and give back \`NULL\`: then there is nothing to release.`,
  *check(fn): Iterable<Finding> {
    for (const { instr, block } of fn.flow.instrs)
      if (instr.op === 'ensure' && instr.discarded === true)
        yield findingAt(fn, instr.span, block, {
          ...said,
          message: `${instr.spelled}() gives out a token, and it is thrown away: the thread keeps the GIL`,
        });
    yield* leftOpen(fn);
    yield* tooEarly(fn);
    yield* withoutEnsure(fn);
  },
};

const said = { rule: 'gilstate-unbalanced', severity: 'error', certainty: 'always' } as const;

function* leftOpen(fn: FunctionFacts): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { at, tokens } of fn.flow.exits) {
    if (at.instr.op !== 'exit' || at.instr.kind === 'noreturn' || at.instr.kind === 'goto-away') continue;
    for (const [place, token] of tokens) {
      const ensured = fn.flow.instrs[token.at]?.instr;
      if (ensured?.op !== 'ensure' || ensured.token?.local !== true) continue;
      if (at.instr.kind === 'return' && new RegExp(`\\b${place}\\b`).test(at.instr.spelled)) continue;
      const end = at.instr.kind === 'end';
      const span = end ? ensured.span : at.instr.span;
      const key = `${span.start}:${place}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const says = end
        ? `${fn.unit.ir.name}() ends`
        : `\`${at.instr.spelled.replace(/\s+/g, ' ')}\` leaves ${fn.unit.ir.name}()`;
      yield findingAt(fn, span, at.block, {
        ...said,
        message: `${says} without releasing \`${place}\`: the thread keeps the GIL`,
        trace: [stepAt(fn.node, ensured.span, `${ensured.spelled}() gives out \`${place}\` here`)],
      });
    }
  }
}

/** A token that is open, and given back where it must not be yet: in a region, or before one that came later. */
function* tooEarly(fn: FunctionFacts): Iterable<Finding> {
  const told = new Set<number>();
  for (const at of fn.flow.instrs) {
    const { instr } = at;
    if (instr.op !== 'unensure' || instr.ifEnsured === true || instr.token === undefined) continue;
    const place = instr.token.text;
    const { some, every } = fn.flow.tokensBefore(at.index);
    const own = some.get(place);
    if (own === undefined || !every.has(place)) continue;
    const gil = fn.flow.before(at.index);
    if (gil.set === Gil.released) {
      // The token that comes too late is no second mistake.
      if (gil.releasedBy < own.at || told.has(gil.releasedBy)) continue;
      yield findingAt(fn, instr.span, at.block, {
        ...said,
        message: `${instr.spelled}() is given \`${place}\`, and the GIL is released here: CPython ends the process`,
        trace: releasedStep(fn, gil),
      });
      continue;
    }
    // Where the GIL was held before both, neither token gives it up.
    const inner = [...some].find(([name, { at: later }]) => every.has(name) && later > own.at);
    const ensured = inner === undefined ? undefined : fn.flow.instrs[inner[1].at]?.instr;
    if (inner === undefined || ensured === undefined || !(own.before.set & Gil.released)) continue;
    told.add(at.index);
    yield findingAt(fn, instr.span, at.block, {
      ...said,
      message: `${instr.spelled}() is given \`${place}\` while \`${inner[0]}\`, which was given out later, is open: the GIL is lost too early`,
      trace: [stepAt(fn.node, ensured.span, `\`${inner[0]}\` is given out here`)],
    });
  }
}

function* withoutEnsure(fn: FunctionFacts): Iterable<Finding> {
  const parameters = new Set(fn.unit.ir.parameters.map(({ name }) => name));
  for (const at of fn.flow.instrs) {
    const { instr } = at;
    if (instr.op !== 'unensure' || instr.token?.local !== true || parameters.has(instr.token.text)) continue;
    if (fn.flow.before(at.index).set === 0) continue;
    const place = instr.token.text;
    const { some, every } = fn.flow.tokensBefore(at.index);
    if (every.has(place)) continue;
    const handedOver = fn.flow.instrs.some(
      (other) =>
        other.instr.op === 'assign' &&
        other.instr.variable === place &&
        other.instr.truth === undefined &&
        !ensures(fn, place),
    );
    if (handedOver && !some.has(place)) continue;
    const other = [...some].find(([name]) => name !== place);
    const ensured = other === undefined ? undefined : fn.flow.instrs[other[1].at]?.instr;
    const message = some.has(place)
      ? `${instr.spelled}() is given \`${place}\`, which holds no token on some path`
      : other !== undefined
        ? `${instr.spelled}() is given \`${place}\`, and the token that is open is \`${other[0]}\``
        : `${instr.spelled}() is given \`${place}\`, which no Ensure gave out`;
    yield findingAt(fn, instr.span, at.block, {
      ...said,
      message,
      trace: ensured === undefined ? [] : [stepAt(fn.node, ensured.span, `\`${other?.[0]}\` is given out here`)],
    });
  }
}

const ensures = (fn: FunctionFacts, place: string): boolean =>
  fn.flow.instrs.some(({ instr }) => instr.op === 'ensure' && instr.token?.text === place);
