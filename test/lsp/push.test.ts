// Diagnostics for editors that do not ask.
import { describe, expect, it } from 'vitest';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, RELEASED, RULE, URI } from './support/samples.js';

async function openIn(text: string, pushDelay = 5): Promise<Editor> {
  const editor = connectedEditor({ pushDelay });
  await editor.initialize(PUSH);
  editor.open(URI, text);
  return editor;
}

describe('problems', () => {
  it('are published with the version that they belong to', async () => {
    const editor = await openIn(BLOCKING);
    const first = await editor.published(({ version }) => version === 1);
    expect(first).toMatchObject({ uri: URI, version: 1, diagnostics: [{ code: RULE, source: 'gilscope' }] });
    editor.edit(URI, 'sleep(5);', '');
    expect(await editor.published(({ version }) => version === 2)).toMatchObject({ diagnostics: [] });
  });

  it('are published once for many changes in a row, for the last of them', async () => {
    const editor = await openIn(RELEASED, 300);
    for (let i = 0; i < 9; i++) editor.edit(URI, 'sleep(', `/**/sleep(`);
    await editor.published(({ version }) => version === 10);
    await editor.pause();
    expect(editor.allPublished().map(({ version }) => version)).toEqual([10]);
  });

  it('stay until new ones are there: nothing empty comes in between', async () => {
    const editor = await openIn(BLOCKING);
    await editor.published(({ version }) => version === 1);
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    await editor.published(({ version }) => version === 2);
    await editor.pause();
    expect(editor.allPublished().every(({ diagnostics }) => diagnostics.length === 1)).toBe(true);
  });

  it('of a clean file are published too, since an editor may show older ones', async () => {
    const editor = await openIn(RELEASED);
    expect(await editor.published(({ uri }) => uri === URI)).toMatchObject({ version: 1, diagnostics: [] });
  });

  it('go away when the document is closed, and nothing comes after that', async () => {
    const editor = await openIn(BLOCKING, 300);
    await editor.published(({ version }) => version === 1);
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    editor.close(URI);
    await editor.published(({ version }) => version === undefined);
    await editor.pause(400);
    expect(editor.allPublished().slice(1)).toEqual([{ uri: URI, diagnostics: [] }]);
  });

  it('are never pushed to an editor that asks', async () => {
    const editor = connectedEditor();
    await editor.initialize(PULL);
    editor.open(URI, BLOCKING);
    await editor.items(URI);
    editor.close(URI);
    await editor.pause();
    expect(editor.allPublished()).toEqual([]);
  });
});
