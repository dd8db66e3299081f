// Python API where the GIL is released: the crash that this tool is for.
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY, type Held } from '../flow/state.js';
import { NOTHING_KNOWN } from '../interproc/constants.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Need } from '../interproc/needs.js';
import { declaredStep } from './contractSteps.js';
import type { Finding, TraceStep } from './finding.js';
import {
  calledAs,
  chainSteps,
  findingAt,
  isUncertain,
  type Located,
  releasedStep,
  spanAt,
  spelledCall,
  stepAt,
} from './report.js';
import type { Rule } from './rule.js';
import { strayJumps } from './strayJumps.js';

/** Uses of the API where this function itself has released the GIL, on every path or on some. */
function* uses(fn: FunctionFacts, file: FileFacts, onEveryPath: boolean): Iterable<Finding> {
  const told = new Set<number>();
  // What a jump brought here is told at the jump.
  const brought = onEveryPath ? [] : strayJumps(fn, file);
  // Whoever takes the GIL first, and is called by nobody, is made for callers that do not hold it.
  const { reason } = file.entries.of(fn.node);
  const givesBack = onEveryPath && reason.kind === 'ensures';
  for (const at of fn.flow.instrs) {
    if (at.instr.op !== 'call') continue;
    const gil = fn.flow.before(at.index);
    if (gil.set !== (onEveryPath ? Gil.released : Gil.either) || (gil.releasedBy === FROM_ENTRY && !givesBack))
      continue;
    if (brought.some(({ releasedBy }) => releasedBy === gil.releasedBy)) continue;
    const first = file.needs.ofCall(fn.node, at.instr);
    const need = first?.kind === 'release' ? besideRelease(first, file) : first;
    if (need === undefined) continue;
    const callee = at.instr.callee ?? need.name;
    const through = need.from === undefined ? '' : ` through ${calledAs(at.instr)}`;
    const uncertain =
      need.certainty === 'maybe' ||
      isUncertain(fn, gil) ||
      (givesBack && reason.kind === 'ensures' && reason.byHelper) ||
      (!onEveryPath && mayBelongTogether(fn, file, at, gil));
    const weak = need.reads || uncertain;
    // One path that forgets the GIL makes every use behind it wrong: the first one tells the story.
    if ((!onEveryPath || gil.releasedBy === FROM_ENTRY) && !weak) {
      if (told.has(gil.releasedBy)) continue;
      told.add(gil.releasedBy);
    }
    const inherited = gil.releasedBy === FROM_ENTRY;
    const definite = onEveryPath && !inherited && need.certainty === 'always';
    const where = inherited
      ? 'this thread does not hold the GIL here'
      : onEveryPath
        ? 'the GIL is released here'
        : 'the GIL is released here on some path';
    const message = `${saying(need, through)}, and ${where}${need.reads ? ': another thread may be changing it' : ''}`;
    yield findingAt(fn, at.instr.span, at.block, {
      rule: onEveryPath ? 'api-without-gil' : 'api-maybe-without-gil',
      severity: weak ? 'hint' : definite ? 'error' : 'warning',
      certainty: uncertain ? 'maybe' : definite ? 'always' : 'usually',
      callee,
      message,
      trace: [
        ...releasedStep(fn, gil),
        ...(first?.kind === 'release' ? [] : chainSteps(file.needs.steps(need), 'calls')),
        ...furtherUses(need, file, first?.kind === 'release' ? 0 : 1),
        ...declaredStep(file, fn.node, need),
      ],
    });
  }
}

function saying(need: Need, through: string): string {
  const name = spelledCall(need.name);
  if (need.reads) return `${name} reads a Python object${through}`;
  if (need.onFailure) return `${name} needs the GIL where it fails${through}`;
  if (need.certainty === 'maybe') return `${name} is given a Python object or named like Python API${through}`;
  return `${name} needs the GIL${through}`;
}

/**
 * The release depends on what was known before it, and so does the use: on a flag of its own, or on the function that a
 * pointer was set to. Whether they exclude each other nobody can see here.
 */
function mayBelongTogether(fn: FunctionFacts, file: FileFacts, use: Located, gil: Held): boolean {
  const release = fn.flow.instrs[gil.releasedBy];
  if (release?.instr.op !== 'release') return false;
  const { blocks } = fn.unit.ir;
  const flagsAt = (block: number): readonly string[] => blocks[block]?.flags ?? [];
  const [before, here] = [flagsAt(release.block), flagsAt(use.block)];
  if (!release.instr.maybe && before.every((flag) => here.includes(flag))) return false;
  if (use.instr.op === 'call' && file.calls.target(fn.node, use.instr).kind === 'pointer') return true;
  return here.some((flag) => !before.includes(flag));
}

/** A helper that releases once more may use Python as well, on a way that does not come to its release. */
function besideRelease({ from }: Need, file: FileFacts): Need | undefined {
  const [use] = from === undefined ? [] : file.needs.uses(from);
  return use === undefined ? undefined : { ...use.need, from };
}

const MOST_FURTHER = 8;

/** The other uses in the function that the chain ends in: moving the first one alone mends nothing. */
function furtherUses(need: Need, file: FileFacts, told: number): TraceStep[] {
  const steps = told > 0 ? file.needs.steps(need) : [];
  const end = steps.at(-1)?.node;
  const last = end === undefined || end === need.from?.node ? need.from : { node: end, known: NOTHING_KNOWN };
  if (last === undefined) return [];
  const { node } = last;
  return file.needs
    .uses(last)
    .slice(told, told + MOST_FURTHER)
    .flatMap(({ need: { name }, index }) =>
      index < 0
        ? []
        : [stepAt(node, spanAt({ node, index }), `${spelledCall(name)} needs the GIL${told > 0 ? ' as well' : ''}`)],
    );
}

export const apiWithoutGil: Rule = {
  id: 'api-without-gil',
  severity: 'error',
  silentWhereHeld: true,
  summary: 'Python C API used where the GIL is released',
  explain: `Between \`Py_BEGIN_ALLOW_THREADS\` and \`Py_END_ALLOW_THREADS\` this thread has no thread state: reference counts, allocators and the error indicator belong to whoever runs meanwhile. Using them corrupts memory; sometimes at once, mostly later and elsewhere. \`PyErr_SetString()\` and \`PyErr_Occurred()\` dereference the thread state and crash.

Move the use in front of the region or behind it. Where it must stay, take the GIL back for a moment with \`Py_BLOCK_THREADS\` … \`Py_UNBLOCK_THREADS\`.

Macros that only read a field, such as \`PyBytes_AS_STRING()\`, are a hint: better to read the pointer in front of the region. Uses through helpers and macros of the same file are followed; the chain is part of the finding.`,
  check: (fn, file) => uses(fn, file, true),
};

export const apiMaybeWithoutGil: Rule = {
  id: 'api-maybe-without-gil',
  severity: 'warning',
  silentWhereHeld: true,
  summary: 'Python C API used where the GIL is released on some path',
  explain: `On one way to this call the GIL was released and not taken back; on another it is held. The first way ends in the same crash as \`api-without-gil\`, but only when it is taken: often an error path that no test runs.

Take the GIL back on every way to the call, or test the saved thread state: \`if (_save) PyEval_RestoreThread(_save);\`.`,
  check: (fn, file) => uses(fn, file, false),
};
