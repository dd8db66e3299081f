// Drives VS Code's workbench in headless Chromium. Every CSS selector of VS Code that tests rely on is in this file.
// Easy to get wrong: nothing here may sleep. Each step waits for what the next one needs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** A Chromium: $CHROMIUM, else the first one on PATH. playwright-core brings none. */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const dir of process.env.PATH.split(path.delimiter))
    for (const name of ['chromium', 'chromium-browser', 'google-chrome'])
      if (fs.existsSync(path.join(dir, name))) return path.join(dir, name);
  throw new Error('no Chromium on PATH (Debian: apt-get install chromium), or set $CHROMIUM');
}

/** Poll until fn returns something truthy. */
export async function until(fn, what, timeout = 30_000, every = 50) {
  const end = performance.now() + timeout;
  for (let last; ; ) {
    try {
      const v = await fn();
      if (v) return v;
      last = v;
    } catch (e) {
      last = e;
    }
    if (performance.now() > end)
      throw new Error(`timed out after ${timeout} ms waiting for ${what}${last ? `: ${last}` : ''}`);
    await new Promise((r) => setTimeout(r, every));
  }
}

/** So long an editor may take to open a hover before it is asked again. */
const HOVER_LIMIT = 5000;

/** What VS Code's frame around webviews throws when it is given another page while it loads one. */
const REPLACED_WEBVIEW = 'Found unexpected null';

const text = (s) => s.replace(/\u00a0/g, ' ').replace(/\u200b/g, ''); // Monaco draws spaces as no-break spaces

/** A browser with nothing of it outside one temporary directory, and no way out but to this machine. */
async function launchChromium(timeout) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'gs-chromium-')); // Chromium writes to $HOME/.config and .cache
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    timeout,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    args: [
      '--no-sandbox', // root and most containers have no user namespaces
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-proxy-server',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // 127.0.0.1, nothing else
    ],
  });
  return { home, browser };
}

