// The way from a row to the source: a link in a file, a button in an editor, plain text where neither is possible.
import { type Content, type Html, html } from './html.js';
import type { ReportData, ReportPlace, ReportStep } from './model.js';

/** `host`: the page asks whoever shows it; `links`: the addresses of the files are those of the page's links. */
export type Opening = 'host' | 'links';

export interface Places {
  path(place: ReportPlace): string;
  /** `path:line`, which may be broken behind a slash. */
  spelled(place: ReportPlace): Html;
  /** Something that opens the place. The first one of a row is the row's own. */
  link(place: ReportPlace, label: Content): Html;
  steps(steps: readonly ReportStep[], prose: (message: string) => Html): Html;
}

export function placesOf({ files }: ReportData, opening: Opening): Places {
  const path = ({ file }: ReportPlace): string => files[file]?.path ?? '';
  const spelled = (place: ReportPlace): Html => {
    const parts = `${path(place)}:${place.line}`.split('/');
    return html`${parts.map((part, i) => (i === 0 ? part : html`/<wbr>${part}`))}`;
  };
  const link = (place: ReportPlace, label: Content): Html => {
    if (opening === 'host') {
      const { file, line, column, endLine, endColumn } = place;
      const at = [file, line, column, endLine, endColumn].join(':');
      return html`<button type="button" class="place" data-at="${at}">${label}</button>`;
    }
    const address = files[place.file]?.address ?? null;
    return address === null
      ? html`<span class="place">${label}</span>`
      : html`<a class="place" href="${address}#L${place.line}">${label}</a>`;
  };
  return {
    path,
    spelled,
    link,
    steps: (steps, prose) =>
      html`<ol class="chain">${steps.map(
        ({ place, message }) => html`<li>${prose(message)} <span class="at">${link(place, spelled(place))}</span></li>`,
      )}</ol>`,
  };
}
