// What a fix may look like before anybody has verified it, and why there may be none.
import type { TextEdit } from '../base/textEdit.js';
import type { FixSite } from './site.js';

export interface Proposal {
  /** An instruction to the reader: what the edit does. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Moves no code whose place could matter, so it may run without being looked at. */
  readonly safe: boolean;
}

/** Why nothing can be offered, as a sentence without a full stop that begins with a small letter. */
export interface Refusal {
  readonly refused: string;
}

/** Ways to the same end, the best one first: the first that survives the verification is offered. */
export type Offer = readonly Proposal[];

export interface Proposed {
  readonly offers: readonly Offer[];
  /** Tells why an offer is missing where all of them fail. */
  readonly refusal: string | undefined;
}

/** What can be done about the findings of one rule. */
export type Propose = (site: FixSite) => Proposed;

export const refuse = (reason: string): Proposed => ({ offers: [], refusal: reason });

/** Several independent ways; those without a proposal are left out. */
export const offersOf = (...offers: Offer[]): Proposed => ({
  offers: offers.filter(({ length }) => length > 0),
  refusal: undefined,
});

export const isRefusal = (result: object): result is Refusal => 'refused' in result;

/** Edits that do what a proposal promises. */
export type Written = Pick<Proposal, 'edits' | 'safe'>;
