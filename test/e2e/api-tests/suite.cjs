// What the extension does as seen through VS Code's own interface: each export is a test, in this order.
// Easy to get wrong: the first test must be the one that activates the extension, so it stands first.
const ACTIVATION_BUDGET = 150;

/** So many actions are resolved as if somebody chose them. */
const RESOLVED = 4;

const EXAMPLE = 'napper/nappermodule.c';

exports['the extension sleeps until a C file is opened, and wakes up fast'] = async ({ vscode, assert }) => {
  const extension = vscode.extensions.getExtension('gilscope.gilscope');
  assert.equal(extension.isActive, false);
  const started = performance.now();
  await extension.activate();
  const took = performance.now() - started;
  assert.ok(took < ACTIVATION_BUDGET, `activation took ${took.toFixed(0)} ms`);
  // Most of the extension is loaded behind its activation, and nobody is to notice.
  await vscode.commands.executeCommand('gilscope.collectDiagnostics');
  assert.equal(vscode.window.activeTextEditor?.document.languageId, 'json');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
};

exports['findings carry their rule and where they come from'] = async ({ assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  const found = await diagnostics(document);
  for (const diagnostic of found) {
    const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
    assert.match(String(code), /^[a-z]+(-[a-z]+)+$/);
    assert.notEqual(diagnostic.message, '');
  }
};

exports['a fix removes the finding, undoing it brings it back'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  const isSleep = ({ range }) => document.lineAt(range.start.line).text.includes('sleep(seconds)');
  const before = await diagnostics(document, (found) => found.some(isSleep));
  const actions = await vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    before.find(isSleep).range,
    'quickfix',
    // Edits come when they are asked for.
    RESOLVED,
  );
  assert.ok(actions.length > 0, 'no quick fix');
  await vscode.workspace.applyEdit(actions[0].edit);
  await diagnostics(document, (found) => !found.some(isSleep));
  await vscode.commands.executeCommand('undo');
  await diagnostics(document, (found) => found.length === before.length);
};

exports['typing faster than the analysis leaves the findings of the final text'] = async (tools) => {
  const { document, editor } = await tools.open(EXAMPLE);
  const before = await tools.diagnostics(document);
  const start = new tools.vscode.Position(0, 0);
  for (let i = 0; i < 30; i++) await editor.edit((edit) => edit.insert(start, '\n'));
  const lines = (found, by) => found.map(({ range }) => range.start.line + by).sort((a, b) => a - b);
  const expected = lines(before, 30).join();
  await tools.diagnostics(document, (found) => lines(found, 0).join() === expected);
};

exports['restarting the server brings the findings back'] = async ({ vscode, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  const before = await diagnostics(document);
  await vscode.commands.executeCommand('gilscope.restartServer');
  await diagnostics(document, (found) => found.length === before.length);
};

exports['the shading can be toggled'] = async ({ vscode, assert, open }) => {
  await open(EXAMPLE);
  const enabled = () => vscode.workspace.getConfiguration('gilscope').get('shading.enabled');
  assert.equal(enabled(), true);
  await vscode.commands.executeCommand('gilscope.toggleShading');
  assert.equal(enabled(), false);
  await vscode.commands.executeCommand('gilscope.toggleShading');
  assert.equal(enabled(), true);
};

exports['other languages are left alone'] = async ({ vscode, assert, open, diagnostics }) => {
  await open('napper/setup.py');
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const python = vscode.workspace.textDocuments.find(({ languageId }) => languageId === 'python');
  assert.deepEqual(vscode.languages.getDiagnostics(python.uri), []);
};

exports['nothing is formatted or defined'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const ask = (what, ...args) => vscode.commands.executeCommand(`vscode.execute${what}Provider`, document.uri, ...args);
  assert.deepEqual((await ask('FormatDocument', { tabSize: 4, insertSpaces: true })) ?? [], []);
  assert.deepEqual(await ask('Definition', new vscode.Position(0, 0)), []);
};

exports['the report opens in a panel of its own, once'] = async ({ vscode, assert, until, open }) => {
  const panels = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('gilscope.report'));
  const { document } = await open(EXAMPLE);
  await vscode.commands.executeCommand('gilscope.showReport');
  const [panel] = await until(() => panels().length > 0 && panels(), 'the panel');
  assert.equal(panel.label, 'GIL Report');
  await vscode.commands.executeCommand('gilscope.showReport', document.uri, 'nap');
  assert.equal(panels().length, 1);
  assert.equal(panels()[0].isActive, true);
  await vscode.commands.executeCommand('gilscope.refreshReport');
  await vscode.window.tabGroups.close(panels());
  await until(() => panels().length === 0, 'the panel to be closed');
};
