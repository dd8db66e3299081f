// C++ with a library for bindings: the guard around each call of a bound function stands where the function is bound.
// Easy to get wrong: the binding may lie in another file, which an edit of this one must not reach.
import { callGuards } from '../catalog/cplusplus.js';
import { NOTHING_KNOWN } from '../interproc/constants.js';
import type { Handover } from '../interproc/handovers.js';
import type { Offer } from './proposal.js';
import { GUARD, guardScope } from './regionWords.js';
import type { FixSite } from './site.js';

/** Where the guard is the only one of its kind: with others beside it in the same template it stays. */
const WRITTEN = new RegExp(`,\\s*(?:\\w+::){0,4}(?:${callGuards.join('|')})\\s*<[^<>(){};,]*>\\s*\\(\\s*\\)`, 'g');

/** The function as a whole runs without the GIL, where nothing in it needs Python. */
export function addCallGuard(site: FixSite): Offer {
  const { file, fn, text, language } = site;
  const { reason } = file.entries.of(fn.node);
  if (language !== 'cpp' || reason.kind !== 'binding') return [];
  if (file.needs.ofBody(fn.node, NOTHING_KNOWN) !== undefined) return [];
  const scope = guardScope(text);
  const arguments_ = argumentsOf(site, reason.by);
  const [guard] = callGuards;
  if (scope === undefined || arguments_ === undefined || guard === undefined) return [];
  const newText = `, ${scope}::${guard}<${scope}::${GUARD}>()`;
  const span = { start: arguments_.end, end: arguments_.end };
  return [{ title: 'Release the GIL in each call of the bound function', edits: [{ span, newText }], safe: false }];
}

/** The function as a whole runs with the GIL. */
export function removeCallGuard(site: FixSite): Offer {
  const { reason } = site.file.entries.of(site.fn.node);
  if (reason.kind !== 'callback' || reason.callback.evidence.kind !== 'bound' || 'at' in reason.callback.by) return [];
  const arguments_ = argumentsOf(site, reason.callback.by);
  if (arguments_ === undefined) return [];
  const [only, ...more] = site.text.slice(arguments_.start, arguments_.end).matchAll(WRITTEN);
  if (only === undefined || more.length > 0) return [];
  const start = arguments_.start + only.index;
  const edits = [{ span: { start, end: start + only[0].length }, newText: '' }];
  return [{ title: 'Remove the call guard, since the function needs the GIL', edits, safe: false }];
}

/** What a binder of this file is given, without its parentheses. */
function argumentsOf({ text, fn }: FixSite, { caller, instr }: Handover): { start: number; end: number } | undefined {
  if (caller.path !== fn.node.path || instr.op !== 'call') return undefined;
  const start = caller.base + instr.span.end;
  const end = caller.base + instr.whole.end - 1;
  return text[end] === ')' && start < end ? { start, end } : undefined;
}
