// What a server must survive: cancelled requests, failures of the analysis, broken messages, impossible edits.
// Every request is answered exactly once, whatever happens.

import { describe, expect, it } from 'vitest';
import type { Parsers } from '../../server/src/core/project.js';
import { createProject, override, parsers } from './support/core.js';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, RELEASED, RULE, URI } from './support/samples.js';

const REQUEST_CANCELLED = -32800;

async function openIn(text: string, input: Parameters<typeof connectedEditor>[0] = {}): Promise<Editor> {
  const editor = connectedEditor(input);
  await editor.initialize(PULL);
  editor.open(URI, text);
  return editor;
}

const pullParams = { textDocument: { uri: URI } };

function answersTo(editor: Editor, id: number): number {
  return editor.wire.received.filter((message) => message.id === id && message.method === undefined).length;
}

const METHODS = [
  'textDocument/hover',
  'textDocument/codeAction',
  'textDocument/codeLens',
  'textDocument/inlayHint',
  'textDocument/foldingRange',
  'textDocument/documentHighlight',
  'textDocument/semanticTokens/full',
  'textDocument/semanticTokens/range',
  'textDocument/prepareCallHierarchy',
  'callHierarchy/incomingCalls',
  'callHierarchy/outgoingCalls',
  'codeAction/resolve',
  'gilscope/state',
];

describe('a cancelled request', () => {
  it('is answered as cancelled, and the next one is answered', async () => {
    const editor = await openIn(BLOCKING);
    const id = editor.wire.request('textDocument/diagnostic', pullParams);
    editor.wire.notify('$/cancelRequest', { id });
    await expect(editor.answerTo(id)).rejects.toMatchObject({ code: REQUEST_CANCELLED });
    expect(await editor.items(URI)).toHaveLength(1);
    expect(answersTo(editor, id)).toBe(1);
  });

  it('is answered at once, even while the parsers are still loading', async () => {
    let finish: (loaded: Parsers) => void = () => undefined;
    const loading = new Promise<Parsers>((resolve) => {
      finish = resolve;
    });
    const editor = await openIn(BLOCKING, { parsers: loading });
    const cancelled = editor.wire.request('textDocument/diagnostic', pullParams);
    const kept = editor.wire.request('textDocument/diagnostic', pullParams);
    await editor.pause(20);
    editor.wire.notify('$/cancelRequest', { id: cancelled });
    await expect(editor.answerTo(cancelled)).rejects.toMatchObject({ code: REQUEST_CANCELLED });
    finish(await parsers);
    expect(await editor.answerTo(kept)).toMatchObject({ items: [{ code: RULE }] });
  });

  it('is no trouble when it was answered already or never made', async () => {
    const editor = await openIn(BLOCKING);
    const id = editor.wire.request('textDocument/diagnostic', pullParams);
    await editor.answerTo(id);
    editor.wire.notify('$/cancelRequest', { id });
    editor.wire.notify('$/cancelRequest', { id: 4711 });
    expect(await editor.items(URI)).toHaveLength(1);
    expect(answersTo(editor, id)).toBe(1);
  });
});

describe('a storm of requests and changes', () => {
  it('leaves no request without an answer and none with two', async () => {
    const editor = await openIn(RELEASED);
    const ids: number[] = [];
    for (let round = 0; round < 40; round++) {
      editor.edit(URI, 'sleep(', round % 2 === 0 ? ' sleep(' : '/**/sleep(');
      const position = editor.position(URI, 'sleep');
      const start = { line: 0, character: 0 };
      ids.push(
        editor.wire.request('textDocument/diagnostic', pullParams),
        editor.wire.request('textDocument/hover', { ...pullParams, position }),
        editor.wire.request('textDocument/codeAction', {
          ...pullParams,
          range: { start, end: position },
          context: { diagnostics: [] },
        }),
        editor.wire.request('textDocument/inlayHint', { ...pullParams, range: { start, end: position } }),
        editor.wire.request('textDocument/semanticTokens/full/delta', { ...pullParams, previousResultId: '1' }),
        editor.wire.request('workspace/diagnostic', { previousResultIds: [] }),
        editor.wire.request('gilscope/shading', pullParams),
        editor.wire.request('gilscope/state', { ...pullParams, position }),
        editor.wire.request('gilscope/nothing', {}),
      );
      if (round % 3 === 0) editor.wire.notify('$/cancelRequest', { id: ids.at(-9) });
      if (round % 10 === 9) {
        const text = editor.text(URI);
        editor.close(URI);
        editor.open(URI, text);
      }
    }
    // The newest of them is held open.
    for (const id of ids) editor.wire.notify('$/cancelRequest', { id });
    await Promise.allSettled(ids.map((id) => editor.answerTo(id)));
    await editor.pause();
    expect(ids.map((id) => answersTo(editor, id))).toEqual(ids.map(() => 1));
    expect(await editor.items(URI)).toEqual([]);
  });
});

