// Runs a file of test/e2e/api-tests/ in the real extension host, through a second extension that is packed here.
// Easy to get wrong: the extension host starts only when a browser connects, so one is needed here as well.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, ROOT } from '../../scripts/lib/paths.mjs';
import { codeServerEntry } from './harness.mjs';
import { launch } from './launch.mjs';
import { until, Workbench } from './workbench.mjs';

const LIMIT = 225_000;

/**
 * Prints `ok` or `not ok` for each test; sets the exit code.
 * @param {string} file
 * @param {{ folder?: string, workspace?: string, trusted?: boolean }} where what to open a copy of, as `launch` takes it;
 * the examples by default
 */
export async function runApiTests(file, { folder = path.join(ROOT, 'examples'), ...where } = {}) {
  const runner = path.join(cacheFolder('e2e'), 'api-tests.vsix');
  const result = path.join(fs.mkdtempSync(path.join(cacheFolder('e2e'), 'result-')), 'result.json');
  const tests = path.join(ROOT, 'test/e2e/api-tests', file);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  let server;
  let workbench;
  try {
    pack(runner);
    server = await launch({
      entry: codeServerEntry(),
      vsix: [process.env.GILSCOPE_VSIX ?? path.join(ROOT, 'gilscope.vsix'), runner],
      folder,
      ...where,
      copy: true,
      env: { E2E_TESTS: tests, E2E_RESULT: result },
    });
    workbench = await Workbench.open(server.url);
    await until(() => fs.existsSync(result), 'the results', LIMIT);
    report(JSON.parse(fs.readFileSync(result, 'utf8')));
  } catch (error) {
    process.exitCode = 1;
    if (fs.existsSync(`${result}.part`)) report(JSON.parse(fs.readFileSync(`${result}.part`, 'utf8')));
    console.error(error);
  } finally {
    if (process.exitCode && server !== undefined)
      for (const [name, text] of Object.entries(server.extensionLogs()))
        if (name.includes('gilscope')) console.error(`--- ${name}\n${text.slice(-3000)}`);
    await workbench?.close();
    await server?.stop();
    fs.rmSync(path.dirname(result), { recursive: true, force: true });
  }
}

function pack(out) {
  const flags = ['--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', out];
  const packed = spawnSync(path.join(ROOT, 'node_modules/.bin/vsce'), ['package', ...flags], {
    cwd: path.join(ROOT, 'test/e2e/api-tests'),
    encoding: 'utf8',
  });
  if (packed.status !== 0) throw new Error(packed.stdout + packed.stderr);
}

function report({ vscode, node, results, error }) {
  console.log(`VS Code ${vscode}, Node ${node} in the extension host`);
  for (const { name, milliseconds, error: failure } of results) {
    console.log(`${failure ? 'not ok' : 'ok'} ${name} (${milliseconds} ms)`);
    if (failure) console.log(failure);
  }
  if (error) console.log(error);
  if (error || results.length === 0 || results.some((one) => one.error)) process.exitCode = 1;
}
