// A folder of the workspace is one project: what is said about an open file depends on files that nobody has opened, and
// follows them when they change on the disk.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileConfigurations } from '../../server/src/host/fileConfigurations.js';
import { workspaceFiles } from '../../server/src/host/workspaceFiles.js';
import { folderWith } from '../cli/support/folder.js';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { type MemoryFiles, memoryFiles } from './support/memoryFiles.js';
import { functionWith, RULE } from './support/samples.js';

const FOLDER = 'file:///work';
const MODULE = 'file:///work/module.c';
const HELPER = 'file:///work/lib/helper.c';

/** A module that waits only through `pause_device`, which is defined elsewhere. */
const CALLER = functionWith('    pause_device(5);').replace(
  'static PyObject',
  'void pause_device(int n);\n\nstatic PyObject',
);
const WAITS = '#include <unistd.h>\n\nvoid\npause_device(int n)\n{\n    sleep(n);\n}\n';
const RETURNS_AT_ONCE = 'void\npause_device(int n)\n{\n    (void)n;\n}\n';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

const watching = (base: object): object => ({
  ...base,
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
});

interface Setting {
  readonly files: MemoryFiles;
  readonly editor: Editor;
}

async function openModule(
  texts: Readonly<Record<string, string>>,
  options: { readonly capabilities?: object; readonly settings?: unknown } = {},
): Promise<Setting> {
  const files = memoryFiles(texts);
  const editor = connectedEditor({ files });
  await editor.initialize(options.capabilities ?? watching(PULL), options.settings, [FOLDER]);
  editor.open(MODULE, CALLER);
  return { files, editor };
}

/** Asks again until the editor is told what is expected; the test's own time limit is the only one. */
async function untilFound(editor: Editor, count: number, uri = MODULE): Promise<void> {
  while ((await editor.items(uri)).length !== count) await editor.pause(5);
}

const tell = ({ editor }: Setting, ...events: readonly (readonly [string, number])[]): void =>
  editor.wire.notify('workspace/didChangeWatchedFiles', { changes: events.map(([uri, type]) => ({ uri, type })) });

describe('a file that is not open', () => {
  it('takes part, and a step in it is shown where it is', async () => {
    const { editor } = await openModule({ [HELPER]: WAITS });
    await untilFound(editor, 1);
    const [item] = await editor.items(MODULE);
    expect(item?.code).toBe(RULE);
    const step = item?.relatedInformation?.find(({ location }) => location.uri === HELPER);
    expect(step?.location.range.start).toEqual({ line: 5, character: 4 });
  });

  it('is read again when it changes, comes, goes, or is renamed', async () => {
    const setting = await openModule({ [HELPER]: WAITS });
    const { editor, files } = setting;
    await untilFound(editor, 1);
    files.texts.set(HELPER, RETURNS_AT_ONCE);
    tell(setting, [HELPER, CHANGED]);
    await untilFound(editor, 0);
    files.texts.set(HELPER, WAITS);
    tell(setting, [HELPER, CHANGED]);
    await untilFound(editor, 1);
    files.texts.delete(HELPER);
    tell(setting, [HELPER, DELETED]);
    await untilFound(editor, 0);
    const other = 'file:///work/lib/other.c';
    files.texts.set(other, WAITS);
    tell(setting, [other, CREATED]);
    await untilFound(editor, 1);
    files.texts.delete(other);
    files.texts.set(HELPER, WAITS);
    tell(setting, [other, DELETED], [HELPER, CREATED]);
    for (let found: string[] = []; !found.includes(HELPER); )
      found = (await editor.items(MODULE)).flatMap((item) =>
        (item.relatedInformation ?? []).map(({ location }) => location.uri),
      );
  });

  it('is followed by a refresh, which an editor that asks answers with a question', async () => {
    const { editor } = await openModule({ [HELPER]: WAITS });
    await editor.wire.waitFor(({ method }) => method === 'workspace/diagnostic/refresh');
    expect(await editor.items(MODULE)).toHaveLength(1);
  });

  it('is not read where the user does not want it', async () => {
    const { editor, files } = await openModule({ [HELPER]: WAITS }, { settings: { index: { enabled: false } } });
    files.beforeRead = () => expect.unreachable();
    await editor.pause(150);
    expect(await editor.items(MODULE)).toEqual([]);
    editor.open(HELPER, WAITS);
    expect(await editor.items(MODULE)).toHaveLength(1);
  });
});

