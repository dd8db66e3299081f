// The walkthrough as a newcomer goes it: each step is shown with its text and its page, its button does what it says, and
// the step is ticked off then. And that what we contribute to it breaks no rule of accessibility.
// Easy to get wrong: a button that takes the walkthrough's place ends it, so each one must leave it on the screen.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { violations } from './axe.mjs';
import { placeOf, story } from './harness.mjs';
import { until } from './workbench.mjs';

const read = (file) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const texts = JSON.parse(read('package.nls.json'));
const [{ title, description, steps }] = JSON.parse(read('package.json')).contributes.walkthroughs;
const textOf = (key) => texts[key.slice(1, -1)];
const sleep = placeOf(read('walkthrough/sample.c'), '\nnap(', 'sleep(seconds)');
const shots = cacheFolder('e2e', 'shots');

const OTHER_COLOURS = 'Preferences: Toggle between Light/Dark Themes';

const WHOLE = '.gettingStartedContainer';
/** Ours: the texts, the buttons that are made of their links, and the page of a step. */
const OURS = ['.getting-started-category', '.step-container'].map((part) => `.gettingStartedDetailsContent ${part}`);
/** The page of a step without the document that the editor puts around it. */
const PAGE = 'vertically-centered';
/**
 * The colours of code are those of the user's theme. Where the editor colours it, axe also takes the background of words
 * of code within a sentence for the one behind it, which is not painted there.
 */
const COLOURED_CODE = '.monaco-tokenized-source';
/** A text and a button leave most rules nothing to look at. */
const FEWEST_RULES = 3;

await story({ folder: 'examples', shots }, async ({ workbench, step, shot }) => {
  const { page } = workbench;
  const walkthrough = workbench.walkthrough();
  const left = page.locator('.editor-group-container').first();
  const ticked = (id) => until(() => walkthrough.isDone(id), `the step "${id}" ticked off`);

  await step('it opens, and shows its steps', async () => {
    await workbench.command('Welcome: Open Walkthrough...', textOf(title));
    await walkthrough.title.waitFor();
    assert.equal(await walkthrough.title.textContent(), textOf(title));
    assert.equal(await walkthrough.description.textContent(), textOf(description));
    assert.deepEqual(
      await walkthrough.stepTitles.allTextContents(),
      steps.map((each) => textOf(each.title)),
    );
    for (const { id } of steps)
      assert.equal(await walkthrough.isDone(id), false, `"${id}" is done before it was begun`);
  });

  for (const { id, media } of steps) {
    const heading = /^## (.*)$/m.exec(read(media.markdown))[1];
    await step(`the step "${id}" is shown with its page, all of it readable`, async () => {
      await walkthrough.open(id);
      const text = await walkthrough.stepDescription(id).textContent();
      assert.doesNotMatch(text, /[`[\]]|\*\*|__/, 'markup is shown as text');
      const { widths, broken, found } = await shownPage(workbench, heading);
      assert.ok(
        widths.every((each) => each <= 0),
        `something is wider than the page: ${widths}`,
      );
      assert.equal(broken, 0, 'pictures that are not there');
      assert.deepEqual(found, []);
      await shot(`walkthrough-${id}`);
      assert.deepEqual(await violations(page, { include: OURS, fewest: FEWEST_RULES }), []);
    });
  }

  await step('its steps are as readable in dark colours', async () => {
    const isDark = async () =>
      /\bvs-dark\b/.test(await page.locator('.monaco-workbench').first().getAttribute('class'));
    assert.equal(await isDark(), false);
    await workbench.command(OTHER_COLOURS);
    await until(isDark, 'dark colours');
    for (const { id, media } of steps) {
      await walkthrough.open(id);
      const { found } = await shownPage(workbench, /^## (.*)$/m.exec(read(media.markdown))[1]);
      assert.deepEqual(found, []);
      await shot(`walkthrough-${id}-dark`);
      assert.deepEqual(await violations(page, { include: OURS, fewest: FEWEST_RULES }), []);
    }
    await workbench.command(OTHER_COLOURS);
    await until(async () => !(await isDark()), 'the colours from before');
  });

  await step('what is left out is named', async () => {
    const editorsOwn = await violations(page, { include: [WHOLE], exclude: OURS });
    console.log('not looked at, since extensions have no say in it:');
    console.log('- the document around the page of a step: its title, its language, its landmarks');
    console.log('- the colours of code in the page of a step');
    console.log(`- around the steps: ${editorsOwn.map((each) => each.split(':', 1)[0]).join(', ')}`);
  });

  await step('the sample opens beside it, with the cursor on what is found', async () => {
    await walkthrough.open('sample');
    await walkthrough.button('sample').click();
    await workbench.statusBar(`Ln ${sleep.line}, Col ${sleep.column}`);
    await until(async () => (await workbench.squiggles()).includes(sleep.line), 'the warning');
    await ticked('sample');
  });

  await step('the problems are shown', async () => {
    await walkthrough.open('finding');
    await walkthrough.button('finding').click();
    await workbench.problems((rows) => rows.some((row) => /sleep/.test(row)));
    await ticked('finding');
  });

  await step('the quick fix is offered and made', async () => {
    await walkthrough.open('fix');
    await walkthrough.button('fix').click();
    await workbench.chooseFix('Release the GIL around sleep()');
    const fixed = /Py_BEGIN_ALLOW_THREADS\s+sleep\(seconds\);.*\s+Py_END_ALLOW_THREADS/;
    await until(async () => fixed.test(await workbench.visibleText()), 'the fix');
    await ticked('fix');
    await shot('walkthrough-fixed');
  });

  await step('the report opens, and the walkthrough is done and still there', async () => {
    await walkthrough.open('report');
    await walkthrough.button('report').click();
    await until(async () => (await reportOf(page)) !== undefined, 'the report');
    await ticked('report');
    assert.equal(await left.locator(WHOLE).isVisible(), true);
    for (const { id } of steps) assert.equal(await walkthrough.isDone(id), true, `"${id}" is not done`);
  });
});

/** Webviews are frames in frames, and every panel is one. */
async function frameWith(page, selector) {
  for (const frame of page.frames())
    if (
      (await frame
        .locator(selector)
        .count()
        .catch(() => 0)) > 0
    )
      return frame;
  return undefined;
}

function reportOf(page) {
  return frameWith(page, '#functions-table tbody tr');
}

/** What is to be said of a step's page, once it is the one with this heading. The editor may make it anew at any time. */
function shownPage({ page }, heading) {
  return until(async () => {
    const frame = await frameWith(page, `h2:text-is(${JSON.stringify(heading)})`);
    // The page has no background, so one sees the editor's through it; axe would take it for white.
    await frame?.evaluate(() => {
      const { style } = document.documentElement;
      style.background = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
    });
    return (
      frame && {
        widths: await frame.locator('pre, table').evaluateAll((all) => all.map((e) => e.scrollWidth - e.clientWidth)),
        broken: await frame.locator('img').evaluateAll((all) => all.filter((e) => e.naturalWidth === 0).length),
        found: await violations(frame, { include: [PAGE], exclude: [COLOURED_CODE], fewest: FEWEST_RULES }),
      }
    );
  }, `the page "${heading}"`);
}
