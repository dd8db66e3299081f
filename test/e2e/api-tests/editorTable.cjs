// What users expect of an editor, a row each, as far as VS Code's own interface shows it: each export is a test.
// Easy to get wrong: what a test changes (settings, files) it has to put back, since the next one runs in the same editor.
const path = require('node:path');
const fs = require('node:fs');

const EXAMPLE = 'napper/nappermodule.c';
const SECTION = 'gilscope';

/** In the first line that begins with a text, blanks aside. */
const at = (document, text) => {
  const lines = document.getText().split('\n');
  const line = lines.findIndex((each) => each.trimStart().startsWith(text));
  return document.lineAt(line).range.start.translate(0, lines[line].indexOf(text) + 1);
};
const whole = (vscode, document) => new vscode.Range(0, 0, document.lineCount, 0);
const folderOf = (vscode) => vscode.workspace.workspaceFolders[0].uri.fsPath;
const actionsAt = (vscode, document, range, count) =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, undefined, count);

/** Runs with a setting of the workspace, and takes it back. */
async function withSetting(vscode, name, value, run) {
  const settings = () => vscode.workspace.getConfiguration(SECTION);
  await settings().update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    return await run();
  } finally {
    await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

/** Runs with a file beside the example, and takes it away. */
async function withFile(vscode, name, text, run) {
  const file = path.join(folderOf(vscode), name);
  fs.writeFileSync(file, text);
  try {
    return await run(vscode.Uri.file(file));
  } finally {
    fs.rmSync(file, { force: true });
  }
}

exports['a finding links to its page and tells the steps that lead to it'] = async ({ assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  const found = await diagnostics(document);
  for (const { code } of found) assert.match(code.target.toString(), new RegExp(`docs/rules/${code.value}\\.md$`));
  const chain = found.find(({ code }) => code.value === 'callback-without-gil');
  assert.ok(chain.relatedInformation.length > 0);
};

exports['inlay hints tell where a region begins and ends, and how functions are entered'] = async (tools) => {
  const { vscode, assert, until, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const hints = async () => {
    const found = await vscode.commands.executeCommand(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole(vscode, document),
    );
    return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
  };
  const labels = await until(async () => {
    const found = await hints();
    return found.length > 0 && found;
  }, 'hints');
  for (const wanted of [/released/, /re-acquired/, /entered|entry/])
    assert.ok(
      labels.some((label) => wanted.test(label)),
      labels.join(),
    );
  await withSetting(vscode, 'inlayHints.enabled', false, () =>
    until(async () => (await hints()).length === 0, 'no hints'),
  );
};

exports['the command toggles the hints'] = async ({ vscode, assert, open }) => {
  await open(EXAMPLE);
  const enabled = () => vscode.workspace.getConfiguration(SECTION).get('inlayHints.enabled');
  assert.equal(enabled(), true);
  await vscode.commands.executeCommand('gilscope.toggleHints');
  assert.equal(enabled(), false);
  await vscode.commands.executeCommand('gilscope.toggleHints');
  assert.equal(enabled(), true);
};

exports['a lens above a function tells its regions and leads to the report'] = async (tools) => {
  const { vscode, assert, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 100);
  const own = lenses.filter(({ command }) => /^GIL: /.test(command?.title ?? ''));
  assert.ok(own.some(({ command }) => /blocks 1×/.test(command.title)));
  assert.ok(own.every(({ command }) => command.command === 'gilscope.showReport'));
};

exports['calls in a region have a token with the modifier gilReleased, where it is wanted'] = async (tools) => {
  const { vscode, assert, until, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  await withSetting(vscode, 'semanticTokens.enabled', true, async () => {
    const tokens = await until(async () => {
      const found = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', document.uri);
      return found !== undefined && found.data.length > 0 && found;
    }, 'tokens');
    const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', document.uri);
    const bit = 1 << legend.tokenModifiers.indexOf('gilReleased');
    const modifiers = Array.from(tokens.data).filter((_, i) => i % 5 === 4);
    assert.ok(modifiers.some((each) => (each & bit) !== 0));
  });
};

exports['regions fold'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const begin = at(document, 'Py_BEGIN_ALLOW_THREADS').line;
  const folds = await vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', document.uri);
  assert.ok(folds.some(({ start, end }) => start === begin && end > begin));
};

exports['the begin of a region highlights its end'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const found = await vscode.commands.executeCommand(
    'vscode.executeDocumentHighlights',
    document.uri,
    at(document, 'Py_BEGIN_ALLOW_THREADS'),
  );
  const texts = found.map(({ range }) => document.getText(range));
  assert.ok(texts.includes('Py_BEGIN_ALLOW_THREADS') && texts.includes('Py_END_ALLOW_THREADS'), texts.join());
};

exports['the call hierarchy tells the state at each call'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const where = at(document, 'ring(');
  const [item] = await vscode.commands.executeCommand('vscode.prepareCallHierarchy', document.uri, where);
  assert.equal(item.name, 'ring');
  const calls = await vscode.commands.executeCommand('vscode.provideIncomingCalls', item);
  assert.ok(calls.some(({ from }) => from.name === 'set_alarm' && /GIL/.test(from.detail)));
};

exports['a hover tells of calls, macros and functions'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const hover = async (text) => {
    const found = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at(document, text));
    return found.flatMap(({ contents }) => contents.map((part) => part.value ?? part)).join('\n');
  };
  assert.match(await hover('sleep(seconds)'), /sleeps[\s\S]*man7|sleeps[\s\S]*http/);
  assert.match(await hover('Py_BEGIN_ALLOW_THREADS'), /releases the GIL[\s\S]*docs\.python\.org/);
  assert.match(await hover('read_patiently('), /GIL held[\s\S]*entry|entered/);
};

exports['a finding can be allowed on its line, in its file, and its rule be turned off'] = async (tools) => {
  const { vscode, assert, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  const found = await diagnostics(document);
  const sleep = found.find(({ code }) => code.value === 'blocking-with-gil');
  const titles = (await actionsAt(vscode, document, sleep.range)).map(({ title }) => title);
  for (const wanted of [/on this line/, /in this file/, /gilscope\.toml/, /documentation/])
    assert.ok(
      titles.some((title) => wanted.test(title)),
      titles.join('\n'),
    );
};

exports['a rule that is turned off in gilscope.toml is silent, and comes back, without a restart'] = async (tools) => {
  const { vscode, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  const count = (found) => found.filter(({ code }) => code.value === 'blocking-with-gil').length;
  const before = count(await diagnostics(document));
  await withFile(vscode, 'gilscope.toml', '[rules]\nblocking-with-gil = "off"\n', () =>
    diagnostics(document, (found) => count(found) === 0 && found.length > 0),
  );
  await diagnostics(document, (found) => count(found) === before);
};

exports['all safe fixes of a file are made at once'] = async ({ vscode, assert, until, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const before = document.getText();
  await vscode.commands.executeCommand('editor.action.fixAll');
  await until(() => document.getText() !== before, 'the fixes');
  assert.match(document.getText(), /Py_BEGIN_ALLOW_THREADS\s+sleep\(seconds\);/);
};

exports['a contract can be written above a function'] = async (tools) => {
  const { vscode, assert, until, open } = tools;
  const text = '#include <unistd.h>\n\nstatic int\nwait_a_moment(void)\n{\n    return (int)sleep(1);\n}\n';
  await withFile(vscode, 'helper.c', text, async () => {
    const { document } = await open('helper.c');
    const name = new vscode.Range(at(document, 'wait_a_moment'), at(document, 'wait_a_moment'));
    const action = await until(async () => {
      const found = await actionsAt(vscode, document, name, 5);
      return found.find(({ title }) => /inferred GIL contract/.test(title));
    }, 'the contract');
    await vscode.workspace.applyEdit(action.edit);
    assert.match(document.getText(), /gil: neutral/);
  });
};

exports['a helper that changes on the disk changes the findings of an open file'] = async (tools) => {
  const { vscode, open, diagnostics } = tools;
  const uses =
    '#include <Python.h>\nint help(void);\nstatic PyObject *\nuse(PyObject *self, PyObject *unused)\n{\n    return PyLong_FromLong(help());\n}\n' +
    'static PyMethodDef methods[] = {{"use", use, METH_NOARGS, NULL}, {NULL}};\n';
  const help = (body) => `#include <unistd.h>\nint help(void)\n{\n    return ${body};\n}\n`;
  const blocks = (found) => found.some(({ code }) => code.value === 'blocking-with-gil');
  await withFile(vscode, 'uses.c', uses, () =>
    withFile(vscode, 'helps.c', help('(int)sleep(1)'), async (helper) => {
      const { document } = await open('uses.c');
      await diagnostics(document, blocks);
      fs.writeFileSync(helper.fsPath, help('1'));
      await diagnostics(document, (found) => !blocks(found));
    }),
  );
};

exports['problems of files that are not open are shown, once, where they are wanted'] = async ({
  vscode,
  until,
  open,
  diagnostics,
}) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const other = vscode.Uri.joinPath(folder, 'napper/other.c');
  await vscode.workspace.fs.writeFile(other, Buffer.from(document.getText()));
  const settings = vscode.workspace.getConfiguration('gilscope');
  await settings.update('diagnosticMode', 'workspace', vscode.ConfigurationTarget.Workspace);
  const count = () => vscode.languages.getDiagnostics(other).length;
  const closed = await until(count, 'problems of a file that is not open');
  await open('napper/other.c');
  await until(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return count() === closed;
  }, 'the same problems of the open document');
  await vscode.workspace.fs.delete(other);
  await settings.update('diagnosticMode', undefined, vscode.ConfigurationTarget.Workspace);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await until(() => count() === 0, 'no problems of a file that is gone');
  await diagnostics((await open(EXAMPLE)).document);
};

exports['a page explains a rule'] = async ({ vscode, until, assert }) => {
  await vscode.commands.executeCommand('gilscope.explainRule', 'blocking-with-gil');
  const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
  const shown = await until(() => labels().find((label) => label.includes('blocking-with-gil')), 'the page');
  assert.match(shown, /Preview/);
};

exports['what a bug report wants is collected without a word of the source'] = async (tools) => {
  const { vscode, assert, open, diagnostics } = tools;
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  await vscode.commands.executeCommand('gilscope.collectDiagnostics');
  const text = vscode.window.activeTextEditor.document.getText();
  // Never saved: closing it in any other way asks what to do with it.
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const collected = JSON.parse(text);
  assert.equal(collected.server.state, 'Running');
  assert.ok(collected.problems['blocking-with-gil'] > 0);
  assert.ok(collected.document.functions > 0);
  assert.doesNotMatch(text, /napper|sleep|\/tmp\//);
};

exports['the sample of the walkthrough has a finding and a fix'] = async ({ vscode, assert, diagnostics }) => {
  await vscode.commands.executeCommand('gilscope.openSample');
  const { document } = vscode.window.activeTextEditor;
  const [found] = await diagnostics(document);
  const actions = await actionsAt(vscode, document, found.range);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  assert.ok(actions.some(({ title }) => /Release the GIL around sleep/.test(title)));
};

exports['a server that dies is started again'] = async ({ vscode, until, assert, open, diagnostics, servers }) => {
  const { document } = await open(EXAMPLE);
  const before = await diagnostics(document);
  const own = servers();
  assert.equal(own.length, 1);
  process.kill(own[0], 'SIGKILL');
  await until(() => servers().some((pid) => !own.includes(pid)), 'another server');
  const editor = vscode.window.activeTextEditor;
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
  await diagnostics(document, (found) => found.length === before.length && found[0].range.start.line > 0);
};
