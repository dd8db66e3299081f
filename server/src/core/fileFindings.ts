// From the facts of a file to its findings: rules, then the suppressions, then a fixed order.
import { compareSpans } from './base/span.js';
import { freeThreadedExcludes } from './config/conditions.js';
import { type Configuration, isOn } from './config/configuration.js';
import type { FileModel } from './fileModel.js';
import { slotTables } from './fileSlots.js';
import type { FileFacts, FunctionFacts } from './interproc/fileFacts.js';
import { commentFindings } from './rules/annotationViolated.js';
import type { Finding } from './rules/finding.js';
import { FLOW_RULES, OPT_IN_RULES } from './rules/index.js';
import { noModGilSlot, slotFindings } from './rules/noModGilSlot.js';
import type { Asked, OptInRule, Rule } from './rules/rule.js';
import type { RuleId } from './rules/ruleIds.js';
import { suppress } from './rules/suppressionRules.js';

const RULES_WHERE_HELD = FLOW_RULES.filter(({ silentWhereHeld }) => silentWhereHeld !== true);

const optInIds: ReadonlySet<RuleId> = new Set(OPT_IN_RULES.map(({ id }) => id));

const NO_RULES: readonly Rule[] = [];

/** The rules that say something about a function. What decides that is kept with its facts; what a story tells is not. */
const speaking = new WeakMap<FunctionFacts, readonly Rule[]>();

function* ruleFindings(fn: FunctionFacts, facts: FileFacts): Iterable<Finding> {
  const known = speaking.get(fn);
  const asked = known ?? (fn.flow.keepsGil ? RULES_WHERE_HELD : FLOW_RULES);
  const spoke = new Set<Rule>();
  for (const rule of asked)
    for (const finding of rule.check(fn, facts)) {
      spoke.add(rule);
      yield finding;
    }
  if (known !== undefined) return;
  const kinSpoke = ({ kin }: Rule): boolean => kin !== undefined && [...spoke].some((other) => other.kin === kin);
  const maySpeak = asked.filter((rule) => spoke.has(rule) || kinSpoke(rule));
  speaking.set(fn, maySpeak.length === 0 ? NO_RULES : maySpeak);
}

function* allFindings(
  fn: FunctionFacts,
  facts: FileFacts,
  optIn: readonly OptInRule[],
  asked: Asked,
): Iterable<Finding> {
  yield* ruleFindings(fn, facts);
  if (optIn.length > 0) yield* optInFindings(fn, facts, optIn, asked);
}

/** What rules that a project asked for say, about code that is there in builds without a GIL. */
function* optInFindings(
  fn: FunctionFacts,
  facts: FileFacts,
  rules: readonly OptInRule[],
  asked: Asked,
): Iterable<Finding> {
  for (const rule of rules) for (const finding of rule.check(fn, facts, asked)) if (isThere(finding)) yield finding;
}

/** Whether the code of a finding is there in builds without a GIL. */
const isThere = ({ condition }: Finding): boolean => condition === null || !freeThreadedExcludes(condition);

export function findingsOf(
  model: FileModel,
  facts: FileFacts,
  showMaybe: boolean,
  configuration: Configuration,
): readonly Finding[] {
  const asked: Asked = { python: configuration.python, text: model.text };
  const optIn = OPT_IN_RULES.filter(({ id }) => isOn(id, configuration));
  const found = new Map<string, { finding: Finding; readings: number; configuration: readonly string[] | undefined }>();
  for (const node of facts.own) {
    const fn = facts.ofFunction(node);
    if (!fn.flow.settled || (optIn.length === 0 && speaking.get(fn) === NO_RULES)) continue;
    for (const finding of allFindings(fn, facts, optIn, asked)) {
      if (finding.certainty === 'maybe' && !showMaybe) continue;
      const key = `${finding.rule}:${finding.span.start}:${finding.span.end}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, readings: 1, configuration: node.unit.ir.configuration });
      else if (known.finding.message === finding.message) known.readings++;
    }
  }
  const findings = [...found.values()].map(({ finding, readings, configuration }) => {
    const only = configuration !== undefined && configuration.length > 0 && readings === 1;
    return only && finding.condition === null ? { ...finding, condition: configuration.join(' and ') } : finding;
  });
  findings.push(...commentFindings(model.contracts.problems, model.contracts.comments, facts));
  if (optIn.includes(noModGilSlot)) findings.push(...slotFindings(slotTables(model)).filter(isThere));
  const isAsked = (id: RuleId): boolean => !optInIds.has(id) || isOn(id, configuration);
  return suppress(findings, model.suppressions, model.lines, isAsked).sort(
    (a, b) => compareSpans(a.span, b.span) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}
