// The GIL report in the editor: opened by its command, filled by the server, followed to the source and back, and brought
// up to date when a finding is gone.
// Easy to get wrong: the page is in a frame within a frame, and is made anew each time that its panel is shown. A place
// that was opened is selected, so the cursor stands at its end.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { placeOf, story } from './harness.mjs';
import { until } from './workbench.mjs';

const file = 'napper/nappermodule.c';
const source = fs.readFileSync(path.join(ROOT, 'examples', file), 'utf8');
const nap = placeOf(source, '\n', 'nap(PyObject');
const sleep = placeOf(source, '\nnap(', 'sleep(seconds)');
const shots = cacheFolder('e2e', 'shots');

await story({ folder: 'examples', file, shots }, async ({ workbench, step, shot }) => {
  const { page } = workbench;
  const report = workbench.webview();
  const rows = report.locator('#functions-table tbody tr');
  const row = (name) => rows.filter({ has: report.locator('th code', { hasText: new RegExp(`^${name}$`) }) });

  await step('the command opens it, and the server fills it', async () => {
    await workbench.command('gilscope: Show GIL Report');
    await row('nap').waitFor();
    assert.equal(await rows.count(), 3);
    await shot('report');
  });

  await step('a row leads to the source, which opens beside it', async () => {
    await row('nap').locator('.place').first().press('Enter');
    await workbench.statusBar(`Ln ${nap.line}, Col ${nap.column + 'nap'.length}`);
    await row('nap').waitFor();
  });

  await step('a wait in a row leads to its call', async () => {
    await row('nap').locator('summary').click();
    await row('nap')
      .getByRole('button', { name: `sleep, line ${sleep.line}` })
      .click();
    await workbench.statusBar(`Ln ${sleep.line}, Col ${sleep.column + 'sleep'.length}`);
  });

  await step('what was open stays open, and a function that waits no longer is gone', async () => {
    await row('read_block').locator('summary').click();
    await row('nap')
      .getByRole('button', { name: `sleep, line ${sleep.line}` })
      .click();
    await workbench.editorFocused();
    const [title] = await workbench.quickFixesHere();
    await workbench.chooseFix(title);
    await row('nap').waitFor({ state: 'detached' });
    assert.equal(await row('read_block').locator('details').getAttribute('open'), '');
  });

  await step('a filter is kept while the panel is hidden', async () => {
    await report.locator('#functions-table-filter').fill('disk');
    assert.equal(await rows.count(), 1);
    // By their tabs: which editor is the previous one depends on the group that has the focus.
    const tab = (name) => page.locator('.tab').filter({ hasText: name }).first();
    await tab('nappermodule.c').click();
    await report.locator('main').waitFor({ state: 'detached' });
    await tab('GIL Report').click();
    await until(async () => (await rows.count()) === 1, 'the filtered rows');
    assert.equal(await report.locator('#functions-table-filter').inputValue(), 'disk');
    await page.mouse.move(0, 0);
    await shot('report-filtered');
  });
});
