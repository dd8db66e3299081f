// The severities that a project gives to rules. They change what a finding counts as, never whether it is true.
// Easy to get wrong: a rule reports what it is less sure of with a milder severity than its own, and a configuration
// that makes the rule an error must not make an error of that.
import { type Finding, SEVERITIES, type Severity } from './finding.js';
import { RULES } from './index.js';
import type { RuleId } from './ruleIds.js';

const own: ReadonlyMap<RuleId, Severity> = new Map(RULES.map(({ id, severity }) => [id, severity]));

const milder = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b);

/** The findings of rules that are not off, with the severities of the configuration. */
export function withSeverities(
  findings: readonly Finding[],
  configured: ReadonlyMap<RuleId, Severity | 'off'>,
): readonly Finding[] {
  if (configured.size === 0) return findings;
  return findings.flatMap((finding) => {
    const wanted = configured.get(finding.rule);
    if (wanted === undefined) return [finding];
    if (wanted === 'off') return [];
    const isSure = finding.severity === own.get(finding.rule);
    return [{ ...finding, severity: isSure ? wanted : milder(wanted, finding.severity) }];
  });
}
