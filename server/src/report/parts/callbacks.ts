// Functions that are entered without the GIL or by other threads, and what they do about it.
import { type Html, html, NOTHING, prose } from '../html.js';
import type { CallbackRow, ReportData } from '../model.js';
import type { Places } from '../places.js';
import { type ReportTable, tableOf } from '../table.js';
import { CERTAIN, CERTAINTY_ORDER, ENTERED, THREAD, VERDICT, VERDICT_ORDER } from '../words.js';

export const callbacksTable = ({ callbacks }: ReportData, places: Places): ReportTable =>
  tableOf<CallbackRow>({
    id: 'callbacks-table',
    caption: 'Functions that are entered without the GIL, or by other threads',
    noun: 'function',
    rows: callbacks,
    key: ({ name, place }) => `${places.path(place)} ${name}`,
    empty: 'No function is known to be entered without the GIL or by another thread.',
    columns: [
      {
        title: 'Function',
        width: 'name',
        cell: ({ name, place }) =>
          html`${places.link(place, html`<code>${name}</code>`)}<span class="at">${places.spelled(place)}</span>`,
      },
      {
        title: 'The GIL',
        width: 'middle',
        order: ({ verdict }) => VERDICT_ORDER[verdict],
        cell: (row) => verdictCell(row, places),
      },
      { title: 'Entered with', width: 'small', cell: ({ entered }) => ENTERED[entered] },
      { title: 'Runs on', width: 'small', cell: ({ thread }) => (thread === null ? 'not known' : THREAD[thread]) },
      {
        title: 'Certain',
        width: 'narrow',
        order: ({ certainty }) => CERTAINTY_ORDER[certainty],
        cell: ({ certainty }) => CERTAIN[certainty],
      },
      {
        title: 'Who calls it',
        width: 'wide',
        cell: ({ because }) => (because.length === 0 ? 'not known' : places.steps(because, prose)),
      },
    ],
  });

function verdictCell({ verdict, takes, needs }: CallbackRow, places: Places): Html {
  const isMissing = verdict === 'missing' || verdict === 'maybe-missing';
  const mark = verdict === 'missing' ? 'error' : verdict === 'maybe-missing' ? 'warning' : 'fine';
  const use = isMissing && needs !== null ? html`<span class="at"><code>${needs}</code></span>` : NOTHING;
  const where =
    takes === null ? NOTHING : html`<span class="at">${places.link(takes.place, `line ${takes.place.line}`)}</span>`;
  return html`<span class="mark ${mark}">${VERDICT[verdict]}</span>${use}${where}`;
}
