// The page of the GIL report in a real browser: that it breaks no rule of accessibility in any colours, that its tables sort
// and filter, and that all of it works by keyboard.
// Easy to get wrong: more rows are in the page's data than in its tables, so a row that is counted may have to be asked for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { violations } from './axe.mjs';
import { createStep } from './harness.mjs';
import { openBrowser, until } from './workbench.mjs';

const shots = cacheFolder('e2e', 'shots');
const folder = fs.mkdtempSync(path.join(cacheFolder('e2e'), 'report-'));

/** Rows enough for a second page of them, in the order of how long they wait. */
const MANY = 450;
const COLOURS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
};

const step = createStep();
let browser;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
try {
  const example = await step('the report of the examples is written', () => reportOf(path.join(ROOT, 'examples')));
  browser = await openBrowser();
  for (const [name, colours] of Object.entries(COLOURS))
    await step(`it is accessible in ${name} colours`, () => accessible(example, name, colours));
  await step('it is readable without its script', () => readable(example));
  const page = await step('many rows are shown a page at a time', async () => manyRows(reportOf(manyFunctions())));
  await step('a filter says how many rows are left', () => filter(page));
  await step('headers sort, and say so', () => sort(page));
  await step('rows and parts are reached by keyboard', () => keyboard(page));
  await step('more rows come when they are asked for', () => more(page));
  await step('in an editor it asks to open sources, and goes to the function it is told', () => inEditor(example));
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  await browser?.close();
  fs.rmSync(folder, { recursive: true, force: true });
}

/** The address of a report of a folder. */
function reportOf(sources) {
  const file = path.join(folder, `${path.basename(sources)}.html`);
  const check = [path.join(ROOT, 'dist/gilscope.js'), 'check', '.', '--format', 'html', '--exit-zero'];
  const { status, stderr } = spawnSync(process.execPath, [...check, '--output-file', file], {
    cwd: sources,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return pathToFileURL(file).href;
}

function manyFunctions() {
  const sources = path.join(folder, 'many');
  fs.mkdirSync(sources);
  const one = (i) =>
    `static PyObject *\nf${i}(PyObject *self, PyObject *args)\n{\n    ${i % 2 ? 'sleep(1)' : 'getaddrinfo(0, 0, 0, 0)'};\n    Py_RETURN_NONE;\n}\n`;
  const head = '#include <Python.h>\n#include <unistd.h>\n#include <netdb.h>\n';
  fs.writeFileSync(path.join(sources, 'many.c'), head + Array.from({ length: MANY }, (_, i) => one(i)).join('\n'));
  return sources;
}

async function open(address, options = {}) {
  const page = await browser.page(options);
  const trouble = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  await page.goto(address);
  assert.deepEqual(trouble, []);
  return page;
}

async function accessible(address, name, colours) {
  const page = await open(address, colours);
  for (const part of ['functions', 'regions', 'callbacks', 'problems', 'coverage']) {
    await page.locator(`#${part}-tab`).click();
    for (const details of await page.locator('section:visible summary').all()) await details.click();
    assert.deepEqual(await violations(page), [], `in the part ${part}`);
    await page.screenshot({ path: path.join(shots, `report-${part}-${name}.png`) });
  }
  await page.context().close();
}

async function readable(address) {
  const page = await open(address, { javaScriptEnabled: false });
  assert.equal(await page.locator('section:visible').count(), 5);
  assert.equal(await page.getByLabel('Filter').locator('visible=true').count(), 0);
  assert.match(await page.locator('#functions-table tbody').textContent(), /\bnap\b/);
  await page.context().close();
}

function rows(page) {
  return page.locator('#functions-table tbody tr');
}

function told(page) {
  return page.locator('#functions-table-count').textContent();
}

async function firstName(page) {
  return (await rows(page).first().locator('th code').textContent()).trim();
}

async function manyRows(address) {
  const page = await open(address);
  assert.equal(await rows(page).count(), 200);
  assert.equal(await told(page), `${MANY} functions, the first 200 shown`);
  assert.equal(await page.locator('section:visible').count(), 1);
  return page;
}

async function filter(page) {
  const field = page.locator('section:visible').getByLabel('Filter');
  await field.fill('SLEEP f44');
  assert.equal(await told(page), `5 of ${MANY} functions`);
  assert.equal(await rows(page).count(), 5);
  assert.equal(await page.locator('#functions-table-count').getAttribute('role'), 'status');
  await field.fill('no such thing');
  assert.equal(await told(page), `0 of ${MANY} functions`);
  await field.fill('');
  assert.equal(await rows(page).count(), 200);
}

async function sort(page) {
  const header = (name) => page.locator('#functions-table').getByRole('columnheader', { name });
  const sorted = (name) => header(name).getAttribute('aria-sort');
  assert.equal(await sorted('Time at risk'), 'descending');
  await header('Function').getByRole('button').click();
  assert.deepEqual([await sorted('Function'), await sorted('Time at risk')], ['ascending', null]);
  // As people count, and not as letters go.
  assert.deepEqual((await rows(page).locator('th code').allTextContents()).slice(0, 3), ['f0', 'f1', 'f2']);
  await header('Function').getByRole('button').press('Enter');
  assert.equal(await sorted('Function'), 'descending');
  assert.equal(await firstName(page), `f${MANY - 1}`);
  await header('Time at risk').getByRole('button').click();
  assert.equal(await firstName(page), 'f0');
  await header('Time at risk').getByRole('button').click();
  assert.equal(await firstName(page), 'f1');
  await header('Function').getByRole('button').click();
}

async function keyboard(page) {
  const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
  await page.locator('section:visible').getByLabel('Filter').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'f0');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'f1');
  await page.keyboard.press('End');
  assert.equal(await focused(), 'f199');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await rows(page).first().locator('details').getAttribute('open'), '');
  await page.locator('#functions-tab').focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await focused(), /^Coverage/);
  await until(() => page.locator('#part-coverage').isVisible(), 'the coverage');
  assert.equal(await page.locator('section:visible').count(), 1);
  assert.match(page.url(), /#coverage$/);
  await page.keyboard.press('Home');
  assert.equal(await page.locator('#functions-tab').getAttribute('aria-selected'), 'true');
}

