// What the status bar tells: the state of the GIL at the cursor, and beside the language of the document how far the
// analysis got, while the folder is read and afterwards, and what is wrong with its gilscope.toml.
// Easy to get wrong: a small folder is read in before anybody can see that it is, so this one has many files.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { placeOf, story } from './harness.mjs';
import { until } from './workbench.mjs';

const FILES = 300;
const COVERAGE = 'gilscope.coverage';
const STATE = 'gilscope.state';

const source = fs.readFileSync(path.join(ROOT, 'examples/napper/nappermodule.c'), 'utf8');
const held = placeOf(source, '\nnap(', 'sleep(seconds)');
const released = placeOf(source, '\nread_patiently(', 'n = read(');
const shots = cacheFolder('e2e', 'shots');
const file = 'part0.c';

const folder = fs.mkdtempSync(path.join(cacheFolder('e2e'), 'status-'));
for (let i = 0; i < FILES; i++) fs.writeFileSync(path.join(folder, `part${i}.c`), source);
fs.writeFileSync(path.join(folder, 'setup.py'), 'import setuptools\n');
try {
  await story({ folder, file, shots }, tell);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

async function tell({ workbench, folder: opened, step, shot }) {
  const { page } = workbench;
  const toml = path.join(opened, 'gilscope.toml');
  const item = (wanted) => until(async () => wanted.test(await workbench.statusItem(COVERAGE)), String(wanted));
  const state = (wanted) => until(async () => wanted.test(await workbench.statusItem(STATE)), String(wanted));
  const understood = /^GIL: \d+ functions, 0 not understood$/;

  await step('the state follows the cursor: outside of functions, held, released', async () => {
    await state(/outside of functions/);
    await workbench.goto(held.line, held.column);
    await state(/GIL held/);
    await workbench.goto(released.line, released.column);
    await state(/GIL released/);
  });

  await step('the coverage of the document is told, and how many files are known', async () => {
    await workbench.pinLanguageStatus();
    await item(understood);
    const label = await workbench.statusItemLabel(COVERAGE);
    assert.match(label, new RegExp(`\\d+ % of the calls are known; files of the folder: ${FILES}$`));
  });

  await step('while the folder is read, it tells how much is done, and that it is busy', async () => {
    await workbench.command('gilscope: Restart Server');
    await item(/^\s*GIL: reading the folder, \d+ %$/);
    assert.match(await workbench.statusItemLabel(COVERAGE), /may still change/);
    assert.equal(await workbench.statusItems(COVERAGE).locator('.codicon-loading').count(), 1);
    await shot('status-reading');
    await item(understood);
    assert.equal(await workbench.statusItems(COVERAGE).locator('.codicon-loading').count(), 0);
  });

  await step('a mistake in gilscope.toml is told, and the item leads to it', async () => {
    fs.writeFileSync(toml, '[rules]\n\nno-such-rule = "off"\n');
    await item(/^gilscope\.toml has a problem$/);
    assert.match(await workbench.statusItemLabel(COVERAGE), /line 3: .*no-such-rule/);
    await shot('status-mistake');
    await workbench.statusItems(COVERAGE).click();
    await workbench.statusBar('Ln 3, Col 1');
    await page.locator('.tab.active', { hasText: 'gilscope.toml' }).waitFor();
    await until(async () => (await workbench.squiggles()).includes(3), 'the mistake underlined');
  });

  await step('in a file of another language there is nothing to tell', async () => {
    assert.equal(await workbench.statusItem(STATE), '');
    await workbench.openFile('setup.py');
    assert.deepEqual([await workbench.statusItem(STATE), await workbench.statusItem(COVERAGE)], ['', '']);
  });

  await step('once it is mended, the coverage is told again', async () => {
    await workbench.openFile(file);
    await item(/^gilscope\.toml has a problem$/);
    fs.writeFileSync(toml, '[rules]\nblocking-with-gil = "error"\n');
    await item(understood);
    await state(/GIL released/);
  });
}
