// One table of the report: real rows and cells, a caption, headers that sort, a field that filters. The page has the first
// rows as they come; the script writes the others when they are wanted, with the same functions.
// Easy to get wrong: thousands of rows in a page take seconds to lay out even where nobody looks at them.
import { type Content, type Html, html, NOTHING, plain } from './html.js';
import { count, grouped } from './words.js';

/** So many rows are shown before somebody asks for more. */
export const FIRST_ROWS = 200;

export interface Column<Row> {
  readonly title: string;
  /** Aligned to the right. */
  readonly isNumber?: true;
  /** What the cells are sorted by, where that is not their text; the largest first. */
  order?(row: Row): number;
  /** The share of the width that the column gets; what others leave is for the wide one. */
  readonly width: 'wide' | 'name' | 'middle' | 'small' | 'narrow';
  cell(row: Row): Content;
}

export interface TableInput<Row> {
  /** Unique in the page. */
  readonly id: string;
  readonly caption: string;
  /** What a row is, in the singular: the count of rows is told with it. */
  readonly noun: string;
  /** The first one is the header of its row. */
  readonly columns: readonly Column<Row>[];
  /** The column that the rows are in the order of already. */
  readonly sortedBy?: string;
  readonly rows: readonly Row[];
  /** Finds the row again after a change of what stands around it. */
  key(row: Row): string;
  /** Said in place of a table without rows. */
  readonly empty: string;
}

/** A table of whatever: rows are known by their number. */
export interface ReportTable {
  readonly id: string;
  readonly size: number;
  readonly columns: readonly { readonly title: string; readonly largestFirst: boolean }[];
  readonly sortedBy: string | undefined;
  /** With its tools around it. */
  render(): Html;
  row(index: number): Html;
  key(index: number): string;
  /** What a filter looks at, in small letters. */
  text(index: number): string;
  /** What a cell is sorted by. */
  order(index: number, column: number): number | string;
  /** How many rows there are, in words. */
  counted(fitting: number, shown: number): string;
}

export function tableOf<Row>(input: TableInput<Row>): ReportTable {
  const { id, noun, columns, rows, key, sortedBy } = input;
  const rowAt = (index: number): Row => {
    const row = rows[index];
    if (row === undefined) throw new RangeError(`no row ${index} in ${id}`);
    return row;
  };
  const write = (row: Row): Html =>
    html`<tr data-key="${key(row)}">${columns.map((column, i) => cell(column, row, i === 0))}</tr>\n`;
  const counted = (fitting: number, shown: number): string => {
    const of =
      fitting === rows.length ? count(rows.length, noun) : `${grouped(fitting)} of ${count(rows.length, noun)}`;
    return fitting > shown ? `${of}, the first ${grouped(shown)} shown` : of;
  };
  return {
    id,
    size: rows.length,
    columns: columns.map((column) => ({ title: column.title, largestFirst: isLargestFirst(column) })),
    sortedBy,
    render: () => frame(input, counted(rows.length, FIRST_ROWS), rows.slice(0, FIRST_ROWS).map(write)),
    row: (index) => write(rowAt(index)),
    key: (index) => key(rowAt(index)),
    text: (index) => plain(write(rowAt(index))).toLowerCase(),
    order(index, at) {
      const row = rowAt(index);
      const column = columns[at];
      return column?.order?.(row) ?? plain(html`${column?.cell(row) ?? ''}`);
    },
    counted,
  };
}

const isLargestFirst = <Row>({ isNumber, order }: Column<Row>): boolean => isNumber === true || order !== undefined;

function frame<Row>(
  { id, caption, columns, sortedBy, rows, empty }: TableInput<Row>,
  counted: string,
  written: readonly Html[],
): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="tools">
<label for="${id}-filter">Filter</label>
<input type="search" id="${id}-filter" aria-controls="${id}" autocomplete="off" spellcheck="false">
<span class="count" role="status" id="${id}-count">${counted}</span>
</div>
<div class="scroll" id="${id}-scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table id="${id}">
<caption id="${id}-caption">${caption}</caption>
<thead><tr>${columns.map((column) => header(column, column.title === sortedBy))}</tr></thead>
<tbody>
${written}</tbody>
</table>
</div>
<button type="button" class="more" id="${id}-more" hidden></button>`;
}

function header<Row>({ title, isNumber, width }: Column<Row>, isSorted: boolean): Html {
  const sorted = isSorted ? html` aria-sort="descending"` : NOTHING;
  return html`<th scope="col" class="${isNumber ? `${width} number` : width}"${sorted}><button type="button">${title}</button></th>`;
}

function cell<Row>(column: Column<Row>, row: Row, isHeader: boolean): Html {
  const content = column.cell(row);
  if (isHeader) return html`<th scope="row">${content}</th>`;
  return column.isNumber === true ? html`<td class="number">${content}</td>` : html`<td>${content}</td>`;
}
