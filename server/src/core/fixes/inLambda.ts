// C++ with a library for bindings: a function of one expression, called at once, whose guard lives as long as the call.
// It keeps the order of evaluation wherever the call stands, and wants no type.
import type { Call } from '../ir/ir.js';
import { usesIn } from './hoist.js';
import type { Refusal, Written } from './proposal.js';
import type { RegionWords } from './regionWords.js';
import { type FixSite, textOf } from './site.js';

export function inLambda(
  site: FixSite,
  { whole }: Call,
  { open, indents }: RegionWords,
): Written | Refusal | undefined {
  const [, guard] = open;
  if (!indents || guard === undefined) return undefined;
  if (usesIn(site, whole).length > 0) return { refused: 'what it is given comes from Python' };
  const span = { start: site.base + whole.start, end: site.base + whole.end };
  return { edits: [{ span, newText: `[&] { ${guard} return ${textOf(site, whole)}; }()` }], safe: true };
}
