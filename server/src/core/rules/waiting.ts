// The three rules about holding the GIL too long differ in their words alone; this is what they share.
import type { Certainty } from '../catalog/types.js';
import type { Located } from '../flow/facts.js';
import { Gil } from '../flow/lattice.js';
import { FROM_ENTRY } from '../flow/state.js';
import type { LockedCallback } from '../interproc/callbackLocks.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Inversion } from '../interproc/locks.js';
import type { Wait, WaitFamily } from '../interproc/waits.js';
import { type Choice, choiceAt } from './choice.js';
import { declaredStep } from './contractSteps.js';
import type { Finding, Severity, TraceStep } from './finding.js';
import { chainSteps, findingAt, heldStep, spanAt, spelledCall, stepAt } from './report.js';
import type { RuleId } from './ruleIds.js';

const WHAT: Readonly<Record<string, string>> = {
  'io-disk': 'waits for the disk',
  'io-network': 'waits for the network',
  'io-device': 'waits for a device',
  sleep: 'sleeps',
  'wait-process': 'waits for a process',
  'wait-sync': 'waits for another thread',
  lock: 'waits for a lock',
  'name-resolution': 'waits for name resolution',
  cpu: 'computes for long',
};

interface WaitingCall {
  readonly at: Located;
  readonly wait: Wait;
  readonly choice: Choice;
}

/** Each of the rules asks for the same function. All that it rests on is in the function's facts. */
const waitingCalls = new WeakMap<FunctionFacts, readonly WaitingCall[]>();

/** All waits of one family in a function that are reported at the function's own calls. */
export function* waitsIn(fn: FunctionFacts, file: FileFacts, rule: RuleId, family: WaitFamily): Iterable<Finding> {
  let calls = waitingCalls.get(fn);
  if (calls === undefined) {
    calls = [...waitingCallsOf(fn, file)];
    waitingCalls.set(fn, calls);
  }
  for (const call of calls) {
    const finding = familyIn(file, call.wait) === family ? waitAt(fn, file, rule, call) : undefined;
    if (finding !== undefined) yield finding;
  }
}

function* waitingCallsOf(fn: FunctionFacts, file: FileFacts): Iterable<WaitingCall> {
  if (!file.isAware(fn.node) || file.entries.of(fn.node).onlyInChild) return;
  const isTransparent = file.isTransparent(fn.node);
  // Called with the GIL released and nothing else: that the body needs it is the mistake, and it is reported there.
  if (file.entries.of(fn.node).called === Gil.released) return;
  for (const at of fn.flow.instrs) {
    if (at.instr.op !== 'call' || at.instr.inChild) continue;
    const { set, heldBy } = fn.flow.before(at.index);
    if ((set & Gil.held) === 0) continue;
    // It waits on behalf of its caller, but not where it has the GIL by its own doing, as main() has.
    if (isTransparent && (set !== Gil.held || heldBy === FROM_ENTRY)) continue;
    const waits = file.waits.ofCall(fn.node, at.instr);
    if (waits.length === 0) continue;
    const choice = choiceAt(fn, at, file);
    if (choice.kind === 'threshold') continue;
    for (const wait of waits) if (wait.from !== undefined || !takesFreshLock(fn, at)) yield { at, wait, choice };
  }
}

/** The callback that the wait may be for, and that waits for the GIL itself. */
const callbackOf = (file: FileFacts, { row }: Wait): LockedCallback | undefined =>
  row.waitsForCallbacks === undefined ? undefined : file.lockedCallback(row.waitsForCallbacks);

/** A call that waits for a device is a deadlock where it waits for a callback as well. */
const familyIn = (file: FileFacts, wait: Wait): WaitFamily =>
  callbackOf(file, wait) === undefined ? wait.family : 'lock';

/** The lock was made in this function, and this is the first call that takes it. */
function takesFreshLock(fn: FunctionFacts, at: Located): boolean {
  if (at.instr.op !== 'call') return false;
  const lock = at.instr.args[0]?.text ?? '';
  let fresh = false;
  for (const { instr, index } of fn.flow.instrs) {
    if (index === at.index) return fresh;
    if (instr.op === 'assign' && instr.variable === lock) fresh = instr.freshLock === true;
    else if (instr.op === 'call' && instr.callee === at.instr.callee && instr.args[0]?.text === lock) fresh = false;
  }
  return false;
}

