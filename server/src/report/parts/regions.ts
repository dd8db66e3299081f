// Where the GIL is released, and what waits meanwhile.
import { type Html, html, NOTHING } from '../html.js';
import type { RegionRow, ReportData } from '../model.js';
import type { Places } from '../places.js';
import { type ReportTable, tableOf } from '../table.js';
import { CERTAIN, WAITS_FOR } from '../words.js';

export const regionsTable = ({ regions }: ReportData, places: Places): ReportTable =>
  tableOf<RegionRow>({
    id: 'regions-table',
    caption: 'Regions in which the GIL is released',
    noun: 'region',
    rows: regions,
    key: ({ functionName, place, spelled }) => `${places.path(place)} ${functionName} ${spelled}`,
    empty: 'The GIL is released nowhere.',
    columns: [
      {
        title: 'Region in',
        width: 'name',
        cell: ({ functionName, place }) =>
          html`${places.link(place, html`<code>${functionName}</code>`)}<span class="at">${places.spelled(place)}</span>`,
      },
      { title: 'Waits for', width: 'wide', order: ({ risk }) => risk, cell: (row) => waitsCell(row, places) },
      {
        title: 'Released by',
        width: 'middle',
        cell: ({ spelled, isConditional }) =>
          html`<code>${spelled}</code>${isConditional ? html`<span class="at">on some paths</span>` : NOTHING}`,
      },
      { title: 'Lines', width: 'narrow', isNumber: true, order: linesOf, cell: linesOf },
      { title: 'Calls', width: 'narrow', isNumber: true, order: ({ calls }) => calls, cell: ({ calls }) => calls },
      {
        title: 'Not known',
        width: 'narrow',
        isNumber: true,
        order: ({ unknownCalls }) => unknownCalls,
        cell: ({ unknownCalls }) => unknownCalls,
      },
      {
        title: 'Problems',
        width: 'narrow',
        isNumber: true,
        order: ({ problems }) => problems,
        cell: ({ problems }) => problems,
      },
    ],
  });

const linesOf = ({ place }: RegionRow): number => place.endLine - place.line + 1;

function waitsCell({ waits }: RegionRow, places: Places): Html {
  if (waits.length === 0) return html`<span class="none">nothing that is known</span>`;
  const classes = [...new Set(waits.map((wait) => WAITS_FOR[wait.class]))].join(', ');
  return html`<details><summary>${classes}</summary><ul class="waits">${waits.map(
    (wait) =>
      html`<li>${places.link(wait.place, html`<code>${wait.callee}</code>, line ${wait.place.line}`)} <span class="kind">${WAITS_FOR[wait.class]}, ${CERTAIN[wait.certainty]}${wait.call === wait.callee ? '' : html`, through <code>${wait.call}</code>`}</span></li>`,
  )}</ul></details>`;
}
