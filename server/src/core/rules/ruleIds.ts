// The identifiers of all rules, in the order in which the documentation lists them.

export const RULE_IDS = [
  'api-without-gil',
  'api-maybe-without-gil',
  'callback-without-gil',
  'exit-without-gil',
  'unbalanced-region',
  'double-release',
  'double-acquire',
  'gilstate-unbalanced',
  'discarded-thread-state',
  'object-across-release',
  'blocking-with-gil',
  'lock-with-gil',
  'computation-with-gil',
  'loop-with-gil',
  'idle-region',
  'split-region',
  'release-in-loop',
  'error-code-after-acquire',
  'retry-without-signals',
  'annotation-violated',
  'unsafe-borrowed-api',
  'no-mod-gil-slot',
  'unused-suppression',
  'unknown-suppression',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

export const isRuleId = (text: string): text is RuleId => (RULE_IDS as readonly string[]).includes(text);
