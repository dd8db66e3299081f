// A suppression that does nothing goes: the comment, or the rule where the comment names others too.
// Easy to get wrong: a comment alone on its line takes the line along, one behind code leaves the code as it is.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import { withoutComment } from './layout.js';
import type { Proposal } from './proposal.js';

/** @param comment the whole comment, and the rule in it */
export function removedSuppression(text: string, comment: Span, rule: Span): Proposal {
  return { title: 'Remove the suppression', edits: [without(text, comment, rule)], safe: true };
}

function without(text: string, comment: Span, rule: Span): TextEdit {
  const list = listAround(text, rule);
  const others = text
    .slice(list.start, list.end)
    .split(/[\s,]+/)
    .filter((each) => each !== '');
  if (others.length > 1) {
    const before = /,?\s*$/.exec(text.slice(list.start, rule.start))?.[0] ?? '';
    const after = /^\s*,?\s*/.exec(text.slice(rule.end, list.end))?.[0] ?? '';
    const isFirst = rule.start - before.length <= list.start;
    const span = isFirst
      ? { start: rule.start, end: rule.end + after.length }
      : { start: rule.start - before.length, end: rule.end };
    return { span, newText: '' };
  }
  return withoutComment(text, comment);
}

/** What stands between the parentheses. */
function listAround(text: string, { start, end }: Span): Span {
  return { start: text.lastIndexOf('(', start) + 1, end: text.indexOf(')', end) };
}
