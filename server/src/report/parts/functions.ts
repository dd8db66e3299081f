// Functions that hold the GIL while they wait, the most time at risk first.
import { type Html, html, NOTHING, prose } from '../html.js';
import type { FunctionRow, ReportData, WaitRow } from '../model.js';
import type { Places } from '../places.js';
import { type ReportTable, tableOf } from '../table.js';
import { CERTAIN, CERTAINTY_ORDER, ENTERED, HOW_LONG, WAITS_FOR } from '../words.js';

export const functionsTable = ({ functions }: ReportData, places: Places): ReportTable =>
  tableOf<FunctionRow>({
    id: 'functions-table',
    caption: 'Functions that hold the GIL while they wait',
    noun: 'function',
    rows: functions,
    key: ({ name, place }) => `${places.path(place)} ${name}`,
    empty: 'No function is known to hold the GIL while it waits.',
    sortedBy: 'Time at risk',
    columns: [
      {
        title: 'Function',
        width: 'name',
        cell: ({ name, place }) =>
          html`${places.link(place, html`<code>${name}</code>`)}<span class="at">${places.spelled(place)}</span>`,
      },
      { title: 'Waits for', width: 'wide', cell: (row) => waitsCell(row, places) },
      { title: 'Time at risk', width: 'middle', order: ({ risk }) => risk, cell: ({ waits }) => longest(waits) },
      {
        title: 'Certain',
        width: 'narrow',
        order: ({ waits }) => Math.max(...waits.map(({ certainty }) => CERTAINTY_ORDER[certainty])),
        cell: ({ waits }) => mostCertain(waits),
      },
      { title: 'Waits', width: 'narrow', isNumber: true, order: ({ waits }) => waits.length, cell: countOf },
      { title: 'Entered with', width: 'narrow', cell: ({ entered }) => ENTERED[entered] },
    ],
  });

const countOf = ({ waits }: FunctionRow): number => waits.length;
const longest = ([worst]: readonly WaitRow[]): string => (worst === undefined ? '' : HOW_LONG[worst.class]);

function mostCertain(waits: readonly WaitRow[]): string {
  const [best] = [...waits].sort((a, b) => CERTAINTY_ORDER[b.certainty] - CERTAINTY_ORDER[a.certainty]);
  return best === undefined ? '' : CERTAIN[best.certainty];
}

function waitsCell({ waits }: FunctionRow, places: Places): Html {
  const classes = [...new Set(waits.map((wait) => WAITS_FOR[wait.class]))].join(', ');
  const calls = [...new Set(waits.map(({ call }) => call))];
  return html`<details><summary>${classes}: <code>${shortened(calls)}</code></summary>
<ul class="waits">${waits.map((wait) => waitItem(wait, places))}</ul></details>`;
}

const MOST_CALLS = 3;

function shortened(calls: readonly string[]): string {
  const shown = calls.slice(0, MOST_CALLS).join(', ');
  return calls.length > MOST_CALLS ? `${shown}, …` : shown;
}

function waitItem(wait: WaitRow, places: Places): Html {
  const { callee, place, chain, message, condition } = wait;
  const what = html`${WAITS_FOR[wait.class]}, ${CERTAIN[wait.certainty]}${condition === null ? '' : `, only under ${condition}`}`;
  return html`<li>${places.link(place, html`<code>${callee ?? 'loop'}</code>, line ${place.line}`)} <span class="kind">${what}</span>
<p>${prose(message)}</p>${chain.length === 0 ? NOTHING : places.steps(chain, prose)}</li>`;
}
