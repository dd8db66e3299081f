// The GIL report as one page that needs nothing else. The same input gives the same page: the word that lets its script
// run is made of what the page shows, so nobody who writes a source can know it.
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { assembleReport } from '../../report/assemble.js';
import { partsOf, renderContent } from '../../report/content.js';
import type { ReportData } from '../../report/model.js';
import { renderPage } from '../../report/page.js';
import type { ScanResult } from '../scan.js';
import type { Format, FormatContext } from './format.js';

export const html: Format = (result, context) => {
  const { script, style } = context.reportAssets();
  const data = reportData(result, context);
  const content = renderContent(data, partsOf(data, 'links'));
  const nonce = createHash('sha256').update(content.text).digest('base64');
  return renderPage({ title: `GIL report: ${data.title}`, report: { content, data }, script, style, nonce });
};

function reportData(result: ScanResult, { given, cwd, addressOf, toolVersion }: FormatContext): ReportData {
  const assembly = assembleReport({
    title: titleOf(given, cwd),
    toolVersion,
    file: (path) => ({ path, address: addressOf(path) ?? null }),
  });
  for (const answer of result.gilReports()) assembly.add(answer);
  return assembly.done([
    ...result.skipped.map(({ path, skip }) => ({ path, reason: skip.reason })),
    ...result.crashed.map(({ path, message }) => ({ path, reason: `internal error: ${message}` })),
  ]);
}

/** More names than this are a list, not a title. */
const MOST_NAMES = 3;

function titleOf(given: readonly string[], cwd: string): string {
  const names = given.slice(0, MOST_NAMES).map((path) => basename(resolve(cwd, path)));
  const more = given.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
