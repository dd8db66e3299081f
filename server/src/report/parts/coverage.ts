// How far the analysis got, since a clean report about code that was not understood means nothing.
import { html, prose } from '../html.js';
import type { FileRow, IncompleteRow, MacroRow, ReportData, ReportPlace } from '../model.js';
import type { Places } from '../places.js';
import { type Column, type ReportTable, tableOf } from '../table.js';
import { percent } from '../words.js';

export function coverageTables(data: ReportData, places: Places): readonly TitledTable[] {
  const { incomplete, unknownMacros, unknownCallees, skipped } = data.coverage;
  const macros = {
    title: 'Macros that look like regions and are not understood',
    table: macrosTable(unknownMacros, places),
  };
  const left = { title: 'Left out', table: skippedTable(skipped) };
  return [
    { title: 'Files', table: filesTable(data, places) },
    { title: 'Functions that were not understood as a whole', table: incompleteTable(incomplete, places) },
    ...(unknownMacros.length === 0 ? [] : [macros]),
    { title: 'Called most and not known', table: calleesTable(unknownCallees) },
    ...(skipped.length === 0 ? [] : [left]),
  ];
}

export interface TitledTable {
  readonly title: string;
  readonly table: ReportTable;
}

const filesTable = ({ coverage }: ReportData, places: Places): ReportTable =>
  tableOf<FileRow>({
    id: 'files-table',
    caption: 'Files that were analysed',
    noun: 'file',
    rows: coverage.files,
    key: (row) => places.path(topOf(row)),
    empty: 'No file was analysed.',
    columns: [
      { title: 'File', width: 'wide', cell: (row) => places.link(topOf(row), places.path(topOf(row))) },
      number('Functions', ({ functions }) => functions),
      number('Not understood', ({ incomplete }) => incomplete),
      number('Calls known', ({ callsKnown }) => callsKnown),
      number('Not known', ({ callsUnknown }) => callsUnknown),
      {
        title: 'Known',
        width: 'narrow',
        isNumber: true,
        order: ({ callsKnown, callsUnknown }) => callsKnown / Math.max(1, callsKnown + callsUnknown),
        cell: ({ callsKnown, callsUnknown }) => percent(callsKnown, callsKnown + callsUnknown),
      },
    ],
  });

const topOf = ({ file }: FileRow): ReportPlace => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

function number<Row>(title: string, value: (row: Row) => number): Column<Row> {
  return { title, width: 'narrow', isNumber: true, order: value, cell: value };
}

const incompleteTable = (rows: readonly IncompleteRow[], places: Places): ReportTable =>
  tableOf<IncompleteRow>({
    id: 'incomplete-table',
    caption: 'Functions in which findings may be missing',
    noun: 'function',
    rows,
    key: ({ name, place }) => `${places.path(place)} ${name}`,
    empty: 'Every function was understood.',
    columns: [
      {
        title: 'Function',
        width: 'name',
        cell: ({ name, place }) =>
          html`${places.link(place, html`<code>${name}</code>`)}<span class="at">${places.spelled(place)}</span>`,
      },
      { title: 'What was not understood', width: 'wide', cell: ({ reason }) => prose(reason) },
    ],
  });

const macrosTable = (rows: readonly MacroRow[], places: Places): ReportTable =>
  tableOf<MacroRow>({
    id: 'macros-table',
    caption: 'Macros to declare in gilscope.toml, or whose definitions were not found',
    noun: 'macro',
    rows,
    key: ({ name }) => name,
    empty: '',
    columns: [
      {
        title: 'Macro',
        width: 'wide',
        cell: ({ name, place }) =>
          html`${places.link(place, html`<code>${name}</code>`)}<span class="at">${places.spelled(place)}</span>`,
      },
      number('Files', ({ files }) => files),
    ],
  });

const calleesTable = (rows: ReportData['coverage']['unknownCallees']): ReportTable =>
  tableOf<(typeof rows)[number]>({
    id: 'callees-table',
    caption: 'Functions that nothing is known about, by the number of calls',
    noun: 'name',
    rows,
    key: ({ name }) => name,
    empty: 'All that is called is known.',
    sortedBy: 'Calls',
    columns: [
      { title: 'Name', width: 'wide', cell: ({ name }) => html`<code>${name}</code>` },
      number('Calls', ({ calls }) => calls),
    ],
  });

const skippedTable = (rows: ReportData['coverage']['skipped']): ReportTable =>
  tableOf<(typeof rows)[number]>({
    id: 'skipped-table',
    caption: 'Paths that were not analysed',
    noun: 'path',
    rows,
    key: ({ path }) => path,
    empty: '',
    columns: [
      { title: 'Path', width: 'name', cell: ({ path }) => html`<code>${path}</code>` },
      { title: 'Why', width: 'wide', cell: ({ reason }) => prose(reason) },
    ],
  });
