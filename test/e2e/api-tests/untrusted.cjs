// Restricted mode, through VS Code's own interface: each export is a test. Nothing that gilscope does runs code of the
// workspace, so all of it is there.
// Easy to get wrong: an extension that is switched off there is not said to be, it is only missing.
const fs = require('node:fs');
const path = require('node:path');

const EXAMPLE = 'napper/nappermodule.c';
const RULE = 'blocking-with-gil';

exports['the folder is not trusted, and the extension is there'] = async ({ vscode, assert, open, until }) => {
  assert.equal(vscode.workspace.isTrusted, false);
  await open(EXAMPLE);
  const extension = vscode.extensions.getExtension('gilscope.gilscope');
  await until(() => extension?.isActive === true, 'the extension');
};

exports['findings are shown, with a fix that holds'] = async ({ vscode, assert, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  const isOfRule = ({ code }) => code.value === RULE;
  const before = await diagnostics(document, (found) => found.some(isOfRule));
  const finding = before.find(isOfRule);
  const kind = vscode.CodeActionKind.QuickFix.value;
  const provider = 'vscode.executeCodeActionProvider';
  const [fix] = await vscode.commands.executeCommand(provider, document.uri, finding.range, kind, 1);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  await diagnostics(document, (found) => found.filter(isOfRule).length < before.filter(isOfRule).length);
};

exports['gilscope.toml counts'] = async ({ vscode, open, diagnostics }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document, (found) => found.some(({ code }) => code.value === RULE));
  const toml = path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, 'gilscope.toml');
  fs.writeFileSync(toml, `[rules]\n${RULE} = "off"\n`);
  await diagnostics(document, (found) => found.length > 0 && found.every(({ code }) => code.value !== RULE));
};

exports['one server runs, and says where it does'] = async ({ vscode, assert, open, diagnostics, servers }) => {
  const { document } = await open(EXAMPLE);
  await diagnostics(document);
  assert.equal(servers().length, 1);
  await vscode.commands.executeCommand('gilscope.collectDiagnostics');
  const collected = JSON.parse(vscode.window.activeTextEditor.document.getText());
  // Never saved: closing it in any other way asks what to do with it.
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  assert.deepEqual([collected.trusted, collected.server.state], [false, 'Running']);
};
