// How far the analysis of a document got, as a status item tells it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileConfigurations } from '../../server/src/host/fileConfigurations.js';
import type { CoverageResult } from '../../server/src/lsp/protocol.js';
import { folderWith } from '../cli/support/folder.js';
import { connectedEditor, type Editor, PULL } from './support/editor.js';
import { memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, functionWith, URI } from './support/samples.js';

const coverageOf = (editor: Editor, uri: string): Promise<CoverageResult> =>
  editor.ask<CoverageResult>('gilscope/coverage', { textDocument: { uri } });

const ask = async (text: string): Promise<CoverageResult> => {
  const editor = connectedEditor();
  await editor.initialize(PULL);
  editor.open(URI, text);
  return coverageOf(editor, URI);
};

describe('coverage', () => {
  it('counts functions and calls', async () => {
    const found = await ask(BLOCKING);
    expect(found).toMatchObject({ functions: 1, incomplete: [], calls: { unknown: 0 }, configuration: [] });
    expect(found.calls.resolved).toBeGreaterThan(0);
  });

  it('names a function that was not understood, with its line and the reason', async () => {
    const { incomplete } = await ask(functionWith('    if (x @@@ {'));
    expect(incomplete).toEqual([expect.objectContaining({ name: 'nap', reason: expect.stringMatching(/\w/) })]);
    expect(incomplete[0]?.line).toBeGreaterThan(4);
  });

  it('counts calls that nobody knows', async () => {
    expect((await ask(functionWith('    mystery(1); mystery(2);'))).calls.unknown).toBe(2);
  });

  it('is empty for a document that is not open', async () => {
    const editor = connectedEditor();
    await editor.initialize(PULL);
    expect(await editor.ask('gilscope/coverage', { textDocument: { uri: URI } })).toMatchObject({ functions: 0 });
  });

  it('tells how much of the folder is read, and of how many files it is in the end', async () => {
    const waiting: (() => void)[] = [];
    const files = memoryFiles({ 'file:///work/one.c': BLOCKING, 'file:///work/two.c': BLOCKING });
    files.beforeRead = () => new Promise((resolve) => void waiting.push(resolve));
    const editor = connectedEditor({ files });
    await editor.initialize(PULL, undefined, ['file:///work']);
    const open = 'file:///work/open.c';
    editor.open(open, BLOCKING);
    while (waiting.length === 0) await editor.pause(5);
    const { reading } = await coverageOf(editor, open);
    expect(reading).toBeGreaterThanOrEqual(0);
    expect(reading).toBeLessThan(1);
    expect((await coverageOf(editor, URI)).reading).toBeNull();
    files.beforeRead = () => undefined;
    for (const goOn of waiting) goOn();
    while ((await coverageOf(editor, open)).reading !== null) await editor.pause(5);
    expect(await coverageOf(editor, open)).toMatchObject({ files: 2, reading: null });
  });

  it('names what is wrong in the configuration of the document, and not in that of another one', async () => {
    const wrong = '[rules]\nno-such-rule = "off"\n';
    const folder = folderWith({
      'a/gilscope.toml': wrong,
      'a/a.c': BLOCKING,
      'b/gilscope.toml': '',
      'b/b.c': BLOCKING,
    });
    const [a = '', b = '', toml] = ['a/a.c', 'b/b.c', 'a/gilscope.toml'].map(
      (name) => pathToFileURL(path.join(folder, name)).href,
    );
    const editor = connectedEditor({ openConfigurations: fileConfigurations });
    await editor.initialize(PULL);
    editor.open(a, BLOCKING);
    editor.open(b, BLOCKING);
    expect((await coverageOf(editor, a)).configuration).toEqual([
      { uri: toml, line: 2, message: expect.stringContaining('no-such-rule') },
    ]);
    expect((await coverageOf(editor, b)).configuration).toEqual([]);
  });
});
