// What a rule says: a place, a sentence, the steps that led there.
import type { Span } from '../base/span.js';
import type { TextEdit } from '../base/textEdit.js';
import type { BlockingClass, Certainty } from '../catalog/types.js';
import type { RuleId } from './ruleIds.js';

export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One step of the story, in the file it happened in. */
export interface TraceStep {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly span: Span;
  /** The function that the place is in; empty at file level. */
  readonly functionName: string;
  /** The called function the finding is about, as written. */
  readonly callee: string | null;
  readonly message: string;
  /** The `#if` under which alone it holds, as the reader would write it. */
  readonly condition: string | null;
  readonly trace: readonly TraceStep[];
  /** Of findings about waiting alone: what is waited for, and the call that does, at the end of the trace. */
  readonly wait?: { readonly class: BlockingClass; readonly call: string };
  /** The usual fix would be wrong here. */
  readonly unfixable?: true;
}

/** An edit that repairs a finding, already verified. `safe` fixes may run on save. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly safe: boolean;
}

/** What can be done about a finding. */
export interface Repair {
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** Why there is no fix, where the rule has some: a sentence that begins with a small letter, without a full stop. */
  readonly refusal: string | undefined;
}
