// Draws images/icon.png, the extension's picture in lists, from images/icon.svg. Run it by hand when the drawing changes.
// Easy to get wrong: lists take no SVG, and a picture with a white background looks broken on dark themes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../test/e2e/workbench.mjs';
import { ROOT } from './lib/paths.mjs';

const SIZE = 128;
const drawing = readFileSync(path.join(ROOT, 'images/icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: path.join(ROOT, 'images/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