describe('an open document', () => {
  it('counts with its own text, and the text on the disk comes back when it is closed', async () => {
    const { editor } = await openModule({ [HELPER]: WAITS });
    await untilFound(editor, 1);
    editor.open(HELPER, RETURNS_AT_ONCE);
    expect(await editor.items(MODULE)).toEqual([]);
    editor.edit(HELPER, '(void)n;', 'sleep(n);');
    editor.edit(HELPER, 'void', '#include <unistd.h>\nvoid');
    expect(await editor.items(MODULE)).toHaveLength(1);
    editor.edit(HELPER, 'sleep(n);', '');
    expect(await editor.items(MODULE)).toEqual([]);
    editor.close(HELPER);
    await untilFound(editor, 1);
  });

  it('in no folder is a project of its own', async () => {
    const { editor } = await openModule({ [HELPER]: WAITS });
    const outside = 'file:///elsewhere/module.c';
    editor.open(outside, CALLER);
    await untilFound(editor, 1);
    expect(await editor.items(outside)).toEqual([]);
  });

  it('gets a new name for its answer when a file that it depends on changes, and no other time', async () => {
    const unrelated = 'file:///work/unrelated.c';
    const setting = await openModule({ [HELPER]: WAITS, [unrelated]: 'int one;\n' });
    const { editor, files } = setting;
    await untilFound(editor, 1);
    const { resultId } = await editor.pull(MODULE);
    editor.open(unrelated, 'int two;\n');
    expect(await editor.pull(MODULE, resultId)).toEqual({ kind: 'unchanged', resultId });
    files.texts.set(HELPER, `\n${WAITS}`);
    tell(setting, [HELPER, CHANGED]);
    while ((await editor.pull(MODULE, resultId)).kind === 'unchanged') await editor.pause(5);
    const report = await editor.pull(MODULE, resultId);
    expect(report).toMatchObject({ kind: 'full', items: [{ code: RULE }] });
  });

  it('keeps its answer when the settings change, without reading anything again', async () => {
    const { editor, files } = await openModule({ [HELPER]: WAITS });
    await untilFound(editor, 1);
    files.beforeRead = () => expect.unreachable();
    editor.wire.notify('workspace/didChangeConfiguration', { settings: { gilscope: { showMaybe: true } } });
    await editor.pause();
    expect(await editor.items(MODULE)).toHaveLength(1);
  });
});

describe('while files are read', () => {
  it('requests are answered from what is there', async () => {
    let goOn = (): void => undefined;
    const files = memoryFiles({ [HELPER]: WAITS });
    files.beforeRead = () => new Promise((resolve) => (goOn = resolve));
    const editor = connectedEditor({ files });
    await editor.initialize(watching(PULL), undefined, [FOLDER]);
    editor.open(MODULE, CALLER);
    expect(await editor.items(MODULE)).toEqual([]);
    await editor.pause();
    expect(await editor.hover(MODULE, 'pause_device')).not.toBeUndefined();
    goOn();
    await untilFound(editor, 1);
  });

  it('they may vanish, change their minds and fail', async () => {
    const texts: Record<string, string> = { [HELPER]: WAITS };
    for (let i = 0; i < 50; i++)
      texts[`file:///work/gone${i}.c`] = RETURNS_AT_ONCE.replace('pause_device', `gone_${i}`);
    const files = memoryFiles(texts);
    files.beforeRead = (address) => {
      if (address.endsWith('7.c')) throw new Error('the disk was told to fail');
      if (address.includes('gone')) files.texts.delete(address);
      files.texts.set('file:///work/new.c', WAITS.replace('pause_device', 'another_one'));
    };
    const editor = connectedEditor({ files });
    await editor.initialize(watching(PULL), undefined, [FOLDER]);
    editor.open(MODULE, CALLER);
    await untilFound(editor, 1);
    expect(await editor.items(MODULE)).toHaveLength(1);
  });

  it('the folder itself may be gone', async () => {
    const files = memoryFiles({});
    files.list = () => {
      throw new Error('no such folder');
    };
    const editor = connectedEditor({ files });
    await editor.initialize(watching(PULL), undefined, [FOLDER]);
    editor.open(MODULE, CALLER);
    await editor.wire.waitFor(({ method }) => method === 'window/logMessage');
    expect(await editor.items(MODULE)).toEqual([]);
  });

  it('progress is shown where there is much to do, and may be cancelled', async () => {
    const texts: Record<string, string> = {};
    for (let i = 0; i < 60; i++) texts[`file:///work/part${i}.c`] = `void part_${i}(void)\n{\n}\n`;
    const files = memoryFiles(texts);
    const editor = connectedEditor({ files });
    let read = 0;
    files.beforeRead = async () => {
      read++;
      await editor.pause(2);
    };
    await editor.initialize({ ...watching(PULL), window: { workDoneProgress: true } }, undefined, [FOLDER]);
    const created = await editor.wire.waitFor(({ method }) => method === 'window/workDoneProgress/create');
    const { token } = created.params as { readonly token: string };
    const told = (kind: string): Promise<unknown> =>
      editor.wire.waitFor(
        ({ method, params }) => method === '$/progress' && JSON.stringify(params).includes(`"kind":"${kind}"`),
      );
    await told('begin');
    await told('report');
    editor.wire.notify('window/workDoneProgress/cancel', { token });
    await told('end');
    expect(read).toBeLessThan(60);
  });
});

