// Suppressions: they silence findings, and are themselves judged. A suppression of a rule that does not exist, or one
// that silences nothing, would otherwise look like a decision that somebody took.
import type { LineIndex } from '../base/lineIndex.js';
import type { Span } from '../base/span.js';
import type { Finding } from './finding.js';
import type { RuleInfo } from './rule.js';
import { isRuleId, type RuleId } from './ruleIds.js';

export const unusedSuppression: RuleInfo = {
  id: 'unused-suppression',
  severity: 'hint',
  summary: 'A suppression that suppresses nothing',
  explain: `The code below the comment has changed, or the rule no longer speaks there. A suppression that is left behind hides the next real finding on its line.

Remove the comment.`,
};

export const unknownSuppression: RuleInfo = {
  id: 'unknown-suppression',
  severity: 'warning',
  summary: 'A suppression of a rule that does not exist',
  explain: `The name between the parentheses is no rule, most likely for a typing error, so the comment silences nothing. The same is said of such a name in \`gilscope.toml\`.

\`gilscope rules\` lists all names.`,
};

/** What the reading of comments gives; `lines` are 0-based and inclusive, undefined for the whole file. */
export interface SuppressionComment {
  readonly rule: string;
  readonly span: Span;
  readonly lines: { readonly first: number; readonly last: number } | undefined;
}

/** The findings that stay, and those about the suppressions themselves. */
export function suppress(
  findings: readonly Finding[],
  comments: readonly SuppressionComment[],
  lines: LineIndex,
  /** Whether a rule was asked at all: what silences one that was not is no mistake. */
  isAsked: (rule: RuleId) => boolean,
): Finding[] {
  if (comments.length === 0) return [...findings];
  const used = new Set<SuppressionComment>();
  const stays = findings.filter((finding) => {
    const line = lines.position(finding.span.start).line;
    const by = comments.filter(
      (comment) =>
        comment.rule === finding.rule &&
        (comment.lines === undefined || (comment.lines.first <= line && line <= comment.lines.last)),
    );
    for (const comment of by) used.add(comment);
    return by.length === 0;
  });
  for (const comment of comments) {
    if (!isRuleId(comment.rule))
      stays.push(
        about(comment, 'unknown-suppression', 'warning', `there is no rule \`${comment.rule}\`: nothing is suppressed`),
      );
    else if (!used.has(comment) && isAsked(comment.rule))
      stays.push(
        about(
          comment,
          'unused-suppression',
          'hint',
          `\`${comment.rule}\` reports nothing here: the suppression does nothing`,
        ),
      );
  }
  return stays;
}

const about = (
  comment: SuppressionComment,
  rule: Finding['rule'],
  severity: Finding['severity'],
  message: string,
): Finding => ({
  rule,
  severity,
  certainty: 'always',
  span: comment.span,
  functionName: '',
  callee: null,
  message,
  condition: null,
  trace: [],
});
