// Problems of files that nobody has opened, where the user wants them: asked for, held open while there is nothing new,
// or pushed. An open document is answered by itself and never a second time.
import { describe, expect, it } from 'vitest';
import type { WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { type MemoryFiles, memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, RELEASED, RULE } from './support/samples.js';
import type { Message } from './support/wire.js';

const FOLDER = 'file:///work';
const ONE = 'file:///work/one.c';
const TWO = 'file:///work/lib/two.c';
const CLEAN = 'file:///work/clean.c';
const CHANGED = 1 + 1;
const DELETED = 3;
const WHOLE = { diagnosticMode: 'workspace' };

interface Setting {
  readonly editor: Editor;
  readonly files: MemoryFiles;
}

async function start(settings: unknown = WHOLE, capabilities: object = PULL): Promise<Setting> {
  const files = memoryFiles({
    [ONE]: BLOCKING,
    [TWO]: BLOCKING.replaceAll('nap', 'doze'),
    [CLEAN]: RELEASED.replaceAll('nap', 'rest'),
  });
  const editor = connectedEditor({ files });
  await editor.initialize(capabilities, settings, [FOLDER]);
  return { editor, files };
}

const params = (known: ReadonlyMap<string, string> = new Map(), partialResultToken?: string): object => ({
  identifier: 'gilscope',
  previousResultIds: [...known].map(([uri, value]) => ({ uri, value })),
  ...(partialResultToken !== undefined && { partialResultToken }),
});
const ask = (editor: Editor, known?: ReadonlyMap<string, string>): Promise<WorkspaceDiagnosticReport> =>
  editor.ask('workspace/diagnostic', params(known));
const idsOf = (items: readonly WorkspaceDocumentDiagnosticReport[]): Map<string, string> =>
  new Map(items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [[uri, resultId]])));
const shown = ({ items }: WorkspaceDiagnosticReport): readonly string[] =>
  items.map((item) => `${item.uri} ${item.kind}${item.kind === 'full' ? ` ${item.items.length}` : ''}`).sort();
const tell = (editor: Editor, uri: string, type: number): void =>
  editor.wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });

describe('an editor that asks', () => {
  it('is told of all files with problems, with the rule and where', async () => {
    const { editor } = await start();
    const report = await ask(editor);
    expect(shown(report)).toEqual([`${TWO} full 1`, `${ONE} full 1`].sort());
    expect(report.items[0]).toMatchObject({ version: null, items: [{ code: RULE, source: 'gilscope' }] });
  });

  it('is told nothing of files that are not open where it wants those that are', async () => {
    const { editor } = await start({});
    expect(await ask(editor)).toEqual({ items: [] });
  });

  it('waits for an answer that is new, and gets the rest as unchanged', async () => {
    const { editor, files } = await start();
    const known = idsOf((await ask(editor)).items);
    const id = editor.wire.request('workspace/diagnostic', params(known));
    await editor.pause(150);
    expect(editor.wire.received.some((message) => message.id === id && message.method === undefined)).toBe(false);
    files.texts.set(ONE, RELEASED);
    tell(editor, ONE, CHANGED);
    expect(shown(await editor.answerTo(id))).toEqual([`${TWO} unchanged`, `${ONE} full 0`].sort());
  });

  it('is told that a file is gone', async () => {
    const { editor, files } = await start();
    const known = idsOf((await ask(editor)).items);
    files.texts.delete(TWO);
    tell(editor, TWO, DELETED);
    expect(shown(await ask(editor, known))).toEqual([`${TWO} full 0`, `${ONE} unchanged`].sort());
  });

  it('gets open documents by their own question only, and their files again when they are closed', async () => {
    const { editor } = await start();
    const known = idsOf((await ask(editor)).items);
    editor.open(ONE, BLOCKING);
    expect(await editor.items(ONE)).toHaveLength(1);
    const held = editor.wire.request('workspace/diagnostic', params(known));
    await editor.pause(100);
    editor.close(ONE);
    const report = await editor.answerTo<WorkspaceDiagnosticReport>(held);
    expect(shown(report)).toContain(`${ONE} full 1`);
  });

  it('is told that the problems of a closed document are no more, though it does not ask for it by name', async () => {
    const { editor, files } = await start();
    const known = idsOf((await ask(editor)).items);
    editor.open(ONE, BLOCKING);
    editor.edit(ONE, 'sleep(5)', 'sleep(6)');
    await editor.items(ONE);
    files.texts.set(ONE, RELEASED);
    known.delete(ONE);
    const held = editor.wire.request('workspace/diagnostic', params(known));
    editor.close(ONE);
    // The first answer may be of the text as it was in the editor.
    let report = await editor.answerTo<WorkspaceDiagnosticReport>(held);
    expect(shown(report).join()).toContain(`${ONE} full`);
    while (!shown(report).includes(`${ONE} full 0`)) report = await ask(editor, idsOf(report.items));
  });

  it('learns later what it may ask for where it can, and again when that changes', async () => {
    const registers = { textDocument: { ...PULL.textDocument, diagnostic: { dynamicRegistration: true } } };
    const files = memoryFiles({ [ONE]: BLOCKING });
    const editor = connectedEditor({ files });
    const { capabilities } = await editor.initialize(registers, {}, [FOLDER]);
    expect(capabilities).not.toHaveProperty('diagnosticProvider');
    const isAbout = (whole: boolean) => (message: Message) =>
      message.method === 'client/registerCapability' &&
      JSON.stringify(message.params).includes(`"workspaceDiagnostics":${whole}`);
    await editor.wire.waitFor(isAbout(false));
    editor.wire.notify('workspace/didChangeConfiguration', { settings: { gilscope: WHOLE } });
    await editor.wire.waitFor(({ method }) => method === 'client/unregisterCapability');
    await editor.wire.waitFor(isAbout(true));
  });

  it('may ask for the whole workspace only where the user wants that', async () => {
    for (const settings of [{}, WHOLE]) {
      const editor = connectedEditor({ files: memoryFiles({}) });
      const { capabilities } = await editor.initialize(PULL, settings, [FOLDER]);
      expect(capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: settings === WHOLE });
    }
  });

  it('can take a question back that is held open', async () => {
    const { editor } = await start();
    const known = idsOf((await ask(editor)).items);
    const id = editor.wire.request('workspace/diagnostic', params(known));
    editor.wire.notify('$/cancelRequest', { id });
    await expect(editor.answerTo(id)).rejects.toMatchObject({ code: -32800 });
  });

  it('has one question held open and no more', async () => {
    const { editor } = await start();
    const known = idsOf((await ask(editor)).items);
    const older = editor.wire.request('workspace/diagnostic', params(known));
    await editor.pause();
    editor.wire.request('workspace/diagnostic', params(known));
    expect(await editor.answerTo(older)).toEqual({ items: [] });
  });

  it('gets the reports bit by bit where it wants them so', async () => {
    const { editor } = await start();
    const id = editor.wire.request('workspace/diagnostic', params(new Map(), 'bits'));
    expect(await editor.answerTo(id)).toEqual({ items: [] });
    const sent = editor.wire.received.filter(({ method }) => method === '$/progress');
    const items = sent.flatMap(({ params: given }) => (given as { value: WorkspaceDiagnosticReport }).value.items);
    expect(shown({ items })).toEqual([`${TWO} full 1`, `${ONE} full 1`].sort());
  });

  it('gets an answer to what is held open when the setting changes', async () => {
    const { editor } = await start();
    const known = idsOf((await ask(editor)).items);
    const id = editor.wire.request('workspace/diagnostic', params(known));
    editor.wire.notify('workspace/didChangeConfiguration', {
      settings: { gilscope: { diagnosticMode: 'openFilesOnly' } },
    });
    expect(shown(await editor.answerTo(id))).toEqual([`${TWO} full 0`, `${ONE} full 0`].sort());
  });
});

describe('an editor that does not ask', () => {
  it('is told of all files, and of each again only when something changed', async () => {
    const { editor, files } = await start(WHOLE, PUSH);
    await editor.published(({ uri, diagnostics }) => uri === ONE && diagnostics.length === 1);
    await editor.published(({ uri, diagnostics }) => uri === TWO && diagnostics.length === 1);
    files.texts.set(ONE, RELEASED);
    tell(editor, ONE, CHANGED);
    await editor.published(({ uri, diagnostics }) => uri === ONE && diagnostics.length === 0);
    expect(editor.allPublished().filter(({ uri }) => uri === TWO)).toHaveLength(1);
    expect(editor.allPublished().some(({ uri }) => uri === CLEAN)).toBe(false);
  });

  it('keeps the problems of a document that is closed', async () => {
    const { editor } = await start(WHOLE, PUSH);
    await editor.published(({ uri, diagnostics }) => uri === ONE && diagnostics.length === 1);
    editor.open(ONE, BLOCKING);
    await editor.published(({ uri, version }) => uri === ONE && version === 1);
    editor.close(ONE);
    await editor.published(
      ({ uri }) => uri === ONE && editor.allPublished().filter((each) => each.uri === ONE).length > 2,
    );
    expect(editor.allPublished().filter(({ uri, diagnostics }) => uri === ONE && diagnostics.length === 0)).toEqual([]);
  });

  it('is told nothing of files that are not open where that is not wanted any more', async () => {
    const { editor } = await start(WHOLE, PUSH);
    await editor.published(({ uri, diagnostics }) => uri === TWO && diagnostics.length === 1);
    editor.wire.notify('workspace/didChangeConfiguration', {
      settings: { gilscope: { diagnosticMode: 'openFilesOnly' } },
    });
    await editor.published(({ uri, diagnostics }) => uri === TWO && diagnostics.length === 0);
  });
});
