// What stands between the words of the source: where the GIL goes away, where it comes back, and what a function is
// entered with. Only where somebody would wonder: a helper that neither uses Python nor waits has no hint.
import { meets, type Span, shift } from '../base/span.js';
import { Gil } from '../flow/lattice.js';
import { NOTHING_KNOWN } from '../interproc/constants.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { FunctionNode } from '../interproc/node.js';
import { changesGil } from '../ir/ir.js';
import { entrySteps } from './entryReason.js';
import { regionsOf } from './regions.js';
import { FREE_THREADED, nameOf, type StateName } from './words.js';

export interface InlayHint {
  /** It stands behind this offset. */
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** A hint about the code of a function, relative to its item. */
interface OwnHint {
  readonly span: Span;
  readonly label: string;
  readonly tooltip: string;
}

export function inlayHintsIn(facts: FileFacts, text: string, within: Span): readonly InlayHint[] {
  const hints = new Map<string, InlayHint>();
  for (const node of facts.own) {
    if (!meets(shift(node.unit.ir.span, node.base), within)) continue;
    const fn = facts.ofFunction(node);
    const entry = node.unit.isAlternate ? undefined : entryHint(fn, facts, text);
    const own = changesIn(fn, facts).map(({ span, ...words }) => ({
      ...words,
      offset: behind(text, node.base + span.end),
    }));
    for (const hint of entry === undefined ? own : [entry, ...own])
      if (within.start <= hint.offset && hint.offset <= within.end) hints.set(`${hint.offset}:${hint.label}`, hint);
  }
  return [...hints.values()].sort((a, b) => a.offset - b.offset);
}

const ENTRY: Readonly<Partial<Record<StateName, string>>> = {
  held: 'entered with the GIL held',
  released: 'entered with the GIL released',
  either: 'entered with the GIL held or released',
};

function entryHint({ node }: FunctionFacts, facts: FileFacts, text: string): InlayHint | undefined {
  const label = ENTRY[nameOf(facts.entries.of(node).set)];
  if (label === undefined || !matters(node, facts)) return undefined;
  const { ir } = node.unit;
  let offset = node.base + ir.body.start;
  while (offset > node.base + ir.nameSpan.end && /\s/.test(text[offset - 1] ?? '')) offset--;
  const why = entrySteps(facts, node).map(({ message }) => `- ${message}`);
  return { offset, label, tooltip: [why.join('\n'), FREE_THREADED].filter((part) => part !== '').join('\n\n') };
}

/** It uses Python, changes who holds the GIL, or waits. */
const matters = (node: FunctionNode, facts: FileFacts): boolean =>
  facts.isAware(node) || node.unit.ir.changesState || facts.waits.ofBody(node, NOTHING_KNOWN).length > 0;

const known = new WeakMap<FunctionFacts, readonly OwnHint[]>();

/** All that they rest on is in the function's facts. */
function changesIn(fn: FunctionFacts, facts: FileFacts): readonly OwnHint[] {
  let found = known.get(fn);
  if (found === undefined) {
    found = collect(fn, facts);
    known.set(fn, found);
  }
  return found;
}

function collect(fn: FunctionFacts, facts: FileFacts): readonly OwnHint[] {
  const hints = new Map<string, OwnHint>();
  const put = (span: Span, label: string, tooltip: string): void => {
    const key = keyOf(span);
    // Begin and end at one place: a macro with both in it.
    const both = hints.get(key)?.label === RELEASED && label === TAKEN_BACK;
    hints.set(key, { span, label: both ? 'GIL released meanwhile' : label, tooltip: both ? RUN_MEANWHILE : tooltip });
  };
  for (const { kind, begin, ends, pauses } of regionsOf(fn, facts)) {
    if (kind === 'taken') continue;
    const isMaybe = fn.unit.instrs.some(
      ({ instr }) => instr.op === 'release' && instr.maybe && instr.span === begin.span,
    );
    put(begin.span, isMaybe ? 'GIL released or still held' : RELEASED, isMaybe ? UNDER_CONDITION : RUN_FROM_HERE);
    for (const [i, { span }] of pauses.entries()) {
      const takes = i % 2 === 0;
      put(span, takes ? TAKEN_BACK : RELEASED, takes ? FOR_A_MOMENT : RUN_FROM_HERE);
    }
    for (const { span } of ends) put(span, TAKEN_BACK, STOP_HERE);
  }
  for (const { instr, index } of fn.flow.instrs) {
    if (!changesGil(instr)) continue;
    const { set } = fn.flow.before(index);
    // One that ends no region of the function itself ends that of whoever called it.
    const takes = instr.op === 'ensure' || (instr.op === 'acquire' && !hints.has(keyOf(instr.span)));
    if (takes && (set & Gil.released) !== 0) put(instr.span, 'GIL taken', TAKEN);
    if (instr.op !== 'unensure') continue;
    const place = instr.token?.text ?? '';
    const before = fn.flow.tokensBefore(index).some.get(place)?.before.set;
    if (before === Gil.released) put(instr.span, 'GIL released again', GIVEN_BACK);
    else if (before === Gil.either) put(instr.span, 'GIL as it was before', GIVEN_BACK);
  }
  return [...hints.values()];
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

const RELEASED = 'GIL released';
const TAKEN_BACK = 'GIL re-acquired';
const RUN_FROM_HERE = 'From here on other Python threads run, and the Python API must not be touched.';
const RUN_MEANWHILE = 'Other Python threads run while this is done; afterwards the GIL is held again.';
const UNDER_CONDITION = 'Whether the GIL is released here depends on a condition, such as how much there is to do.';
const STOP_HERE =
  'This waits until the GIL is free; up to `sys.setswitchinterval()` may pass before a busy thread gives it up.';
const FOR_A_MOMENT = 'The region takes the GIL back for a moment and goes on afterwards.';
const TAKEN = 'This waits for the GIL and takes it.';
const GIVEN_BACK = 'The state before the matching call comes back.';

/** Behind the arguments and the semicolon that follow a word on its line. */
function behind(text: string, end: number): number {
  let at = end;
  const skipBlanks = (from: number): number => {
    let to = from;
    while (text[to] === ' ' || text[to] === '\t') to++;
    return to;
  };
  const open = skipBlanks(at);
  if (text[open] === '(') {
    let depth = 0;
    let to = open;
    do {
      if (text[to] === '(') depth++;
      else if (text[to] === ')') depth--;
      to++;
    } while (depth > 0 && to < text.length && text[to] !== '\n');
    if (depth === 0) at = to;
  }
  const next = skipBlanks(at);
  return text[next] === ';' ? next + 1 : at;
}
