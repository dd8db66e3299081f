// Everything that the rules report, as `gilscope check` prints it.
import { type Html, html, NOTHING, prose } from '../html.js';
import type { ProblemRow, ReportData } from '../model.js';
import type { Places } from '../places.js';
import { type ReportTable, tableOf } from '../table.js';
import { CERTAIN, CERTAINTY_ORDER, SEVERITY_ORDER } from '../words.js';

export const problemsTable = ({ problems }: ReportData, places: Places): ReportTable =>
  tableOf<ProblemRow>({
    id: 'problems-table',
    caption: 'Problems',
    noun: 'problem',
    rows: problems,
    key: ({ rule, functionName, place }) => `${places.path(place)} ${functionName} ${rule}`,
    empty: 'Nothing is reported.',
    columns: [
      { title: 'Place', width: 'name', cell: (row) => placeCell(row, places) },
      {
        title: 'Severity',
        width: 'small',
        order: ({ severity }) => SEVERITY_ORDER[severity],
        cell: ({ severity }) => html`<span class="mark ${severity}">${severity}</span>`,
      },
      { title: 'Problem', width: 'wide', cell: (row) => problemCell(row, places) },
      {
        title: 'Certain',
        width: 'narrow',
        order: ({ certainty }) => CERTAINTY_ORDER[certainty],
        cell: ({ certainty }) => CERTAIN[certainty],
      },
      { title: 'Rule', width: 'middle', cell: ({ rule }) => html`<code>${rule}</code>` },
    ],
  });

function placeCell({ functionName, place }: ProblemRow, places: Places): Html {
  if (functionName === '') return places.link(place, places.spelled(place));
  return html`${places.link(place, html`<code>${functionName}</code>`)}<span class="at">${places.spelled(place)}</span>`;
}

function problemCell({ message, condition, trace }: ProblemRow, places: Places): Html {
  const only = condition === null ? NOTHING : html`<span class="at">only under <code>${condition}</code></span>`;
  if (trace.length === 0) return html`${prose(message)}${only}`;
  return html`<details><summary>${prose(message)}</summary>${places.steps(trace, prose)}</details>${only}`;
}
