// Contracts in the source are checked: a body that does not keep the one above it, calls that go against one, two that
// contradict each other, and comments that are no contract although they begin like one.
// Easy to get wrong: what another rule says of the same call already must not be said twice.
import { type ContractState, contractVocabulary, spelledTerm } from '../catalog/contractWords.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { Contract, ContractComment } from '../interproc/contracts.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import { isStrong } from '../interproc/needs.js';
import { changesGil } from '../ir/ir.js';
import { contractStep, declaredStep } from './contractSteps.js';
import type { Finding, TraceStep } from './finding.js';
import { calledAs, chainSteps, findingAt, heldStep, type Located, spelledCall } from './report.js';
import type { Rule } from './rule.js';

const said = (severity: 'error' | 'warning') =>
  ({ rule: 'annotation-violated', severity, certainty: severity === 'error' ? 'always' : 'usually' }) as const;

/** The first thing that a neutral body does and must not do. */
function* neutralBody(fn: FunctionFacts, file: FileFacts, contract: Contract): Iterable<Finding> {
  const { name } = fn.unit.ir;
  const declared = contractStep(contract.comments, 'state');
  let guarded: Finding | undefined;
  for (const at of fn.flow.instrs) {
    if (fn.flow.before(at.index).set === Gil.unreached) continue;
    const found = whatItDoes(fn, file, at);
    if (found === undefined) continue;
    const always = (fn.unit.ir.blocks[at.block]?.guards ?? []).length === 0;
    const where = always ? '' : ' on some path';
    const finding = findingAt(fn, at.instr.span, at.block, {
      ...said(always ? 'error' : 'warning'),
      ...(found.callee === undefined ? {} : { callee: found.callee }),
      message: `${found.says}${where}, and ${name}() is declared \`neutral\``,
      trace: [...found.trace, ...declared],
    });
    if (always) {
      yield finding;
      return;
    }
    guarded ??= finding;
  }
  if (guarded !== undefined) yield guarded;
}

interface Deed {
  readonly says: string;
  readonly callee?: string;
  readonly trace: readonly TraceStep[];
}

function whatItDoes(fn: FunctionFacts, file: FileFacts, { instr }: Located): Deed | undefined {
  if (changesGil(instr)) return { says: `${instr.spelled} changes who holds the GIL`, trace: [] };
  if (instr.op !== 'call') return undefined;
  const need = file.needs.ofCall(fn.node, instr);
  const callee = instr.callee ?? need?.name ?? 'this call';
  if (need !== undefined && isStrong(need)) {
    const steps = [...chainSteps(file.needs.steps(need), 'calls'), ...declaredStep(file, fn.node, need)];
    if (need.kind === 'release')
      return { says: `${spelledCall(callee)} changes who holds the GIL`, callee, trace: steps };
    const through = need.from === undefined ? '' : ` through ${calledAs(instr)}`;
    return { says: `${spelledCall(need.name)} needs the GIL${through}`, callee, trace: steps };
  }
  const target = file.calls.target(fn.node, instr);
  const { fromHeld, fromReleased } = file.effects.ofCall(fn.node, instr);
  // One that does not come back changes nothing for those who go on.
  const changes = (fromHeld & Gil.released) !== 0 || (fromReleased & Gil.held) !== 0;
  if (target.kind !== 'internal' || !changes) return undefined;
  return { says: `${spelledCall(callee)} changes who holds the GIL`, callee, trace: [] };
}

/** The first use of Python before a body that is entered without the GIL has taken it. */
function* releasedBody(fn: FunctionFacts, file: FileFacts, contract: Contract): Iterable<Finding> {
  const { kind } = file.entries.of(fn.node).reason;
  if (kind === 'callback' || kind === 'slot') return;
  for (const at of fn.flow.instrs) {
    const { instr, index, block } = at;
    const gil = fn.flow.before(index);
    if ((gil.set & Gil.released) === 0 || gil.releasedBy !== FROM_ENTRY) continue;
    const everyPath = gil.set === Gil.released;
    const releases = instr.op === 'release' && everyPath && instr.harmlessTwice !== true;
    const need = instr.op === 'call' ? file.needs.ofCall(fn.node, instr) : undefined;
    if (!releases && (need === undefined || !isStrong(need))) continue;
    const does =
      instr.op === 'release'
        ? `${instr.spelled} releases the GIL`
        : need?.kind === 'release'
          ? `${spelledCall(need.name)} releases the GIL`
          : `${spelledCall(need?.name ?? 'this call')} needs the GIL`;
    yield findingAt(fn, instr.span, block, {
      ...said(everyPath ? 'error' : 'warning'),
      message: `${does}, and ${fn.unit.ir.name}() is declared to be entered without it`,
      trace: [
        ...(need === undefined ? [] : chainSteps(file.needs.steps(need), 'calls')),
        ...contractStep(contract.comments, 'state'),
      ],
    });
    return;
  }
}

/** CPython enters it in another state than the contract says. */
function* enteredOtherwise(fn: FunctionFacts, file: FileFacts, contract: Contract): Iterable<Finding> {
  const { reason } = file.entries.of(fn.node);
  if (contract.state !== 'released' || (reason.kind !== 'table' && reason.kind !== 'module-init')) return;
  const { name, nameSpan } = fn.unit.ir;
  yield findingAt(fn, nameSpan, -1, {
    ...said('error'),
    message: `CPython calls ${name}() with the GIL held, and it is declared \`released\``,
    trace: [...heldStep(file, fn, fn.flow.before(0)), ...contractStep(contract.comments, 'state')],
  });
}

