// Actions about a rule: allow it in the file, turn it off in gilscope.toml, read about it, mend all of it everywhere.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileConfigurations } from '../../server/src/host/fileConfigurations.js';
import { folderWith } from '../cli/support/folder.js';
import { connectedEditor, type Editor, PULL } from './support/editor.js';
import { memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, RULE, URI } from './support/samples.js';

const RESOLVES = {
  ...PULL.textDocument,
  codeAction: {
    codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
    dataSupport: true,
    resolveSupport: { properties: ['edit'] },
  },
};
const CAPABILITIES = {
  textDocument: RESOLVES,
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

async function actionsAt(editor: Editor, uri = URI, at = 'sleep'): Promise<readonly CodeAction[]> {
  const position = editor.position(uri, at);
  return editor.actions(uri, { start: position, end: position });
}
const titled = (actions: readonly CodeAction[], title: string): CodeAction | undefined =>
  actions.find((action) => action.title === title);
const firstEdits = ({ edit }: CodeAction): readonly TextEdit[] =>
  (edit?.documentChanges ?? []).flatMap((change) => ('edits' in change ? (change.edits as TextEdit[]) : []));

describe('a rule is allowed in a file', () => {
  it.each([
    ['\n', ''],
    ['\r\n', ''],
    ['\n', '/* Licence.\n   Two lines. */\n'],
    ['\n', '// Licence\n// and more\n\n'],
    ['\n', '\uFEFF'],
  ])('and none of its findings is left, line ends being %j and the text beginning with %j', async (lineEnd, head) => {
    const editor = connectedEditor();
    await editor.initialize(CAPABILITIES);
    editor.open(URI, `${head}${BLOCKING}`.replaceAll('\n', lineEnd));
    const action = titled(await actionsAt(editor), `Allow ${RULE} in this file`);
    if (action === undefined) return expect.fail('not offered');
    editor.applyEdits(URI, firstEdits(action));
    expect(await editor.items(URI)).toEqual([]);
    const comment = `/* gilscope: allow-file(${RULE}) because the reason is not written yet */`;
    expect(editor.text(URI)).toContain(`${head.replace(/\n+$/, '').replaceAll('\n', lineEnd)}`);
    expect(editor.text(URI).split(lineEnd)).toContain(head === '\uFEFF' ? `\uFEFF${comment}` : comment);
  });
});

describe('a rule is turned off in gilscope.toml', () => {
  const title = `Disable ${RULE} in gilscope.toml`;
  async function inFolder(files: Readonly<Record<string, string>>, capabilities: object = CAPABILITIES) {
    const folder = folderWith({ 'src/module.c': BLOCKING, ...files });
    const address = new URL(`file://${folder}`).href;
    const editor = connectedEditor({ openConfigurations: fileConfigurations });
    await editor.initialize(capabilities, undefined, [address]);
    const uri = `${address}/src/module.c`;
    editor.open(uri, BLOCKING);
    return { editor, uri, toml: `${address}/gilscope.toml` };
  }

  it('by an edit of the nearest one, which keeps the rest of it', async () => {
    const before = '# ours\npython = "3.9"\n\n[rules]\nlock-with-gil = "off" # slow\n';
    const { editor, uri, toml } = await inFolder({ 'gilscope.toml': before });
    const action = titled(await actionsAt(editor, uri), title);
    const [change] = (action?.edit?.documentChanges ?? []) as readonly TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri: toml, version: null });
    const text = TextDocument.applyEdits(TextDocument.create(toml, 'toml', 1, before), [
      ...((change?.edits ?? []) as TextEdit[]),
    ]);
    expect(text).toBe(before.replace('[rules]\n', `[rules]\n${RULE} = "off"\n`));
    writeFileSync(fileURLToPath(toml), text);
    editor.wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: toml, type: 2 }] });
    expect(await editor.items(uri)).toEqual([]);
    expect(readFileSync(fileURLToPath(toml), 'utf8')).toContain('# slow');
  });

  it('which is made in the folder of the workspace where there is none', async () => {
    const { editor, uri, toml } = await inFolder({});
    const action = titled(await actionsAt(editor, uri), title);
    expect(action?.edit?.documentChanges).toMatchObject([
      { kind: 'create', uri: toml, options: { ignoreIfExists: true } },
      { textDocument: { uri: toml, version: null }, edits: [{ newText: `[rules]\n${RULE} = "off"\n` }] },
    ]);
  });

  it('and is not offered where it cannot be', async () => {
    const cannotCreate = { ...CAPABILITIES, workspace: { workspaceEdit: { documentChanges: true } } };
    const { editor, uri } = await inFolder({}, cannotCreate);
    expect(titled(await actionsAt(editor, uri), title)).toBeUndefined();
    const broken = await inFolder({ 'gilscope.toml': '[rules\n' });
    expect(titled(await actionsAt(broken.editor, broken.uri), title)).toBeUndefined();
    const nowhere = connectedEditor({ openConfigurations: fileConfigurations });
    await nowhere.initialize(CAPABILITIES);
    nowhere.open('untitled:module.c', BLOCKING);
    expect(titled(await actionsAt(nowhere, 'untitled:module.c'), title)).toBeUndefined();
  });
});

