// The report as HTML: what was looked at, then one part for each question. Both faces show the same.
import { type Html, html, NOTHING } from './html.js';
import type { ReportData } from './model.js';
import { callbacksTable } from './parts/callbacks.js';
import { coverageTables, type TitledTable } from './parts/coverage.js';
import { functionsTable } from './parts/functions.js';
import { problemsTable } from './parts/problems.js';
import { regionsTable } from './parts/regions.js';
import { type Opening, placesOf } from './places.js';
import type { ReportTable } from './table.js';
import { count, grouped, percent } from './words.js';

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** How many rows it is said to have. */
  readonly size?: number;
  /** A part with one table needs no title for it. */
  readonly tables: readonly (Partial<TitledTable> & Pick<TitledTable, 'table'>)[];
}

export function partsOf(data: ReportData, opening: Opening): readonly Part[] {
  const places = placesOf(data, opening);
  const part = (id: string, title: string, about: string, table: ReportTable): Part => {
    return { id, title, about, size: table.size, tables: [{ table }] };
  };
  return [
    part(
      'functions',
      'Functions',
      'While one of these waits, no other Python thread runs. The most time at risk comes first.',
      functionsTable(data, places),
    ),
    part(
      'regions',
      'Regions',
      'Here the GIL is released, and other Python threads run meanwhile.',
      regionsTable(data, places),
    ),
    part(
      'callbacks',
      'Callbacks',
      'These are called by code that does not hold the GIL, or by threads that Python does not know.',
      callbacksTable(data, places),
    ),
    part('problems', 'Problems', 'All that the rules report, mistakes and waits.', problemsTable(data, places)),
    {
      id: 'coverage',
      title: 'Coverage',
      about: 'How far the analysis got. What it did not understand, it says nothing about.',
      tables: coverageTables(data, places),
    },
  ];
}

/** What stands in the `main` element of the page. */
export function renderContent(data: ReportData, parts: readonly Part[]): Html {
  return html`<header>
<h1>GIL report</h1>
<p class="lead">${data.title}</p>
${summary(data)}
</header>
<div class="tabs" role="tablist" aria-label="Parts of the report">${parts.map((part, i) => tab(part, i === 0))}</div>
${parts.map(section)}
<footer>gilscope ${data.toolVersion}</footer>`;
}

function summary({ functions, regions, coverage, problems }: ReportData): Html {
  const sum = (value: (row: (typeof coverage.files)[number]) => number): number =>
    coverage.files.reduce((total, row) => total + value(row), 0);
  const all = sum((row) => row.functions);
  const known = sum((row) => row.callsKnown);
  const calls = known + sum((row) => row.callsUnknown);
  const grave = problems.filter(({ severity }) => severity === 'error').length;
  const figures: readonly (readonly [string, string, string])[] = [
    ['Wait with the GIL held', grouped(functions.length), `of ${count(all, 'function')}`],
    ['Release the GIL', grouped(regions.length), regions.length === 1 ? 'region' : 'regions'],
    ['Errors', grouped(grave), `of ${count(problems.length, 'problem')}`],
    [
      'Functions understood',
      percent(all - coverage.incomplete.length, all),
      `in ${count(coverage.files.length, 'file')}`,
    ],
    ['Calls known', percent(known, calls), `of ${grouped(calls)}`],
  ];
  return html`<dl class="figures">${figures.map(
    ([name, value, of]) => html`<div><dt>${name}</dt><dd><strong>${value}</strong> ${of}</dd></div>`,
  )}</dl>`;
}

function tab({ id, title, size }: Part, isFirst: boolean): Html {
  const number = size === undefined ? NOTHING : html` <span class="number">${grouped(size)}</span>`;
  return html`<button type="button" role="tab" id="${id}-tab" aria-controls="part-${id}" aria-selected="${String(isFirst)}">${title}${number}</button>`;
}

const section = ({ id, title, about, tables }: Part): Html =>
  html`<section id="part-${id}" role="tabpanel" aria-labelledby="${id}-tab">
<h2>${title}</h2>
<p class="about">${about}</p>
${tables.map(({ title: own, table }) => html`${own === undefined ? NOTHING : html`<h3>${own}</h3>`}${table.render()}`)}
</section>
`;
