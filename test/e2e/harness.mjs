// One story in a real editor: starts it, runs the steps in order, prints `ok` or `not ok` for each, and cleans up.
// The steps of a story build on each other, so the first that fails ends it. scripts/test.mjs counts the lines.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { launch } from './launch.mjs';
import { Workbench } from './workbench.mjs';

/** code-server's entry.js; throws where test/e2e/setup.sh has not been run. */
export function codeServerEntry() {
  if (process.env.CODE_SERVER_ENTRY) return process.env.CODE_SERVER_ENTRY;
  const setup = path.join(ROOT, 'test/e2e/setup.sh');
  const found = spawnSync(setup, ['--print', '--cache', cacheFolder('e2e')], { encoding: 'utf8' });
  if (found.status !== 0) throw new Error('code-server is not installed: run test/e2e/setup.sh --apt');
  return found.stdout.trim();
}

/** Prints `ok` or `not ok` for each step, with the time since the start; the first that fails ends the story. */
export function createStep() {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  return async (name, run) => {
    try {
      const result = await run();
      console.log(`ok ${name} (${seconds()})`);
      return result;
    } catch (error) {
      console.log(`not ok ${name} (${seconds()})`);
      throw error;
    }
  };
}

/** What the client logs of a question that the editor asks while a story restarts the server. */
const CUT_OFF = /\[error\] Request \S+ failed\.\nError: Starting server failed/g;

/**
 * Opens a copy of `folder`, and one file of it if one is named, and hands the editor to `steps`. Sets the exit code.
 * @param {{ folder: string, file?: string, shots: string, settings?: object }} where
 * @param {(editor: { workbench: Workbench, folder: string, step: Function, shot: Function }) => Promise<void>} steps
 */
export async function story({ folder, file, shots, settings }, steps) {
  const step = createStep();
  fs.mkdirSync(shots, { recursive: true });

  let server;
  let workbench;
  // Ending a process in the regular way is what makes launch.mjs end the editor too.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  try {
    await step('the editor starts with the extension', async () => {
      const entry = codeServerEntry();
      const vsix = process.env.GILSCOPE_VSIX ?? path.join(ROOT, 'gilscope.vsix');
      server = await launch({ entry, vsix, folder: path.resolve(ROOT, folder), copy: true, settings });
      workbench = await Workbench.open(file === undefined ? server.url : server.fileUrl(file));
      if (file !== undefined) await workbench.editorReady();
    });
    const shot = (name) => workbench.screenshot(path.join(shots, `${name}.png`));
    await steps({ workbench, folder: server.folder, step, shot });
    await step('the browser reports no error', () => {
      if (workbench.trouble.length > 0) throw new Error(workbench.trouble.join('\n'));
    });
    await step('the extension logs no error', () => {
      const logged = Object.entries(server.extensionLogs()).filter(([name]) => path.basename(name) === 'gilscope.log');
      const errors = logged.flatMap(([, text]) =>
        text
          .replace(CUT_OFF, '')
          .split('\n')
          .filter((line) => line.includes('[error]')),
      );
      if (errors.length > 0) throw new Error(errors.join('\n'));
    });
  } catch (error) {
    process.exitCode = 1;
    console.error(error);
    await workbench?.screenshot(path.join(shots, 'failed.png')).catch(() => {});
    if (server !== undefined) printLogs(server);
  } finally {
    await workbench?.close();
    await server?.stop();
  }
}

function printLogs(server) {
  console.error(server.serverLog().slice(-2000));
  for (const [name, text] of Object.entries(server.extensionLogs()))
    if (text !== '') console.error(`--- ${name}\n${text.slice(-1500)}`);
}

/** Finds places in a source by its text, so that a changed example does not break a test. 1-based. */
export function placeOf(source, behind, text) {
  const from = source.indexOf(behind);
  const at = source.indexOf(text, from);
  if (from < 0 || at < 0) throw new Error(`"${text}" behind "${behind}" is not in the source`);
  const before = source.slice(0, at).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
