// Brings a table to life: its headers sort, its field filters, the arrow keys go from row to row. Only the first rows of
// those that fit are in the page, and a button brings more.
import { FIRST_ROWS, type ReportTable } from '../table.js';
import { grouped } from '../words.js';
import { AS_IT_CAME, type Sort, type TableState } from './state.js';

const MORE = 500;

export interface LiveTable {
  readonly id: string;
  /** Shows the first row whose key fits, whatever the filter is. */
  reveal(fits: (key: string) => boolean): HTMLTableRowElement | undefined;
}

export function liveTable(
  table: ReportTable,
  element: HTMLTableElement,
  saved: TableState | undefined,
  changed: (state: TableState) => void,
): LiveTable {
  const body = element.tBodies[0] ?? element.createTBody();
  const headers = [...(element.tHead?.rows[0]?.cells ?? [])];
  const field = document.getElementById(`${table.id}-filter`) as HTMLInputElement;
  const told = document.getElementById(`${table.id}-count`) as HTMLElement;
  const more = document.getElementById(`${table.id}-more`) as HTMLButtonElement;
  const texts: string[] = [];
  let state = saved ?? AS_IT_CAME;
  /** The numbers of all rows, sorted. */
  let sorted = inOrder(table, state.sort);
  /** Of those, the ones that the filter lets through. */
  let fitting: readonly number[] = sorted;
  let shown = 0;

  const write = (upTo: number): void => {
    const rows = fitting.slice(shown, upTo).map((row) => table.row(row).text);
    body.insertAdjacentHTML('beforeend', rows.join(''));
    shown = Math.min(upTo, fitting.length);
    told.textContent = table.counted(fitting.length, shown);
    more.hidden = shown === fitting.length;
    more.textContent = `Show ${grouped(Math.min(MORE, fitting.length - shown))} more`;
  };
  const show = (upTo = FIRST_ROWS): void => {
    const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const textOf = (row: number): string => (texts[row] ??= table.text(row));
    fitting = words.length === 0 ? sorted : sorted.filter((row) => words.every((word) => textOf(row).includes(word)));
    body.replaceChildren();
    shown = 0;
    write(upTo);
  };
  const markSorted = (): void => {
    const column = state.sort?.column ?? table.sortedBy;
    for (const [i, header] of headers.entries())
      header.ariaSort = table.columns[i]?.title === column ? (state.sort?.direction ?? 'descending') : null;
  };
  const change = (next: Partial<TableState>): void => {
    state = { ...state, ...next };
    if (next.sort !== undefined) {
      sorted = inOrder(table, state.sort);
      markSorted();
    }
    show();
    changed(state);
  };

  for (const [i, header] of headers.entries())
    header.querySelector('button')?.addEventListener('click', () => {
      const column = table.columns[i];
      if (column === undefined) return;
      const first = column.largestFirst ? 'descending' : 'ascending';
      const other = column.largestFirst ? 'ascending' : 'descending';
      // Once more on the same header turns the order round.
      change({ sort: { column: column.title, direction: header.ariaSort === first ? other : first } });
    });
  field.value = state.filter;
  field.addEventListener('input', () => change({ filter: field.value }));
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    focusOn(body.rows[0]);
  });
  more.addEventListener('click', () => {
    const next = shown;
    write(shown + MORE);
    focusOn(body.rows[next]);
  });
  body.addEventListener('keydown', moveBetweenRows);
  markSorted();
  show();

  return {
    id: table.id,
    reveal(fits) {
      const row = sorted.find((each) => fits(table.key(each)));
      if (row === undefined) return undefined;
      if (!fitting.includes(row)) {
        field.value = '';
        change({ filter: '' });
      }
      const at = fitting.indexOf(row);
      if (at >= shown) write(at + 1);
      return body.rows[at];
    },
  };
}

const alphabet = new Intl.Collator('en', { numeric: true });

/** Equal rows stay in the order in which they came. */
function inOrder(table: ReportTable, sort: Sort | null): readonly number[] {
  const rows = Array.from({ length: table.size }, (_, i) => i);
  const column = table.columns.findIndex(({ title }) => title === sort?.column);
  if (sort === null || column < 0) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const keys = rows.map((row) => table.order(row, column));
  const compared = (x: number | string = 0, y: number | string = 0): number =>
    typeof x === 'number' && typeof y === 'number' ? x - y : alphabet.compare(String(x), String(y));
  return rows.sort((a, b) => sign * compared(keys[a], keys[b]) || a - b);
}

/** What opens the source of a row. */
export const focusOn = (row: Element | undefined): void => row?.querySelector<HTMLElement>('.place')?.focus();

function moveBetweenRows(event: KeyboardEvent): void {
  const row = (event.target as Element).closest('tr');
  if (row === null || row.querySelector('.place') !== event.target) return;
  const rows = [...(row.parentElement?.children ?? [])];
  const at = rows.indexOf(row);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  focusOn(rows[next]);
}