describe('a failure of the analysis', () => {
  const failing: typeof createProject = (input) => {
    const project = createProject(input);
    return override(project, {
      report: (path) => {
        const report = project.report(path);
        if (report?.text.includes('CRASH') === true) throw new Error('the analysis was told to crash');
        return report;
      },
      hover: () => {
        throw new Error('the hover was told to crash');
      },
    });
  };

  it('leaves an editor that asks with the problems that it has, and the next text is analysed', async () => {
    const editor = await openIn(BLOCKING, { createProject: failing });
    const first = await editor.pull(URI);
    editor.edit(URI, 'sleep(5);', 'sleep(5); CRASH;');
    expect(await editor.pull(URI, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(await editor.pull(URI)).toEqual({ kind: 'full', items: [] });
    editor.edit(URI, 'CRASH;', '');
    expect(await editor.items(URI)).toHaveLength(1);
  });

  it('publishes nothing to the others, and the next text is analysed', async () => {
    const editor = connectedEditor({ createProject: failing });
    await editor.initialize(PUSH);
    editor.open(URI, BLOCKING);
    await editor.published(({ version }) => version === 1);
    editor.edit(URI, 'sleep(5);', 'sleep(5); CRASH;');
    await editor.pause();
    expect(editor.allPublished()).toHaveLength(1);
    editor.edit(URI, 'CRASH;', '');
    expect((await editor.published(({ version }) => version === 3)).diagnostics).toHaveLength(1);
  });

  it('in one feature is logged and answered with nothing', async () => {
    const editor = await openIn(BLOCKING, { createProject: failing });
    expect(await editor.hover(URI, 'sleep')).toBeNull();
    const logged = await editor.wire.waitFor(({ method }) => method === 'window/logMessage');
    expect(logged.params).toMatchObject({ type: 1, message: expect.stringContaining('told to crash') });
  });

  it('to load the parsers is said to the user', async () => {
    const editor = await openIn(BLOCKING, { parsers: Promise.reject(new Error('no grammar')) });
    const shown = await editor.wire.waitFor(({ method }) => method?.startsWith('window/showMessage') === true);
    expect(shown.params).toMatchObject({ type: 1, message: expect.stringContaining('no grammar') });
    expect(await editor.items(URI)).toEqual([]);
  });
});

describe('a message that is wrong', () => {
  it.each([
    [
      'a change of a document that is not open',
      'textDocument/didChange',
      { textDocument: { uri: 'file:///no.c', version: 2 }, contentChanges: [{ text: '' }] },
    ],
    [
      'a change without a version',
      'textDocument/didChange',
      { textDocument: { uri: URI }, contentChanges: [{ text: 'x' }] },
    ],
    ['closing a document that is not open', 'textDocument/didClose', { textDocument: { uri: 'file:///no.c' } }],
    ['a notification without parameters', 'textDocument/didOpen', undefined],
    ['a notification with parameters of the wrong type', 'textDocument/didOpen', { textDocument: null }],
  ])('does not stop the server: %s', async (_, method, params) => {
    const editor = await openIn(BLOCKING);
    editor.wire.notify(method, params);
    expect(await editor.items(URI)).toHaveLength(1);
  });

  it('as a request is answered all the same', async () => {
    const editor = await openIn(BLOCKING);
    for (const params of [{}, { textDocument: null }, { textDocument: { uri: URI } }]) {
      const ids = METHODS.map((method) => editor.wire.request(method, params));
      await Promise.allSettled(ids.map((id) => editor.answerTo(id)));
    }
    expect(await editor.items(URI)).toHaveLength(1);
  });

  it('as text that is no JSON does not stop the server', async () => {
    const editor = await openIn(BLOCKING);
    editor.wire.sendRaw('Content-Length: 5\r\n\r\n{{{{{');
    expect(await editor.items(URI)).toHaveLength(1);
  });

  it('as a change outside of the text is applied at the nearest place', async () => {
    const editor = await openIn(RELEASED);
    const far = { line: 9999, character: 9999 };
    editor.wire.notify('textDocument/didChange', {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: { start: far, end: far }, text: '\n/* the end */\n' }],
    });
    expect(await editor.items(URI)).toEqual([]);
  });

  it('as a second opening replaces the text', async () => {
    const editor = await openIn(RELEASED);
    editor.open(URI, BLOCKING);
    expect(await editor.items(URI)).toHaveLength(1);
  });
});
