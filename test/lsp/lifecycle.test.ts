// From the first message to the last: what the server announces, and what it refuses before and after its time.
import { describe, expect, it } from 'vitest';
import { connectedEditor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, URI } from './support/samples.js';

const SERVER_NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;

describe('initialize', () => {
  it('announces what the server can do', async () => {
    const { capabilities, serverInfo } = await connectedEditor().initialize(PULL);
    expect(serverInfo).toEqual({ name: 'gilscope', version: '1.2.3' });
    expect(capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.gilscope'] },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
    });
  });

  it('announces nothing that a companion for C already does', async () => {
    const { capabilities } = await connectedEditor().initialize(PULL);
    for (const provider of [
      'completionProvider',
      'documentFormattingProvider',
      'definitionProvider',
      'renameProvider',
    ]) {
      expect(capabilities).not.toHaveProperty(provider);
    }
  });

  it('does not announce pulling to an editor that cannot', async () => {
    const { capabilities } = await connectedEditor().initialize(PUSH);
    expect(capabilities.diagnosticProvider).toBeUndefined();
  });

  it('is enough for an editor that announces nothing at all', async () => {
    const editor = connectedEditor();
    await editor.initialize({});
    editor.open(URI, BLOCKING);
    const { diagnostics } = await editor.published(({ uri }) => uri === URI);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).not.toHaveProperty('relatedInformation');
    expect(await editor.actions(URI, diagnostics[0]?.range ?? never())).toEqual([]);
  });
});

describe('requests out of time', () => {
  it('are refused before initialize', async () => {
    await expect(connectedEditor().pull(URI)).rejects.toMatchObject({ code: SERVER_NOT_INITIALIZED });
  });

  it('are refused after shutdown', async () => {
    const editor = connectedEditor();
    await editor.initialize(PULL);
    editor.open(URI, BLOCKING);
    expect(await editor.ask('shutdown', undefined)).toBeNull();
    await expect(editor.pull(URI)).rejects.toMatchObject({ code: INVALID_REQUEST });
    await expect(editor.hover(URI, 'sleep')).rejects.toMatchObject({ code: INVALID_REQUEST });
  });

  it('that nobody knows are refused, and the server goes on', async () => {
    const editor = connectedEditor();
    await editor.initialize(PULL);
    await expect(editor.ask('textDocument/frobnicate', {})).rejects.toMatchObject({ code: METHOD_NOT_FOUND });
    editor.wire.notify('textDocument/didFrobnicate', {});
    editor.wire.notify('$/unknown', {});
    editor.open(URI, BLOCKING);
    expect(await editor.items(URI)).toHaveLength(1);
  });
});

function never(): never {
  throw new Error('there is no diagnostic');
}
