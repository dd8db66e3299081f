// The whole way once, as a person goes it: open a file, see the finding, the shading, the hover and the state,
// apply the fix by keyboard, save, see the finding go.
// Easy to get wrong: nothing is in the document object model that is not on the screen, so each look at a line is
// preceded by going there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { placeOf, story } from './harness.mjs';
import { until } from './workbench.mjs';

const file = 'napper/nappermodule.c';
const source = fs.readFileSync(path.join(ROOT, 'examples', file), 'utf8');
const blocking = placeOf(source, '\nnap(', 'sleep(seconds)');
const released = placeOf(source, '\nread_patiently(', 'n = read(');
const after = placeOf(source, '\nread_patiently(', 'return PyBytes_FromStringAndSize');

const { contributes } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const [shade] = contributes.colors.filter((color) => color.id === 'gilscope.releasedBackground');
const shots = cacheFolder('e2e', 'shots');

await story({ folder: 'examples', file, shots }, async ({ workbench, folder, step, shot }) => {
  const warnedLines = () => workbench.squiggles('warning');

  await step('a call that waits with the GIL held is underlined', async () => {
    await workbench.goto(blocking.line, blocking.column);
    await until(async () => (await warnedLines()).includes(blocking.line), `a warning in line ${blocking.line}`);
  });

  await step('the status bar tells that the GIL is held there', async () => {
    await until(async () => /held/i.test(await workbench.statusItem('gilscope.state')), 'the state "held"');
  });

  await step('the hover speaks of the GIL', async () => {
    // The finding's own message comes first; the state in both vocabularies is the server's hover.
    await workbench.hover(blocking.line, blocking.column, (hover) => /GIL.*thread state/s.test(hover));
    await shot('hover');
  });

  await step('a region is shaded, the lines behind it are not', async () => {
    await workbench.goto(released.line, 5);
    const shades = await until(async () => {
      const all = (await workbench.shading()).filter((decoration) => decoration.background !== '');
      return all.some((decoration) => decoration.line === released.line) && all;
    }, `the shading of line ${released.line}`);
    const background = shades.find((decoration) => decoration.line === released.line).background;
    assert.equal(background, computedColor(shade.defaults.light));
    assert.ok(!shades.some((decoration) => decoration.line === after.line), `line ${after.line} is shaded`);
    await shot('shading');
  });

  await step(
    'hints tell where the GIL is released and taken back, and a line above the function tells of both',
    async () => {
      const hints = /Py_BEGIN_ALLOW_THREADS\s*GIL released[\s\S]*Py_END_ALLOW_THREADS\s*GIL re-acquired/;
      await until(async () => hints.test(await workbench.visibleText()), 'the hints');
      await until(async () => (await workbench.codeLenses()).includes('GIL: held on entry · 1 region'), 'the line');
    },
  );

  await step('the status bar tells that the GIL is released there', async () => {
    await until(async () => /released/i.test(await workbench.statusItem('gilscope.state')), 'the state "released"');
  });

  await step('the quick fix wraps the call in a region', async () => {
    const titles = await workbench.quickFixes(blocking.line, blocking.column);
    assert.ok(titles.length > 0, 'no quick fix is offered');
    await shot('quick-fix');
    await workbench.chooseFix(titles[0]);
    await until(async () => (await workbench.visibleText()).includes('Py_BEGIN_ALLOW_THREADS'), 'the edited text');
  });

  await step('the fixed file is saved', async () => {
    await workbench.save();
    const fixed = /Py_BEGIN_ALLOW_THREADS\s+sleep\(seconds\);\s+Py_END_ALLOW_THREADS/;
    await until(() => fixed.test(fs.readFileSync(path.join(folder, file), 'utf8')), 'the fix on disk');
  });

  await step('the underline is gone and the line is shaded', async () => {
    const line = blocking.line + 1; // The region's first line has moved the call down.
    await until(async () => {
      const warned = await warnedLines();
      return !warned.includes(line) && !warned.includes(blocking.line);
    }, `no warning in line ${line}`);
    await until(async () => (await workbench.shading()).some((s) => s.line === line), `the shading of line ${line}`);
    await shot('fixed');
  });
});

/** `#rrggbbaa` as a browser's computed style spells it. */
function computedColor(hex) {
  const [red, green, blue, alpha] = hex.match(/[0-9a-f]{2}/gi).map((digits) => Number.parseInt(digits, 16));
  // Chromium rounds to the shortest decimal that gives the same byte: two places where they do, else three.
  const two = Math.round((alpha / 255) * 100) / 100;
  const rounded = Math.round(two * 255) === alpha ? two : Math.round((alpha / 255) * 1000) / 1000;
  return `rgba(${red}, ${green}, ${blue}, ${rounded})`;
}
