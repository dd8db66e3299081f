// The page around the report. It loads nothing from anywhere: style and script are in it, and the policy allows these two
// by a word that nobody else can know.
import { Html, html, NOTHING } from './html.js';
import type { ReportData } from './model.js';

export interface PageInput {
  readonly title: string;
  /** In a file the report, its first rows readable without the script; without it the host sends one later. */
  readonly report?: { readonly content: Html; readonly data: ReportData };
  readonly style: string;
  readonly script: string;
  /** A word that cannot be guessed from what the page shows. */
  readonly nonce: string;
}

export function renderPage({ title, report, style, script, nonce }: PageInput): string {
  const allowed = `'nonce-${nonce}'`;
  const policy = [
    `default-src 'none'`,
    `style-src ${allowed}`,
    `script-src ${allowed}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return html`<!doctype html>
<html lang="en" class="plain">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style nonce="${nonce}">${new Html(style)}</style>
</head>
<body>
<main>${report?.content ?? html`<p>The code is being analysed.</p>`}</main>
<p class="announcement" role="status"></p>
${report === undefined ? NOTHING : embedded(report.data)}
<script nonce="${nonce}">${new Html(script)}</script>
</body>
</html>
`.text;
}

/** Where the script of a file finds all of the report. */
export const DATA_ID = 'report-data';

/** Nothing in it can end the element that it stands in. */
const embedded = (data: ReportData): Html =>
  html`<script type="application/json" id="${DATA_ID}">${new Html(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>`;