describe('the documentation of a rule', () => {
  it('is opened by a command, of editors that say that they have it', async () => {
    const editor = connectedEditor();
    await editor.initialize(CAPABILITIES, { commands: ['gilscope.explainRule'] });
    editor.open(URI, BLOCKING);
    expect(titled(await actionsAt(editor), `Open the documentation of ${RULE}`)?.command).toMatchObject({
      command: 'gilscope.explainRule',
      arguments: [RULE],
    });
    const other = connectedEditor();
    await other.initialize(CAPABILITIES, { commands: 'gilscope.explainRule' });
    other.open(URI, BLOCKING);
    expect((await actionsAt(other)).some(({ title }) => title.startsWith('Open'))).toBe(false);
  });
});

describe('all findings of a rule in the workspace', () => {
  const TWO = 'file:///work/two.c';
  const THREE = 'file:///work/three.c';
  const title = `Fix all ${RULE} in the workspace`;
  const texts = { [TWO]: BLOCKING.replaceAll('nap', 'doze'), [THREE]: 'int three;\n' };

  async function opened(): Promise<Editor> {
    const editor = connectedEditor({ files: memoryFiles(texts) });
    await editor.initialize(CAPABILITIES, { diagnosticMode: 'workspace' }, ['file:///work']);
    editor.open(URI, BLOCKING);
    // Answered when the folder is read in.
    await editor.ask('workspace/diagnostic', { previousResultIds: [] });
    return editor;
  }

  it('are mended by one edit, with the versions of open documents', async () => {
    const editor = await opened();
    const action = titled(await actionsAt(editor), title);
    expect(action).not.toHaveProperty('edit');
    const resolved = await editor.ask<CodeAction>('codeAction/resolve', action);
    const changes = (resolved.edit?.documentChanges ?? []) as readonly TextDocumentEdit[];
    expect(changes.map(({ textDocument }) => textDocument)).toEqual([
      { uri: URI, version: 1 },
      { uri: TWO, version: null },
    ]);
    for (const { edits } of changes) expect(JSON.stringify(edits)).toContain('Py_BEGIN_ALLOW_THREADS');
    editor.applyEdits(URI, changes[0]?.edits as TextEdit[]);
    expect(await editor.items(URI)).toEqual([]);
  });

  it('are not mended in a text that has changed since', async () => {
    const editor = await opened();
    const action = titled(await actionsAt(editor), title);
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    await expect(editor.ask('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
  });

  it('are not offered where there are no other files', async () => {
    const editor = connectedEditor();
    await editor.initialize(CAPABILITIES);
    editor.open(URI, BLOCKING);
    expect(titled(await actionsAt(editor), title)).toBeUndefined();
  });
});
