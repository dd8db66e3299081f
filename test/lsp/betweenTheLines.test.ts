// What editors show around the code: hints, lenses, folds, highlights, tokens, the call hierarchy. What is in them is
// tested with the views; here is how they come over the protocol, and who gets them.
import { describe, expect, it } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  DocumentHighlight,
  FoldingRange,
  InlayHint,
  SemanticTokens,
  SemanticTokensDelta,
} from 'vscode-languageserver-protocol';
import { connectedEditor, type Editor, PULL } from './support/editor.js';
import { memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, functionWith, RELEASED, URI } from './support/samples.js';

const OTHER = 'file:///work/other.c';

async function openIn(text: string, options: unknown = {}, capabilities: object = PULL): Promise<Editor> {
  const editor = connectedEditor();
  await editor.initialize(capabilities, options);
  editor.open(URI, text);
  return editor;
}

const about = { textDocument: { uri: URI } };
const lines = (first: number, last: number): object => ({
  ...about,
  range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
});

describe('inlay hints', () => {
  const hints = (editor: Editor, first = 0, last = 99): Promise<InlayHint[]> =>
    editor.ask('textDocument/inlayHint', lines(first, last));

  it('come for a range, with the place, and the reason in the tooltip', async () => {
    const editor = await openIn(RELEASED);
    expect((await hints(editor)).map(({ label, position: { line } }) => `${line} ${label}`)).toEqual([
      '4 entered with the GIL held',
      '6 GIL released',
      '8 GIL re-acquired',
    ]);
    expect(await hints(editor, 6, 7)).toMatchObject([
      { position: { line: 6, character: 26 }, paddingLeft: true, tooltip: { kind: 'markdown' } },
    ]);
  });

  it('are none where the user does not want them, and the editor is told when that changes', async () => {
    const editor = await openIn(
      RELEASED,
      { inlayHints: { enabled: false } },
      {
        ...PULL,
        workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
      },
    );
    expect(await hints(editor)).toEqual([]);
    editor.wire.notify('workspace/didChangeConfiguration', {
      settings: { gilscope: { inlayHints: { enabled: true } } },
    });
    await editor.wire.waitFor(({ method }) => method === 'workspace/inlayHint/refresh');
    await editor.wire.waitFor(({ method }) => method === 'workspace/codeLens/refresh');
    expect(await hints(editor)).toHaveLength(3);
  });
});

describe('code lenses', () => {
  const lenses = (editor: Editor): Promise<CodeLens[]> => editor.ask('textDocument/codeLens', about);

  it('stand above functions and lead to the report, in editors that have one', async () => {
    const editor = await openIn(BLOCKING, { commands: ['gilscope.showReport'] });
    expect(await lenses(editor)).toEqual([
      {
        range: { start: { line: 4, character: 0 }, end: { line: 4, character: 3 } },
        command: { title: 'GIL: held on entry · blocks 1×', command: 'gilscope.showReport', arguments: [URI, 'nap'] },
      },
    ]);
  });

  it('do nothing when they are clicked in any other editor', async () => {
    const editor = await openIn(BLOCKING);
    expect((await lenses(editor))[0]?.command).toEqual({ title: 'GIL: held on entry · blocks 1×', command: '' });
  });

  it('are none where the user does not want them', async () => {
    expect(await lenses(await openIn(BLOCKING, { codeLens: { enabled: false } }))).toEqual([]);
  });
});

describe('folding ranges and highlights', () => {
  it('are the region', async () => {
    const editor = await openIn(RELEASED);
    const folds = await editor.ask<FoldingRange[]>('textDocument/foldingRange', about);
    expect(folds).toContainEqual({ startLine: 6, endLine: 7, kind: 'region' });
    expect(folds).toContainEqual({ startLine: 5, endLine: 9 });
    const at = (word: string): Promise<DocumentHighlight[] | null> =>
      editor.ask('textDocument/documentHighlight', { ...about, position: editor.position(URI, word) });
    expect(await at('Py_END')).toMatchObject([
      { kind: 3, range: { start: { line: 6 } } },
      { kind: 2, range: { start: { line: 8 } } },
    ]);
    expect(await at('slee')).toBeNull();
  });
});