describe('a gilscope.toml in the folder', () => {
  it('counts for all of its files, and starts the folder afresh when it changes', async () => {
    const root = folderWith({ 'lib/helper.c': WAITS, 'src/module.c': CALLER, 'gilscope.toml': 'exclude = ["lib/"]\n' });
    const address = (name: string): string => pathToFileURL(path.join(root, name)).href;
    const editor = connectedEditor({ files: workspaceFiles, openConfigurations: fileConfigurations });
    await editor.initialize(watching(PULL), undefined, [pathToFileURL(root).href]);
    const module = address('src/module.c');
    editor.open(module, CALLER);
    expect(await editor.items(module)).toEqual([]);
    const becomes = (text: string): void => {
      writeFileSync(path.join(root, 'gilscope.toml'), text);
      editor.wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: address('gilscope.toml'), type: 2 }] });
    };
    becomes('');
    await untilFound(editor, 1, module);
    becomes(`[rules]\n${RULE} = "off"\n`);
    await untilFound(editor, 0, module);
  });
});

describe('folders', () => {
  it('come and go', async () => {
    const { editor } = await openModule({ [HELPER]: WAITS });
    await untilFound(editor, 1);
    const folder = { uri: FOLDER, name: 'work' };
    editor.wire.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await untilFound(editor, 0);
    editor.wire.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    await untilFound(editor, 1);
  });

  it('give a document to the innermost of them', async () => {
    const files = memoryFiles({ 'file:///work/inner/helper.c': WAITS, [HELPER]: RETURNS_AT_ONCE });
    const editor = connectedEditor({ files });
    await editor.initialize(watching(PULL), undefined, [FOLDER, 'file:///work/inner']);
    editor.open('file:///work/inner/module.c', CALLER);
    await untilFound(editor, 1, 'file:///work/inner/module.c');
  });
});

describe('an editor that does not ask', () => {
  it('is told again when another file changes the answer, and never that there is nothing in between', async () => {
    const setting = await openModule({ [HELPER]: WAITS }, { capabilities: watching(PUSH) });
    const { editor, files } = setting;
    await editor.published(({ diagnostics }) => diagnostics.length === 1);
    const before = editor.allPublished().length;
    files.texts.set(HELPER, `\n${WAITS}`);
    tell(setting, [HELPER, CHANGED]);
    await editor.published((params) => editor.allPublished().indexOf(params) >= before);
    editor.open('file:///work/other.c', 'int other;\n');
    await editor.published(({ uri }) => uri.endsWith('other.c'));
    const later = editor
      .allPublished()
      .slice(before)
      .filter(({ uri }) => uri === MODULE);
    expect(later.map(({ diagnostics }) => diagnostics.length)).toEqual([1]);
  });
});

describe('a folder on the disk', () => {
  it('is searched as the command line does it', async () => {
    const folder = folderWith({
      'src/module.c': CALLER,
      'src/helper.c': RETURNS_AT_ONCE,
      'build/helper.c': WAITS,
      '.hidden/helper.c': WAITS,
      'ignored/helper.c': WAITS,
      '.gitignore': 'ignored/\n',
    });
    const address = (name: string): string => pathToFileURL(path.join(folder, name)).href;
    const editor = connectedEditor({ files: workspaceFiles });
    await editor.initialize(watching(PULL), undefined, [pathToFileURL(folder).href]);
    editor.open(address('src/module.c'), CALLER);
    const changed = (...events: readonly (readonly [string, number])[]): void =>
      editor.wire.notify('workspace/didChangeWatchedFiles', {
        changes: events.map(([name, type]) => ({ uri: address(name), type })),
      });
    await editor.wire.waitFor(({ method }) => method === 'workspace/diagnostic/refresh');
    expect(await editor.items(address('src/module.c'))).toEqual([]);
    rmSync(path.join(folder, 'src/helper.c'));
    writeFileSync(path.join(folder, '.gitignore'), '');
    changed(['src/helper.c', DELETED], ['.gitignore', CHANGED]);
    await untilFound(editor, 1, address('src/module.c'));
    renameSync(path.join(folder, 'ignored/helper.c'), path.join(folder, 'ignored/helper.txt'));
    changed(['ignored/helper.c', DELETED]);
    await untilFound(editor, 0, address('src/module.c'));
  });
});
