// What the reader has chosen, kept over a new report and over the hours in which the page is not shown.

export interface TableState {
  readonly filter: string;
  /** Null for the order in which the rows came. */
  readonly sort: Sort | null;
}

export interface Sort {
  /** The title of the column. */
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface PageState {
  /** The part that is shown; empty for the first one. */
  readonly tab: string;
  readonly tables: Readonly<Record<string, TableState>>;
}

export const AS_IT_CAME: TableState = { filter: '', sort: null };

/** What was saved may be of another version, or nothing. */
export function readState(saved: unknown): PageState {
  const { tab, tables } = (saved ?? {}) as Partial<PageState>;
  return { tab: typeof tab === 'string' ? tab : '', tables: typeof tables === 'object' ? tables : {} };
}