/** A browser without a workbench, for pages of our own. */
export async function openBrowser() {
  const { home, browser } = await launchChromium(60_000);
  return {
    /** @param {import('playwright-core').BrowserContextOptions} options */
    page: async (options) =>
      (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage(),
    async close() {
      await browser.close();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

export class Workbench {
  /** @param {string} url from launch(): vs.url or vs.fileUrl('demo.c') */
  static async open(url, { viewport = { width: 1280, height: 800 }, timeout = 60_000 } = {}) {
    const { home, browser } = await launchChromium(timeout);
    const w = new Workbench();
    Object.assign(w, { browser, home, trouble: [] });
    try {
      const context = await browser.newContext({
        viewport,
        locale: 'en-US',
        timezoneId: 'UTC',
        colorScheme: 'dark',
        reducedMotion: 'reduce',
      });
      w.page = await context.newPage();
      w.page.setDefaultTimeout(30_000);
      w.page.on('pageerror', (e) => {
        if (e.message !== REPLACED_WEBVIEW) w.trouble.push(`pageerror ${e.message}`);
      });
      w.page.on('requestfailed', (r) => {
        if (!/\/vsda(_bg)?\.(js|wasm)/.test(r.url()) && r.failure()?.errorText !== 'net::ERR_ABORTED')
          w.trouble.push(`request ${r.url().slice(0, 150)} ${r.failure()?.errorText}`);
      });
      await w.page.goto(url, { waitUntil: 'domcontentloaded', timeout });
      await w.page.waitForSelector('.monaco-workbench .part.statusbar .statusbar-item', { timeout });
      return w;
    } catch (e) {
      await w.close();
      throw e;
    }
  }
  async close() {
    await this.browser?.close();
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  screenshot(file) {
    return this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }

  /** Wait for an editor with text in it. */
  async editorReady() {
    await this.page.waitForSelector('.editor-group-container.active .monaco-editor .view-line');
  }
  /** The visible lines of the active editor, in order. Long files: only what is on screen. */
  async visibleText() {
    const rows = await this.page
      .locator('.editor-group-container.active .monaco-editor .view-lines')
      .first()
      .locator('.view-line')
      .evaluateAll((els) => els.map((e) => [parseFloat(e.style.top), e.textContent]));
    return rows
      .sort((a, b) => a[0] - b[0])
      .map((r) => text(r[1]))
      .join('\n');
  }
  /** The texts of the visible lines above functions, in no order. */
  async codeLenses() {
    const lenses = this.page.locator('.editor-group-container.active .monaco-editor .codelens-decoration');
    return (await lenses.allInnerTexts()).map((s) => text(s).trim());
  }
  /** The visible lines that something on them is underlined in. */
  async squiggles(kind = 'warning') {
    const lines = await this.page.evaluate((kind) => {
      const ed = document.querySelector('.editor-group-container.active .monaco-editor');
      const numbers = new Map(
        [...ed.querySelectorAll('.margin-view-overlays .line-numbers')].map((e) => [
          e.parentElement.style.top,
          +e.textContent,
        ]),
      );
      return [...ed.querySelectorAll(`.view-overlays .squiggly-${kind}`)].map((e) =>
        numbers.get(e.closest('.view-overlays > div')?.style.top),
      );
    }, kind);
    return lines.filter(Boolean).sort((a, b) => a - b);
  }
  /** What extensions painted with setDecorations on the visible lines: [{ line, background, before, after }], by line. */
  async shading() {
    const rows = await this.page.evaluate(() => {
      const ed = document.querySelector('.editor-group-container.active .monaco-editor');
      const lines = new Map(
        [...ed.querySelectorAll('.margin-view-overlays .line-numbers')].map((e) => [
          e.parentElement.style.top,
          +e.textContent,
        ]),
      );
      const pseudo = (e, w) => {
        const c = getComputedStyle(e, w).content;
        return c.startsWith('"') ? JSON.parse(c) : '';
      };
      return [...ed.querySelectorAll('[class*="-TextEditorDecorationType"]')]
        .map((e) => {
          const row = e.closest('.view-line, .view-overlays > div'),
            background = getComputedStyle(e).backgroundColor;
          return {
            line: lines.get(row?.style.top),
            background: background === 'rgba(0, 0, 0, 0)' ? '' : background,
            before: pseudo(e, '::before'),
            after: pseudo(e, '::after'),
          };
        })
        .filter((d) => d.line && (d.background || d.before || d.after));
    });
    return rows.sort((a, b) => a.line - b.line);
  }
  statusBar(label) {
    return this.page.waitForSelector(`.statusbar-item:has-text(${JSON.stringify(label)})`);
  }
  statusItems(id) {
    return this.page.locator(`.statusbar-item[id$="${id}"]`).locator('visible=true');
  }
  /** The text of the status item that an extension made under this id; empty while it is hidden. */
  async statusItem(id) {
    return text((await this.statusItems(id).allInnerTexts()).join(' ')).trim();
  }
  /** What a screen reader says of it: for an item of the language the text and the detail. */
  statusItemLabel(id) {
    return this.statusItems(id).getAttribute('aria-label');
  }
  /** Puts the first item of the language, which else is behind the braces, beside the other status items. */
  async pinLanguageStatus() {
    await this.page.locator('[id="status.languageStatus"]').hover();
    await this.page.locator('.hover-language-status .codicon-pin').first().click();
  }
  squiggle(kind = 'warning') {
    return this.page.waitForSelector(`.monaco-editor .squiggly-${kind}`, { state: 'attached' });
  }

  /**
   * Run a command by the exact title shown in the command palette ("Markdown: Open Preview"), and answer the list that it
   * shows then, if a choice is given.
   */
  async command(title, choice) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.enterRow(title);
    if (choice !== undefined) {
      await until(async () => (await input.inputValue()) === '', 'the list of choices');
      await input.fill(choice);
      await this.enterRow(choice);
    }
    await input.waitFor({ state: 'hidden' });
  }
  async enterRow(title) {
    const name = (l) => l.evaluate((e) => e.querySelector('.monaco-icon-label .label-name')?.textContent ?? '');
    const rows = this.page.locator('.quick-input-list .monaco-list-row'),
      focused = this.page.locator('.quick-input-list .monaco-list-row.focused');
    const index =
      (await until(async () => {
        for (const [i, r] of (await rows.all()).entries()) if (text(await name(r)) === title) return i + 1;
      }, `the row "${title}"`)) - 1;
    for (let i = 0; text(await name(focused)) !== title; i++) {
      if (i > index + 20) throw new Error(`could not reach "${title}"`);
      const before = await name(focused);
      await this.page.keyboard.press('ArrowDown');
      await until(async () => (await name(focused)) !== before, 'the next row', 5000);
    }
    await this.page.keyboard.press('Enter');
  }
  /** Open a file of the workspace by its name. */
  async openFile(name) {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(name);
    // The list fills while the editor looks for files; what was typed in full comes first in the end.
    const first = this.page.locator('.quick-input-list .monaco-list-row.focused .label-name');
    await until(async () => text(await first.textContent({ timeout: 1000 })) === name, `the file "${name}"`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }
  /** Put the cursor at a 1-based position. */
  async goto(line, column = 1) {
    await this.focusEditor();
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.statusBar(`Ln ${line}, Col ${column}`);
  }
  /** By keyboard: a click would have to find a line that is on the screen, and would move the cursor. */
  async focusEditor() {
    await this.page.keyboard.press('Control+1');
    await this.editorFocused();
  }
  /** Wait for an editor that takes what is typed. */
  async editorFocused() {
    await this.page.waitForSelector('.editor-group-container.active .monaco-editor.focused');
  }

  /** Open the Problems panel and return its rows once `want(rows)` holds (default: a row that is not a file heading). */
  async problems(want = (rows) => rows.length > 1) {
    if (!(await this.page.locator('.markers-panel-container').isVisible()))
      await this.page.keyboard.press('Control+Shift+M');
    await this.page.waitForSelector('.markers-panel-container', { state: 'visible' });
    return until(async () => {
      const rows = (await this.page.locator('.markers-panel-container .monaco-list-row').allInnerTexts()).map((s) =>
        text(s).replace(/\s+/g, ' ').trim(),
      );
      return want(rows) ? rows : null;
    }, 'the Problems panel');
  }
  /** Hover by keyboard (no mouse geometry); returns the text once `want(text)` holds: the parts of a hover come one after another. */
  async hover(line, column, want = (s) => s && !/^Loading/.test(s)) {
    await this.goto(line, column);
    const open = this.page.locator('.monaco-hover .hover-contents').locator('visible=true');
    // A lens or a hint that comes in meanwhile moves the text, and the editor closes the hover then.
    await until(async () => {
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.press('Control+I');
      const shown = open.first().waitFor({ timeout: HOVER_LIMIT });
      return shown.then(
        () => true,
        () => false,
      );
    }, 'an open hover');
    return this.hoverText(want);
  }
  hoverText(want) {
    return until(async () => {
      const s = text(
        (await this.page.locator('.monaco-hover .hover-contents').locator('visible=true').allInnerTexts()).join('\n'),
      );
      return want(s) ? s : null;
    }, 'the hover');
  }
  /** Waits until the open hover has found out which quick fixes there are. */
  async hoverComplete() {
    const searching = this.page.locator('.monaco-hover').getByText('Checking for quick fixes');
    await searching.waitFor({ state: 'hidden' });
  }
  /** Hover with the mouse over the first squiggle. */
  async hoverSquiggle(kind = 'warning', want = (s) => s && !/^Loading/.test(s)) {
    const r = await (await this.squiggle(kind)).boundingBox();
    await this.page.mouse.move(r.x + r.width / 2, r.y + r.height / 2 - 4, { steps: 3 });
    return this.hoverText(want);
  }
  /** Open the quick-fix menu at a position; returns the titles. Wait for the diagnostic first. */
  async quickFixes(line, column) {
    await this.goto(line, column);
    return this.quickFixesHere();
  }
  /** The same where the cursor is. */
  async quickFixesHere() {
    await this.page.keyboard.press('Control+.');
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((s) => text(s).trim());
  }
  /** Choose an entry of the open quick-fix menu. By keyboard: an invisible layer of VS Code's lies over the menu and takes Playwright's clicks. */
  async chooseFix(title) {
    const rows = this.page.locator('.action-widget .monaco-list-row.action'),
      focused = this.page.locator('.action-widget .monaco-list-row.focused');
    for (let n = await rows.count(); ; n--) {
      if (text(await focused.textContent()).includes(title)) break;
      if (!n) throw new Error(`no quick fix ${title}`);
      const id = await focused.getAttribute('id');
      await this.page.keyboard.press('ArrowDown');
      await until(async () => (await focused.getAttribute('id')) !== id, 'the next entry', 5000);
    }
    await this.page.keyboard.press('Enter');
    await this.page.locator('.action-widget').waitFor({ state: 'hidden' });
  }
  async save() {
    await this.focusEditor();
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
  }
  /** The page of the webview that is shown: a frame in a frame. */
  webview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }
  /** The parts of the shown walkthrough. What its texts are made into is the editor's affair, so steps go by their ids. */
  walkthrough() {
    const whole = this.page.locator('.gettingStartedDetailsContent');
    const step = (id) => whole.locator(`.getting-started-step[data-step-id$="#${id}"]`);
    return {
      whole,
      title: whole.locator('.category-title'),
      description: whole.locator('.category-description'),
      /** In the order in which they are shown. */
      stepTitles: whole.locator('.step-title'),
      step,
      stepDescription: (id) => step(id).locator('.step-description-container'),
      isDone: async (id) => (await step(id).locator('[role="checkbox"]').getAttribute('aria-checked')) === 'true',
      /** Opens a step, as a click on its title does. */
      async open(id) {
        await step(id).locator('.step-title').click();
        await step(id).and(whole.locator('.expanded')).waitFor();
      },
      button: (id) => step(id).locator('.button-container .monaco-button'),
    };
  }
  notifications() {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }
}
