// A workspace of several folders, through VS Code's own interface: each export is a test, in this order. The folders are
// written by multi-root.mjs; two of them are in the workspace at first.
// Easy to get wrong: an editor that loses its first folder starts all extensions again, so folders come and go at the end;
// and it keeps a document that an extension opened for minutes after its tab is closed, so some files are never opened.
const fs = require('node:fs');
const path = require('node:path');

const RULE = 'blocking-with-gil';
/** What was there when the first test began; nothing that a test does may start another one. */
let server;

const ofRule = (found, rule) => found.filter(({ code }) => code.value === rule || code === rule);
const parent = (vscode) => path.dirname(vscode.workspace.workspaceFolders[0].uri.fsPath);
const address = (vscode, name) => vscode.Uri.file(path.join(parent(vscode), name));

async function openIn({ vscode }, name) {
  const document = await vscode.workspace.openTextDocument(address(vscode, name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Adds a folder at the end, or takes it away. What the editor says of its folders right then is what it plans only. */
async function changeFolders({ vscode, assert }, name, isAdded) {
  const uri = address(vscode, name);
  const { workspaceFolders: now } = vscode.workspace;
  const at = now.findIndex((folder) => folder.uri.toString() === uri.toString());
  const changed = new Promise((resolve) => {
    const listening = vscode.workspace.onDidChangeWorkspaceFolders((change) => {
      listening.dispose();
      resolve(change);
    });
  });
  const { updateWorkspaceFolders: update } = vscode.workspace;
  assert.equal(isAdded ? update(now.length, 0, { uri }) : update(at, 1), true);
  await changed;
}

async function withWholeWorkspace({ vscode }, run) {
  const settings = () => vscode.workspace.getConfiguration('gilscope');
  await settings().update('diagnosticMode', 'workspace', vscode.ConfigurationTarget.Workspace);
  try {
    await run();
  } finally {
    await settings().update('diagnosticMode', undefined, vscode.ConfigurationTarget.Workspace);
  }
}

exports['each folder has the severities of its own gilscope.toml'] = async (tools) => {
  const { vscode, assert, diagnostics, servers } = tools;
  const strict = await diagnostics(await openIn(tools, 'strict/module.c'));
  const mild = await diagnostics(await openIn(tools, 'mild/module.c'));
  const { DiagnosticSeverity } = vscode;
  assert.deepEqual(
    [strict, mild].map((found) => ofRule(found, RULE).map(({ severity }) => severity)),
    [[DiagnosticSeverity.Error], [DiagnosticSeverity.Information]],
  );
  [server] = servers();
};

exports['one server looks at all of them'] = async ({ assert, servers }) => {
  assert.deepEqual(servers(), [server]);
};

exports['calls are followed in the folder of the caller, not into another one'] = async (tools) => {
  const { vscode, assert, diagnostics } = tools;
  for (const folder of ['strict', 'mild']) {
    const [found] = ofRule(await diagnostics(await openIn(tools, `${folder}/module.c`)), RULE);
    const files = found.relatedInformation.map(({ location }) => location.uri.toString());
    assert.ok(files.includes(address(vscode, `${folder}/helper.c`).toString()), files.join());
    assert.ok(files.every((file) => file.includes(`/${folder}/`)));
  }
};

exports['a gilscope.toml that changes counts for its own folder only'] = async (tools) => {
  const { vscode, assert, diagnostics } = tools;
  const strict = await openIn(tools, 'strict/module.c');
  const mild = await openIn(tools, 'mild/module.c');
  await diagnostics(mild);
  const toml = address(vscode, 'mild/gilscope.toml').fsPath;
  const before = fs.readFileSync(toml, 'utf8');
  fs.writeFileSync(toml, before.replace('"info"', '"off"'));
  await diagnostics(mild, (found) => ofRule(found, RULE).length === 0);
  assert.equal(ofRule(await diagnostics(strict), RULE).length, 1);
  fs.writeFileSync(toml, before);
  await diagnostics(mild, (found) => ofRule(found, RULE).length === 1);
};

exports['a folder that is added is read, with its own helpers'] = async (tools) => {
  const { assert, diagnostics, servers } = tools;
  const strict = await openIn(tools, 'strict/module.c');
  const quick = await openIn(tools, 'quick/module.c');
  await changeFolders(tools, 'quick', true);
  await changeFolders(tools, 'added', true);
  const added = await openIn(tools, 'added/module.c');
  await diagnostics(added, (found) => ofRule(found, RULE).length === 1);
  assert.deepEqual(await diagnostics(quick, () => true), []);
  assert.equal(ofRule(await diagnostics(strict), RULE).length, 1);
  assert.deepEqual(servers(), [server]);
};

exports['mistakes of its gilscope.toml are told, and go when it is removed'] = async (tools) => {
  const { vscode, assert, until, diagnostics, servers } = tools;
  const mistakes = () => vscode.languages.getDiagnostics(address(vscode, 'mistaken/gilscope.toml'));
  const strict = await openIn(tools, 'strict/module.c');
  await diagnostics(strict);
  await changeFolders(tools, 'mistaken', true);
  await until(() => mistakes().length === 1, 'the mistake');
  await changeFolders(tools, 'mistaken', false);
  await until(() => mistakes().length === 0, 'no mistake of a folder that is gone');
  await until(() => ofRule(vscode.languages.getDiagnostics(strict.uri), RULE).length === 1, 'the others as before');
  assert.deepEqual(servers(), [server]);
};

exports['problems of closed files come and go with their folder'] = async (tools) => {
  const { vscode, assert, until, servers } = tools;
  const closed = (folder) =>
    ofRule(vscode.languages.getDiagnostics(address(vscode, `${folder}/closed.c`)), RULE).length;
  await openIn(tools, 'quick/module.c');
  await withWholeWorkspace(tools, async () => {
    await until(() => closed('strict') === 1 && closed('mild') === 1, 'problems of closed files');
    assert.equal(closed('mistaken'), 0);
    await changeFolders(tools, 'mistaken', true);
    await until(() => closed('mistaken') === 1, 'problems of the folder that was added');
    await changeFolders(tools, 'mistaken', false);
    await until(() => closed('mistaken') === 0, 'no problems of the folder that is gone');
    assert.deepEqual([closed('strict'), closed('mild')], [1, 1]);
  });
  assert.deepEqual(servers(), [server]);
};

exports['a document whose folder is removed is a project of its own'] = async (tools) => {
  const { vscode, until } = tools;
  const { uri } = await openIn(tools, 'added/module.c');
  const found = () => ofRule(vscode.languages.getDiagnostics(uri), RULE).length;
  await until(() => found() === 1, 'the finding through the helper');
  await changeFolders(tools, 'added', false);
  await until(() => found() === 0, 'no finding, since nobody knows the helper any more');
};
