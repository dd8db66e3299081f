// The place of a finding as a fix sees it: the text, the tree of the function around it, and what is known of it.
import type { Span } from '../base/span.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Located } from '../flow/facts.js';
import type { FileFacts, FunctionFacts } from '../interproc/fileFacts.js';
import type { Call } from '../ir/ir.js';
import type { Finding } from '../rules/finding.js';
import type { TreeView } from '../syntax/tree.js';

export interface FixSite {
  readonly finding: Finding;
  readonly text: string;
  /** Where the function's item begins; spans of the tree and of the IR count from there. */
  readonly base: number;
  readonly view: TreeView;
  readonly language: 'c' | 'cpp';
  readonly fn: FunctionFacts;
  readonly file: FileFacts;
  readonly catalog: Catalog;
  /** The instruction that the finding is about; undefined where it is about none. */
  readonly at: Located | undefined;
}

/** The call that a finding is about. */
export function callAt({ at }: FixSite): Call | undefined {
  return at?.instr.op === 'call' ? at.instr : undefined;
}

export const textOf = ({ text, base }: FixSite, span: Span): string => text.slice(base + span.start, base + span.end);
