// Fixes, verified before they are offered: the edited text is analysed in memory. The finding must be gone, nothing new
// may appear, the text must be understood as well as before, and the same fix must have nothing left to do.
import { applyEdits } from './base/textEdit.js';
import { commentProposals } from './fileCommentFixes.js';
import { type FileModel, languageOf, type ModelInput } from './fileModel.js';
import type { FileReport } from './fileReport.js';
import { slotProposals } from './fileSlots.js';
import { FIXES } from './fixes/index.js';
import type { Proposal, Proposed } from './fixes/proposal.js';
import type { FixSite } from './fixes/site.js';
import type { FileFacts } from './interproc/fileFacts.js';
import { type Finding, type Fix, type Repair, SEVERITIES } from './rules/finding.js';
import { FLOW_RULES } from './rules/index.js';
import type { RuleId } from './rules/ruleIds.js';
import type { Item } from './syntax/cut.js';
import { fileTokens } from './syntax/fileTokens.js';
import { readItem } from './syntax/parseItem.js';

export interface FixInput {
  readonly model: FileModel;
  readonly facts: FileFacts;
  readonly report: FileReport;
  readonly input: ModelInput;
  /** The report on another text of the file. */
  analyse(text: string): FileReport | undefined;
}

export function repairOf(finding: Finding, from: FixInput): Repair {
  const proposed =
    commentProposals(finding, from.model, from.facts, from.input.catalog) ?? slotProposals(finding, from.model);
  let refusal: string | undefined;
  if (proposed !== undefined) {
    const { fixes, failure } = verified(proposed, finding, from);
    if (fixes.length > 0) return { fixes, refusal: undefined };
    refusal = proposed.refusal ?? failure;
  }
  // Where the comment cannot be mended the code perhaps can.
  const propose = FIXES[finding.rule];
  if (propose === undefined) return { fixes: [], refusal };
  for (const site of sitesOf(finding, from)) {
    const proposed = propose(site);
    const { fixes, failure } = verified(proposed, finding, from);
    if (fixes.length > 0) return { fixes, refusal: undefined };
    refusal ??= proposed.refusal ?? failure;
  }
  return { fixes: [], refusal: refusal ?? 'the function around it could not be read' };
}

function verified(
  { offers }: Proposed,
  finding: Finding,
  from: FixInput,
): { readonly fixes: readonly Fix[]; readonly failure: string | undefined } {
  const fixes: Fix[] = [];
  let failure: string | undefined;
  for (const offer of offers)
    for (const proposal of offer) {
      const problem = problemWith(proposal, finding, from);
      if (problem === undefined) {
        fixes.push(proposal);
        break;
      }
      failure ??= problem;
    }
  return { fixes, failure };
}

/** The place of the finding in each reading of the function around it. */
function* sitesOf(finding: Finding, { model, facts, input }: FixInput): Iterable<FixSite> {
  const { path, text } = model;
  const language = languageOf(path, text);
  const tokens = fileTokens(text);
  const item = model.items.find(
    ({ kind, start, end }) => kind === 'function' && start <= finding.span.start && finding.span.end <= end,
  );
  if (item === undefined) return;
  const sites: FixSite[] = [];
  let readings = 0;
  readItem(
    text,
    item,
    tokens,
    model.names,
    input.parsers[language],
    language === 'c',
    ({ view }) => {
      const isAlternate = readings++ > 0;
      const fn = functionAt(item, finding, facts, isAlternate);
      if (fn === undefined) return;
      const all = fn.unit.instrs.filter(
        ({ instr }) =>
          instr.op !== 'point' &&
          item.start + instr.span.start === finding.span.start &&
          item.start + instr.span.end === finding.span.end,
      );
      // A macro that begins a region declares its variable at the same place.
      const at = all.find(({ instr }) => instr.op !== 'assign' && instr.op !== 'use') ?? all[0];
      sites.push({
        ...{ finding, text, language, fn, file: facts, at },
        base: item.start,
        view: view.kept(),
        catalog: input.catalog,
      });
    },
    input.decide,
  );
  yield* sites;
}

/** The innermost function of the item around the finding. */
function functionAt(item: Item, finding: Finding, facts: FileFacts, isAlternate: boolean): FixSite['fn'] | undefined {
  const around = facts.own
    .filter(({ base, unit }) => base === item.start && unit.isAlternate === isAlternate)
    .filter(
      ({ base, unit: { ir } }) => base + ir.span.start <= finding.span.start && finding.span.end <= base + ir.span.end,
    )
    .sort((a, b) => a.unit.ir.span.end - a.unit.ir.span.start - (b.unit.ir.span.end - b.unit.ir.span.start));
  const [node] = around;
  return node && facts.ofFunction(node);
}

/** What is wrong with the text after an edit, as the end of "this fix would". */
function problemWith({ edits }: Proposal, finding: Finding, { model, report, analyse }: FixInput): string | undefined {
  const after = analyse(applyEdits(model.text, edits));
  if (after === undefined || after.incomplete.length > report.incomplete.length)
    return 'the edited text could not be understood any more';
  const [old, now] = [countsOf(report), countsOf(after)];
  const key = keyOf(finding);
  if ((now.get(key)?.count ?? 0) >= (old.get(key)?.count ?? 0)) return 'no edit makes the finding go away';
  const worse = firstWorse(old, now);
  return worse === undefined ? undefined : `with it there would be a new problem: ${worse.message}`;
}

const seenOnlyNow: ReadonlySet<RuleId> = new Set(
  FLOW_RULES.filter(({ onlyLooksBehindRegions }) => onlyLooksBehindRegions === true).map(({ id }) => id),
);

/** A finding that was not there, or that weighs more now. */
function firstWorse(old: Counts, now: Counts): Finding | undefined {
  for (const [key, { count, gravest }] of now) {
    if (seenOnlyNow.has(gravest.rule)) continue;
    const before = old.get(key);
    if (before === undefined || count > before.count || weightOf(gravest) > weightOf(before.gravest)) return gravest;
  }
  return undefined;
}

const weightOf = ({ severity }: Finding): number => -SEVERITIES.indexOf(severity);

const keyOf = ({ rule, functionName, callee }: Finding): string => `${rule}:${functionName}:${callee ?? ''}`;

type Counts = ReadonlyMap<string, { readonly count: number; readonly gravest: Finding }>;

function countsOf({ findings }: FileReport): Counts {
  const counts = new Map<string, { count: number; gravest: Finding }>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { count: 1, gravest: finding });
    else {
      known.count++;
      if (weightOf(finding) > weightOf(known.gravest)) known.gravest = finding;
    }
  }
  return counts;
}

/** Whether a text has no finding and no damage that another one lacks. */
export function isAsGood(after: FileReport, before: FileReport): boolean {
  return (
    after.incomplete.length <= before.incomplete.length && firstWorse(countsOf(before), countsOf(after)) === undefined
  );
}
