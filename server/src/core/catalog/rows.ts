// Tables whose rows say only what is unusual: what most rows of a table share is written once, above them.
// Easy to get wrong: changing the usual values of a table changes every row that leaves them out.

/** A row that may leave out the fields of `Usual`. */
export type Row<Full, Usual> = Omit<Full, keyof Usual> & Partial<Pick<Full, keyof Usual & keyof Full>>;

/** Completes the rows with the usual values. */
export const table =
  <Full>() =>
  <const Usual extends Partial<Full>>(usual: Usual, rows: readonly Row<Full, Usual>[]): readonly Full[] =>
    rows.map((row) => ({ ...usual, ...row }) as Full);