describe('semantic tokens', () => {
  const ON = { semanticTokens: { enabled: true } };
  const full = (editor: Editor): Promise<SemanticTokens> => editor.ask('textDocument/semanticTokens/full', about);

  it('are announced to nobody who did not ask for them: an editor takes those of one server', async () => {
    const editor = connectedEditor();
    const { capabilities } = await editor.initialize(PULL);
    expect(capabilities).not.toHaveProperty('semanticTokensProvider');
  });

  it('are the words of released places, with their modifier', async () => {
    const editor = connectedEditor();
    const { capabilities } = await editor.initialize(PULL, ON);
    expect(capabilities.semanticTokensProvider).toMatchObject({
      legend: { tokenTypes: ['function', 'macro'], tokenModifiers: ['gilReleased'] },
    });
    editor.open(URI, RELEASED);
    expect((await full(editor)).data).toEqual([6, 4, 22, 1, 1, 1, 4, 5, 0, 1, 1, 4, 20, 1, 1]);
    const some = await editor.ask<SemanticTokens>('textDocument/semanticTokens/range', lines(7, 8));
    expect(some.data.slice(0, 5)).toEqual([7, 4, 5, 0, 1]);
  });

  it('come as a difference to the ones before', async () => {
    const editor = await openIn(RELEASED, ON);
    const { resultId } = await full(editor);
    editor.edit(URI, 'sleep(5);', 'sleep(5); sleep(6);');
    const since = (previousResultId: string | undefined): Promise<SemanticTokens | SemanticTokensDelta> =>
      editor.ask('textDocument/semanticTokens/full/delta', { ...about, previousResultId });
    const delta = await since(resultId);
    expect(delta).toMatchObject({
      edits: [{ deleteCount: expect.any(Number), data: expect.arrayContaining([10, 5]) }],
    });
    expect(await since('another')).toHaveProperty('data');
  });
});

describe('the call hierarchy', () => {
  const HELPER = '#include <unistd.h>\n\nvoid\npause_device(int n)\n{\n    sleep(n);\n}\n';
  const CALLER = functionWith('    pause_device(5);').replace(
    'static PyObject',
    'void pause_device(int n);\n\nstatic PyObject',
  );

  it('leads to files that are not open and back, with the state at the calls', async () => {
    const editor = connectedEditor({ files: memoryFiles({ [OTHER]: HELPER, [URI]: CALLER }) });
    await editor.initialize(PULL, { diagnosticMode: 'workspace' }, ['file:///work']);
    editor.open(URI, CALLER);
    await editor.ask('workspace/diagnostic', { previousResultIds: [] });
    const prepare = (word: string): Promise<CallHierarchyItem[] | null> =>
      editor.ask('textDocument/prepareCallHierarchy', { ...about, position: editor.position(URI, word) });
    const [item] = (await prepare('    pause_dev')) ?? [];
    expect(item).toMatchObject({
      uri: OTHER,
      name: 'pause_device',
      selectionRange: { start: { line: 3, character: 0 } },
    });
    const incoming = await editor.ask<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(incoming).toMatchObject([
      {
        from: { uri: URI, name: 'nap', detail: 'GIL held at the call' },
        fromRanges: [{ start: { line: 8, character: 4 } }],
      },
    ]);
    const outgoing = await editor.ask<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: incoming[0]?.from,
    });
    expect(outgoing).toMatchObject([
      { to: { uri: OTHER, name: 'pause_device' }, fromRanges: [{ start: { line: 8 } }] },
    ]);
    expect(await prepare('Py_RETURN')).toBeNull();
    const elsewhere = { ...item, uri: 'file:///elsewhere.c' };
    expect(await editor.ask('callHierarchy/incomingCalls', { item: elsewhere })).toEqual([]);
  });
});

describe('for a document that is not open', () => {
  it.each([
    ['textDocument/inlayHint', []],
    ['textDocument/codeLens', []],
    ['textDocument/foldingRange', []],
    ['textDocument/documentHighlight', null],
    ['textDocument/prepareCallHierarchy', null],
  ])('%s has an empty answer', async (method, empty) => {
    const editor = await openIn(RELEASED);
    const start = { line: 0, character: 0 };
    const params = { textDocument: { uri: OTHER }, position: start, range: { start, end: start } };
    expect(await editor.ask(method, params)).toEqual(empty);
  });
});
