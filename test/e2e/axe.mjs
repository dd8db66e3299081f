// Whether a page, or a part of one, breaks a rule of accessibility, by axe.
// Easy to get wrong: axe's script must get past the page's own policy, so it is evaluated and not added as an element.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What axe has to find to look at, or it looked at nothing. */
const FEWEST_RULES = 10;

/**
 * A line for each rule that is broken, with the elements that break it.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page its frames are not looked into
 * @param {{ include?: string[], exclude?: string[], fewest?: number }} parts selectors of the parts to look at, or the
 * whole page, and of those in there that are not looked at; so many rules have to apply to the rest
 */
export async function violations(page, { include = ['html'], exclude = [], fewest = FEWEST_RULES } = {}) {
  await page.evaluate(axe);
  const result = await page.evaluate(
    (context) => window.axe.run(context, { resultTypes: ['violations'], iframes: false }),
    { include, exclude },
  );
  assert.ok(result.passes.length >= fewest, `axe looked at ${result.passes.length} rules only`);
  return result.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
