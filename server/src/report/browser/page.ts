// The page as a whole: what is filled in comes to life, and the reader's choices stay when a new report takes its place.
import { type Part, partsOf, renderContent } from '../content.js';
import type { ToPage } from '../messages.js';
import type { ReportData } from '../model.js';
import { DATA_ID } from '../page.js';
import type { Host } from './host.js';
import { type PageState, readState, type TableState } from './state.js';
import { focusOn, type LiveTable, liveTable } from './tables.js';
import { liveTabs, partId, type Tabs } from './tabs.js';

export interface Page {
  take(message: ToPage): void;
}

export function livePage(main: HTMLElement, announcement: HTMLElement, host: Host): Page {
  let state: PageState = readState(host.saved());
  let tabs: Tabs | undefined;
  let tables: readonly LiveTable[] = [];
  const change = (next: Partial<PageState>): void => {
    state = { ...state, ...next };
    host.save(state);
  };

  const enliven = (parts: readonly Part[]): void => {
    tabs = liveTabs(main, (tab) => change({ tab }));
    tabs.show(state.tab);
    tables = parts
      .flatMap((part) => part.tables)
      .flatMap(({ table }) => {
        const element = document.getElementById(table.id);
        if (!(element instanceof HTMLTableElement)) return [];
        const saved = state.tables[table.id];
        const keep = (its: TableState): void => change({ tables: { ...state.tables, [table.id]: its } });
        return [liveTable(table, element, saved, keep)];
      });
  };
  /** What was open stays open, and who had the focus has it again. */
  const replace = (data: ReportData): void => {
    const open = new Set([...main.querySelectorAll('details[open]')].map(rowName));
    const focused = document.activeElement;
    const [id, row] = [focused?.id ?? '', focused === null ? undefined : rowName(focused)];
    const top = scrollY;
    const parts = partsOf(data, 'host');
    main.innerHTML = renderContent(data, parts).text;
    enliven(parts);
    for (const details of main.querySelectorAll('details')) details.open = open.has(rowName(details));
    if (id !== '') document.getElementById(id)?.focus();
    else if (row !== undefined) focusOn([...main.querySelectorAll('tr')].find((each) => rowName(each) === row));
    scrollTo({ top });
  };
  /** The first part that has something to say about the function. */
  const focus = (path: string, name: string): void => {
    const own = `${path} ${name}`;
    for (const table of tables) {
      const row = table.reveal((key) => key === own || key.startsWith(`${own} `));
      if (row === undefined) continue;
      const tab = partId(row.closest('section')?.id ?? '');
      tabs?.show(tab);
      change({ tab });
      const details = row.querySelector('details');
      if (details !== null) details.open = true;
      row.scrollIntoView({ block: 'center' });
      focusOn(row);
      return;
    }
    announcement.textContent = `Nothing in the report is about ${name}().`;
  };

  main.addEventListener('click', (event) => open(event, host));
  const own = document.getElementById(DATA_ID);
  if (own !== null) enliven(partsOf(JSON.parse(own.textContent) as ReportData, 'links'));
  return {
    take(message) {
      announcement.textContent = '';
      if (message.type === 'report') replace(message.data);
      else if (message.type === 'focus') focus(message.path, message.name);
      else main.ariaBusy = String(message.busy);
    },
  };
}

/** A row by its table and its key; undefined outside of rows. */
function rowName(element: Element): string | undefined {
  const row = element.closest('tr');
  return row === null ? undefined : `${row.closest('table')?.id} ${row.dataset['key']}`;
}

/** A click on a place opens it; in an editor, so does one anywhere else in the row. */
function open(event: MouseEvent, host: Host): void {
  if (!host.isEditor || !(event.target instanceof Element)) return;
  const { target } = event;
  const isControl = target.closest('button, summary, a, input') !== null;
  const isReading = isControl || getSelection()?.isCollapsed === false || target.closest('details[open]') !== null;
  const place = target.closest('.place') ?? (isReading ? null : target.closest('tbody tr')?.querySelector('.place'));
  const at = place instanceof HTMLElement ? place.dataset['at'] : undefined;
  if (at === undefined) return;
  const [file = 0, line = 1, column = 1, endLine = line, endColumn = column] = at.split(':').map(Number);
  host.post({ type: 'open', place: { file, line, column, endLine, endColumn } });
}
