// A second, tiny extension beside gilscope: runs the tests that need the `vscode` module, inside the extension host.
// It takes the tests' file from $E2E_TESTS and writes the results to $E2E_RESULT, so its package never has to change.
// Easy to get wrong: whoever waits for the results must never read half a file, hence the renaming.
const fs = require('node:fs');
const { spawnSync } = require('node:child_process');
const assert = require('node:assert/strict');
const vscode = require('vscode');

const TEST_LIMIT = 60_000;

exports.activate = () => {
  const { E2E_TESTS: file, E2E_RESULT: result } = process.env;
  if (file && result) runAll(file, result); // Not awaited: an activation has to end.
};

async function runAll(file, result) {
  const report = { vscode: vscode.version, node: process.version, results: [] };
  try {
    for (const [name, test] of Object.entries(require(file))) {
      report.results.push(await runOne(name, test));
      // Whoever waits in vain sees how far it got.
      fs.writeFileSync(`${result}.part`, JSON.stringify(report));
    }
  } catch (error) {
    report.error = error.stack;
  }
  fs.writeFileSync(`${result}.part`, JSON.stringify(report));
  fs.renameSync(`${result}.part`, result);
}

async function runOne(name, test) {
  const started = Date.now();
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(reject, TEST_LIMIT, new Error(`took more than ${TEST_LIMIT} ms`));
  });
  try {
    await Promise.race([test({ vscode, assert, until, open, diagnostics, servers }), limit]);
    return { name, milliseconds: Date.now() - started };
  } catch (error) {
    return { name, milliseconds: Date.now() - started, error: error?.stack ?? String(error) };
  } finally {
    clearTimeout(timer);
    // Reverting first: closing a changed document asks a question that nobody would answer.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
}

/** Polls until `probe` returns something truthy. */
async function until(probe, what, limit = 30_000) {
  for (const end = Date.now() + limit; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
  }
}

async function open(relative) {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, relative));
  return { document, editor: await vscode.window.showTextDocument(document) };
}

/** The language servers that this extension host started, by their process ids. */
function servers() {
  const found = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'dist/server.js'], { encoding: 'utf8' });
  return found.stdout.split('\n').filter(Boolean).map(Number);
}

/** gilscope's diagnostics of a document, once `wanted` holds for them. */
const diagnostics = ({ uri }, wanted = (found) => found.length > 0) =>
  until(() => {
    const found = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'gilscope');
    return wanted(found) && found;
  }, `diagnostics of ${uri}`);
