// Takes the README's pictures from the real editor, into docs/images/. Run it by hand when what they show has changed.
// Easy to get wrong: a picture of a half-drawn editor looks fine at first sight. Each waits for what it is to show.
//
//   npm run build && npm run package && npm run screenshots
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { placeOf, story } from '../test/e2e/harness.mjs';
import { until } from '../test/e2e/workbench.mjs';
import { cacheFolder, ROOT } from './lib/paths.mjs';

const file = 'napper/nappermodule.c';
const source = readFileSync(path.join(ROOT, 'examples', file), 'utf8');
const blocking = placeOf(source, '\nread_block(', 'read(fd');
const call = placeOf(source, '\nread_sizes(', 'PyList_Append');
const region = placeOf(source, '\nnap_lightly(', 'sleep(1)');
const shots = cacheFolder('screenshots');
const settings = { 'workbench.colorTheme': 'Default Dark Modern' };

await story({ folder: 'examples', file, shots, settings }, async ({ workbench, step, shot }) => {
  /** Lenses and hints move the text when they come, and the editor closes a hover then. */
  const complete = () =>
    until(async () => {
      const lenses = await workbench.codeLenses();
      return lenses.length > 0 && /\S\s?(?:GIL released|entered with the GIL held)/.test(await workbench.visibleText());
    }, 'lenses and hints');

  await step('a hover', async () => {
    await workbench.goto(call.line, call.column);
    await complete();
    await until(async () => (await workbench.squiggles('error')).includes(call.line), 'the error');
    await workbench.hover(call.line, call.column, (text) => text.includes('thread state'));
    await workbench.hoverComplete();
    await shot('hover');
  });
  await step('a quick fix', async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.goto(blocking.line, blocking.column);
    await until(async () => (await workbench.squiggles('warning')).includes(blocking.line), 'the warning');
    await complete();
    await workbench.quickFixes(blocking.line, blocking.column);
    await shot('quick-fix');
    await workbench.page.keyboard.press('Escape');
  });
  await step('shading', async () => {
    await workbench.goto(region.line, region.column);
    await until(async () => (await workbench.shading()).some((shade) => shade.line === region.line), 'the shading');
    await until(async () => /released/i.test(await workbench.statusItem('gilscope.state')), 'the state');
    await complete();
    await shot('shading');
  });
  await step('the report', async () => {
    await workbench.command('gilscope: Show GIL Report');
    const report = workbench.webview();
    await report.locator('summary').first().click();
    await report.locator('details[open]').waitFor();
    await shot('report');
  });
});

if (!process.exitCode) {
  const images = path.join(ROOT, 'docs/images');
  mkdirSync(images, { recursive: true });
  for (const name of ['hover.png', 'quick-fix.png', 'shading.png', 'report.png'])
    copyFileSync(path.join(shots, name), path.join(images, name));
}