function waitAt(
  fn: FunctionFacts,
  file: FileFacts,
  rule: RuleId,
  { at, wait, choice }: WaitingCall,
): Finding | undefined {
  if (at.instr.op !== 'call') return undefined;
  const gil = fn.flow.before(at.index);
  const name = at.instr.callee ?? wait.row.name;
  const what = WHAT[wait.row.class] ?? 'waits';
  // A call through a pointer is told as what it may be; a member is spelled without its class.
  const isNamed = wait.from === undefined && wait.row.name.endsWith(name);
  const through = isNamed ? '' : ` through ${spelledCall(wait.row.name)}`;
  const where = choice.kind === 'flag' ? ` on the path where \`${choice.text}\`` : '';
  const starting = file.entries.isStartUp(fn.node, at.index);
  const certainty: Certainty = starting ? 'maybe' : wait.certainty;
  const inversion = wait.lock === '' ? undefined : file.inversion(wait.lock);
  // A lock that nobody is seen to hold while losing the GIL is given back soon: worth knowing, no deadlock.
  const callback = callbackOf(file, wait);
  const isHarmless = wait.row.waitsForCallbacks === undefined ? wait.lock !== '' : wait.family === 'lock';
  const mild =
    choice.kind === 'flag' ||
    wait.row.reentrant !== undefined ||
    (isHarmless && inversion === undefined && callback === undefined);
  const severity: Severity = certainty === 'maybe' || wait.family === 'loop' ? 'hint' : mild ? 'info' : 'warning';
  const { instr } = at;
  return findingAt(fn, instr.span, at.block, {
    rule,
    severity,
    certainty,
    callee: name,
    message: `${spelledCall(name)} ${what}${through} with the GIL held${where}${consequenceOf(wait, callback)}`,
    wait: { class: callback === undefined ? wait.row.class : 'lock', call: wait.row.name },
    ...(wait.row.reentrant !== undefined && { unfixable: true }),
    trace: [
      ...heldStep(file, fn, { ...gil, heldBy: Math.max(gil.heldBy, FROM_ENTRY) }),
      ...(wait.from !== undefined ? [stepAt(fn.node, instr.span, `${spelledCall(name)} is called here`)] : []),
      ...chainSteps(file.waits.steps(wait), 'calls'),
      ...declaredStep(file, fn.node, wait),
      ...otherOrder(inversion),
      ...waitingCallback(callback),
    ],
  });
}

/** The place that takes the two in the other order. */
function otherOrder(inversion: Inversion | undefined): TraceStep[] {
  if (inversion === undefined) return [];
  const { taken, lost } = inversion;
  return [
    stepAt(taken.node, spanAt(taken), `${taken.node.unit.ir.name}() takes the lock here`),
    stepAt(lost.node, spanAt(lost), 'and may lose the GIL or wait for it here, with the lock still taken'),
  ];
}

/** The callback, from where it is handed over to where it takes the GIL. */
function waitingCallback(callback: LockedCallback | undefined): TraceStep[] {
  if (callback === undefined) return [];
  const { registered, caller, instr } = callback.handover;
  return [
    stepAt(caller, instr.span, `${registered.unit.ir.name}() is handed over as a callback here`),
    ...chainSteps(callback.steps, 'waits for the GIL in'),
  ];
}

function consequenceOf(wait: Wait, callback: LockedCallback | undefined): string {
  if (callback !== undefined)
    return `: the library waits for its callback ${callback.handover.registered.unit.ir.name}(), and that waits for the GIL`;
  if (wait.family === 'lock' && wait.row.waitsForCallbacks !== undefined)
    return ': a callback of the library that needs the GIL never lets it go on';
  if (wait.row.reentrant !== undefined)
    return `: its result lies in a buffer of the whole process, but ${spelledCall(wait.row.reentrant)} can run without it`;
  return CONSEQUENCE[wait.family];
}

const CONSEQUENCE: Readonly<Record<WaitFamily, string>> = {
  loop: ': no other Python thread runs meanwhile',
  blocking: ': every other Python thread stands still meanwhile',
  lock: ': a thread that owns the lock and needs the GIL never gives it back',
  computation: ': no other Python thread runs meanwhile',
};