/** Calls with the GIL held of functions that are to be called without it, and wait for it or are not seen. */
function* calls(fn: FunctionFacts, file: FileFacts): Iterable<Finding> {
  for (const { instr, index, block } of fn.flow.instrs) {
    if (instr.op !== 'call' || instr.callee === undefined) continue;
    const target = file.calls.target(fn.node, instr);
    const contract =
      target.kind === 'declared'
        ? file.contracts.ofName(fn.node.path, target.contract.name)
        : target.kind === 'internal'
          ? target.nodes.map((node) => file.contracts.ofFunction(node)).find((found) => found?.state === 'released')
          : undefined;
    if (contract?.state !== 'released') continue;
    if (target.kind === 'internal' && !target.nodes.some((node) => file.entries.deadlocks(node))) continue;
    const gil = fn.flow.before(index);
    if (gil.set !== Gil.held || (gil.heldBy === FROM_ENTRY && file.entries.of(fn.node).set !== Gil.held)) continue;
    yield findingAt(fn, instr.span, block, {
      ...said('warning'),
      callee: instr.callee,
      message: `${spelledCall(instr.callee)} is declared to be called without the GIL, and it is held here`,
      trace: [...heldStep(file, fn, gil), ...contractStep(contract.comments, 'state')],
    });
  }
}

export const annotationViolated: Rule = {
  id: 'annotation-violated',
  severity: 'error',
  summary: 'Code that does not keep the contract written above it',
  explain: `A comment such as \`/* gil: neutral */\` at a function tells how it may be called, and callers are judged by it, in other files and other libraries too. A body that does otherwise makes all of that wrong.

| contract | promise |
|---|---|
| \`requires held\` | is called with the GIL held |
| \`released\` | is entered with the GIL released, and takes it before it uses Python |
| \`neutral\` | neither uses Python nor changes who holds the GIL |
| \`blocking\`, \`blocking network\`, … | waits: callers that hold the GIL are told so |
| \`callback released\`, \`callback held\` | calls the functions that it is given in that state |

Change the body or the contract. \`gilscope annotate --write\` replaces contracts that the bodies contradict.`,
  *check(fn, file): Iterable<Finding> {
    const contract = file.contracts.ofFunction(fn.node);
    if (contract?.state === 'neutral') yield* neutralBody(fn, file, contract);
    if (contract?.state === 'released') yield* releasedBody(fn, file, contract);
    if (contract !== undefined) yield* enteredOtherwise(fn, file, contract);
    yield* calls(fn, file);
  },
};

/** What is wrong with a comment itself: the reading of comments gives these. */
export interface CommentProblem {
  readonly kind: 'unknown-term' | 'no-terms' | 'no-declaration' | 'not-for-data' | 'two-states';
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

const EXPECTED = contractVocabulary.map((words) => `\`${words}\``).join(', ');

const PROBLEMS: Readonly<Record<CommentProblem['kind'], (text: string) => string>> = {
  'unknown-term': (text) => `there is no contract \`${text}\`: expected ${EXPECTED}`,
  'no-terms': () => `the contract is empty: expected ${EXPECTED}`,
  'two-states': (text) => `the contract contradicts itself: ${text}`,
  'no-declaration': () => 'the contract stands at no function, parameter or member: it says nothing',
  'not-for-data': (text) => `\`${text}\` is said of a function; of what holds a pointer to one, only \`callback\` is`,
};

/** Findings about the comments of a file, whatever the functions do. */
export function commentFindings(
  problems: readonly CommentProblem[],
  comments: readonly ContractComment[],
  file: FileFacts,
): Finding[] {
  const about = (span: CommentProblem['span'], message: string, trace: readonly TraceStep[] = []): Finding => ({
    ...said('warning'),
    certainty: 'always',
    span,
    functionName: '',
    callee: null,
    message,
    condition: null,
    trace,
  });
  return [
    ...problems.map(({ kind, span, text }) => about(span, PROBLEMS[kind](text))),
    ...comments.flatMap((comment) => {
      const own = stateOf(comment);
      const known = file.contracts.ofName(file.path, comment.name)?.comments ?? [];
      const other = known.find((one) => isBefore(one, comment) && stateOf(one) !== undefined && stateOf(one) !== own);
      if (own === undefined || other === undefined || comment.kind !== 'function') return [];
      const message = `\`${comment.name}\` is declared \`${spelled(own)}\` here and \`${spelled(stateOf(other) ?? own)}\` elsewhere: the nearer one counts`;
      return [about(comment.at, message, contractStep([other], 'state'))];
    }),
  ];
}

const stateOf = ({ terms }: ContractComment): ContractState | undefined =>
  terms.map((term) => (term.kind === 'state' ? term.state : undefined)).find((state) => state !== undefined);
const spelled = (state: ContractState): string => spelledTerm({ kind: 'state', state });

/** Headers first: what a source says of its own function is the one that goes against it. */
function isBefore(a: ContractComment, b: ContractComment): boolean {
  const rank = ({ path }: ContractComment): number => (/\.h\w*$/i.test(path) ? 0 : 1);
  if (a.path === b.path) return a.at.start < b.at.start;
  return rank(a) === rank(b) ? a.path < b.path : rank(a) < rank(b);
}
