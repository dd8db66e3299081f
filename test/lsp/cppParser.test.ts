// The parser of C++ takes its time to load, and nobody waits for it who has no C++.
import { describe, expect, it } from 'vitest';
import type { ServerParsers } from '../../server/src/lsp/server.js';
import { parsers } from './support/core.js';
import { connectedEditor, PULL } from './support/editor.js';
import { memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, RULE, URI } from './support/samples.js';

const CPP = 'file:///work/a.cpp';

/** Parsers of which that of C++ fails until it is there, and is there when the test says so. */
function growing(): { readonly parsers: Promise<ServerParsers>; wanted(): number; finish(): void } {
  let finish = (): void => undefined;
  let times = 0;
  let isThere = false;
  const loaded = new Promise<void>((resolve) => {
    finish = () => {
      isThere = true;
      resolve();
    };
  });
  return {
    parsers: parsers.then(({ c, cpp }) => ({
      c,
      get cpp() {
        if (!isThere) throw new Error('nobody said that there is C++');
        return cpp;
      },
      loadCpp: () => {
        times++;
        return loaded;
      },
    })),
    wanted: () => times,
    finish: () => finish(),
  };
}

describe('the parser of C++', () => {
  it('is not loaded for C', async () => {
    const { parsers: some, wanted } = growing();
    const editor = connectedEditor({ parsers: some });
    await editor.initialize(PULL);
    editor.open(URI, BLOCKING);
    expect(await editor.items(URI)).toHaveLength(1);
    expect(wanted()).toBe(0);
  });

  it('is waited for where a document is C++, by its name or by its text', async () => {
    for (const [uri, text] of [
      [CPP, BLOCKING],
      ['file:///work/a.h', `class A;\n${BLOCKING}`],
    ] as const) {
      const { parsers: some, finish } = growing();
      const editor = connectedEditor({ parsers: some });
      await editor.initialize(PULL);
      editor.open(uri, text, 'cpp');
      const id = editor.wire.request('textDocument/diagnostic', { textDocument: { uri } });
      await editor.pause(20);
      expect(editor.wire.received.filter((message) => message.id === id && message.method === undefined)).toEqual([]);
      finish();
      expect(await editor.answerTo(id)).toMatchObject({ items: [{ code: RULE }] });
    }
  });

  it('is waited for by whoever asks while such a document is opened', async () => {
    const { parsers: some, finish } = growing();
    const editor = connectedEditor({ parsers: some, files: memoryFiles({}) });
    await editor.initialize(PULL, undefined, ['file:///work']);
    editor.open('file:///work/a.c', BLOCKING);
    const answer = editor.items('file:///work/a.c');
    editor.open(CPP, BLOCKING, 'cpp');
    await editor.pause(20);
    finish();
    expect(await answer).toHaveLength(1);
    expect(await editor.items(CPP)).toHaveLength(1);
  });

  it('is loaded once for all files of a folder, and what is open is answered before', async () => {
    const { parsers: some, wanted, finish } = growing();
    const files = memoryFiles({ 'file:///work/b.cpp': BLOCKING, 'file:///work/c.cpp': BLOCKING });
    const editor = connectedEditor({ parsers: some, files });
    await editor.initialize(PULL, undefined, ['file:///work']);
    editor.open('file:///work/a.c', BLOCKING);
    while (wanted() === 0) await editor.pause(5);
    expect(await editor.items('file:///work/a.c')).toHaveLength(1);
    finish();
    editor.open('file:///work/b.cpp', BLOCKING, 'cpp');
    expect(await editor.items('file:///work/b.cpp')).toHaveLength(1);
    expect(wanted()).toBe(1);
  });
});