async function more(page) {
  await page.locator('section:visible').getByRole('button', { name: 'Show 250 more' }).press('Enter');
  assert.equal(await rows(page).count(), MANY);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), 'f200');
  assert.equal(await told(page), `${MANY} functions`);
  assert.equal(await page.getByRole('button', { name: /more$/ }).locator('visible=true').count(), 0);
}

/** The page as an editor shows it: what it says is kept in `said`, what it saves in `kept`. */
async function inEditor(address) {
  const page = await browser.page({});
  await page.addInitScript(() => {
    window.said = [];
    window.kept = { tab: 'regions', tables: { 'functions-table': { filter: 'mutex', sort: null } } };
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.said.push(message),
      getState: () => window.kept,
      setState: (state) => {
        window.kept = state;
      },
    });
  });
  await page.goto(address);
  const tell = (message) => page.evaluate((each) => window.postMessage(each), message);
  const data = JSON.parse(await page.locator('#report-data').textContent());
  await tell({ type: 'report', data });
  await until(() => page.locator('#part-regions').isVisible(), 'the part that was shown last');
  assert.deepEqual(await page.evaluate(() => window.said), [{ type: 'ready' }]);

  await tell({ type: 'focus', path: 'napper/nappermodule.c', name: 'read_block' });
  const row = rows(page).filter({ hasText: 'read_block' });
  await until(() => row.isVisible(), 'the function that the filter had hidden');
  assert.equal(await row.locator('details').getAttribute('open'), '');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'read_block');
  assert.equal((await page.evaluate(() => window.kept)).tab, 'functions');

  const { place } = data.functions.find(({ name }) => name === 'read_block');
  await page.keyboard.press('Enter');
  // A click beside the words of a row opens it as well.
  await row.locator('td').last().click();
  assert.deepEqual(await page.evaluate(() => window.said.slice(1)), [
    { type: 'open', place },
    { type: 'open', place },
  ]);

  await tell({ type: 'focus', path: 'napper/nappermodule.c', name: 'nobody' });
  await until(async () => /nobody/.test(await page.locator('.announcement').textContent()), 'word of nobody');

  await row.locator('.place').first().focus();
  await tell({ type: 'report', data: { ...data, functions: data.functions.slice(0, 2) } });
  await until(async () => (await rows(page).count()) === 2, 'the new report');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'read_block');
  assert.equal(await row.locator('details').getAttribute('open'), '');
  await page.context().close();
}
