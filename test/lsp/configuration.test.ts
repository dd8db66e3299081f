// gilscope.toml in the editor: it counts for the documents below it, is read again when it changes, and its mistakes
// are problems of the file itself.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { fileConfigurations } from '../../server/src/host/fileConfigurations.js';
import { workspaceFiles } from '../../server/src/host/workspaceFiles.js';
import { folderWith } from '../cli/support/folder.js';
import { createProject, override } from './support/core.js';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, RULE } from './support/samples.js';

const WATCHING = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
const OFF = `[rules]\n${RULE} = "off"\n`;

interface Opened {
  readonly editor: Editor;
  readonly source: string;
  readonly toml: string;
  write(text: string): void;
  remove(): void;
  tell(): void;
}

async function openWith(toml: string, capabilities: object = PUSH): Promise<Opened> {
  const folder = folderWith({ 'src/module.c': BLOCKING, 'gilscope.toml': toml });
  const file = path.join(folder, 'gilscope.toml');
  const [source, uri] = [path.join(folder, 'src/module.c'), file].map((name) => pathToFileURL(name).href);
  if (source === undefined || uri === undefined) throw new Error('no address');
  const editor = connectedEditor({ openConfigurations: fileConfigurations });
  await editor.initialize({ ...capabilities, ...WATCHING });
  editor.open(source, BLOCKING);
  return {
    editor,
    source,
    toml: uri,
    write: (text) => writeFileSync(file, text),
    remove: () => rmSync(file),
    tell: () => editor.wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] }),
  };
}

const messages = (diagnostics: readonly Diagnostic[]): readonly unknown[] => diagnostics.map(({ message }) => message);

describe('a configuration', () => {
  it('counts for the documents below it', async () => {
    const { editor, source } = await openWith(`[rules]\n${RULE} = "error"\n`, PULL);
    expect(await editor.items(source)).toMatchObject([{ code: RULE, severity: 1 }]);
  });

  it('is read again when it changes, comes or goes', async () => {
    const { editor, source, write, remove, tell } = await openWith(OFF, PULL);
    expect(await editor.items(source)).toEqual([]);
    write(`[rules]\n${RULE} = "info"\n`);
    tell();
    expect(await editor.items(source)).toMatchObject([{ code: RULE, severity: 3 }]);
    remove();
    tell();
    expect(await editor.items(source)).toMatchObject([{ code: RULE, severity: 2 }]);
  });

  it('is pushed to editors that do not ask', async () => {
    const { editor, source, write, tell } = await openWith(OFF);
    await editor.published(({ uri, diagnostics }) => uri === source && diagnostics.length === 0);
    write('');
    tell();
    await editor.published(({ uri, diagnostics }) => uri === source && diagnostics.length === 1);
  });

  it('is watched', async () => {
    const { editor } = await openWith('');
    const { params } = await editor.wire.waitFor(
      ({ method, params: asked }) =>
        method === 'client/registerCapability' && JSON.stringify(asked).includes('didChangeWatchedFiles'),
    );
    expect(JSON.stringify(params)).toContain('"globPattern":"**/gilscope.toml"');
  });

  it('is nothing to a document that is no file', async () => {
    const { editor } = await openWith(OFF, PULL);
    editor.open('untitled:Untitled-1', BLOCKING);
    expect(await editor.items('untitled:Untitled-1')).toHaveLength(1);
  });
});

describe('a mistake in it', () => {
  it.each([
    ['asks', PULL],
    ['does not ask', PUSH],
  ])('is a problem of the file, for an editor that %s, until it is repaired', async (_what, capabilities) => {
    const { editor, toml, write, tell } = await openWith('\ncolour = 1\n', capabilities);
    const { diagnostics } = await editor.published(({ uri }) => uri === toml);
    expect(diagnostics).toMatchObject([
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } }, severity: 2, source: 'gilscope' },
    ]);
    expect(messages(diagnostics)[0]).toMatch(/^there is no key `colour`/);
    write('');
    tell();
    await editor.published(({ uri, diagnostics: now }) => uri === toml && now.length === 0);
  });

  it('is taken back when the file is gone', async () => {
    const { editor, toml, remove, tell } = await openWith('[rules]\nnope = "off"\n');
    const { diagnostics } = await editor.published(({ uri }) => uri === toml);
    expect(diagnostics).toMatchObject([{ code: 'unknown-suppression' }]);
    remove();
    tell();
    await editor.published(({ uri, diagnostics: now }) => uri === toml && now.length === 0);
  });

  it('is of no concern any more when the document is closed that it counted for', async () => {
    const { editor, source, toml } = await openWith('colour = 1\n');
    await editor.published(({ uri, diagnostics }) => uri === toml && diagnostics.length === 1);
    editor.close(source);
    await editor.published(({ uri, diagnostics }) => uri === toml && diagnostics.length === 0);
  });

  it('is told for a folder without an open document, until the folder is removed', async () => {
    const folder = folderWith({ 'src/module.c': BLOCKING, 'src/gilscope.toml': 'colour = 1\n' });
    const address = pathToFileURL(folder).href;
    const toml = `${address}/src/gilscope.toml`;
    const editor = connectedEditor({ files: workspaceFiles, openConfigurations: fileConfigurations });
    await editor.initialize({ workspace: { workspaceFolders: true } }, undefined, [address]);
    await editor.published(({ uri, diagnostics }) => uri === toml && diagnostics.length === 1);
    const event = { added: [], removed: [{ uri: address, name: 'folder' }] };
    editor.wire.notify('workspace/didChangeWorkspaceFolders', { event });
    await editor.published(({ uri, diagnostics }) => uri === toml && diagnostics.length === 0);
  });
});

it('a macro that is not understood is a remark', async () => {
  const editor = connectedEditor({
    createProject: (input) => {
      const real = createProject(input);
      return override(real, {
        report: (file) => {
          const report = real.report(file);
          const span = { start: 0, end: 8 };
          return report && { ...report, findings: [], unknownMacros: [{ name: 'ENTER_IO', span }] };
        },
      });
    },
  });
  await editor.initialize(PULL);
  editor.open('file:///work/a.c', BLOCKING);
  expect(await editor.items('file:///work/a.c')).toMatchObject([
    { severity: 3, message: expect.stringContaining('ENTER_IO looks like a region'), range: { end: { character: 8 } } },
  ]);
});
