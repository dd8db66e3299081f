// The report of the workspace over the protocol: files that nobody has opened are in it, others are answered meanwhile,
// and the editor is told when another one is due.
import { describe, expect, it } from 'vitest';
import type { Project, ProjectInput } from '../../server/src/core/project.js';
import type { ReportResult } from '../../server/src/lsp/protocol.js';
import type { ServerInput } from '../../server/src/lsp/server.js';
import { createProject, override } from './support/core.js';
import { connectedEditor, type Editor, PULL } from './support/editor.js';
import { type MemoryFiles, memoryFiles } from './support/memoryFiles.js';
import { functionWith } from './support/samples.js';

const FOLDER = 'file:///work';
const MODULE = 'file:///work/module.c';
const REQUEST_CANCELLED = -32800;
const NAPS = functionWith('    sleep(1);');

async function editorWith(
  files: MemoryFiles,
  folders: readonly string[] = [FOLDER],
  input: Partial<ServerInput> = {},
): Promise<Editor> {
  const editor = connectedEditor({ files, ...input });
  const workspace = { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } };
  await editor.initialize({ ...PULL, workspace }, undefined, folders);
  return editor;
}

const ask = (editor: Editor): Promise<ReportResult> => editor.ask('gilscope/report', {});

const namesIn = ({ functions, files }: ReportResult): readonly string[] =>
  functions.map(({ name, place }) => `${files[place.file]?.path} ${name}`);

describe('the report', () => {
  it('is about all files of the folder, and waits until they are read', async () => {
    const files = memoryFiles({ [MODULE]: NAPS, 'file:///work/lib/other.c': NAPS });
    files.beforeRead = () => new Promise((resolve) => setTimeout(resolve, 40));
    const report = await ask(await editorWith(files));
    expect(report).toMatchObject({ title: 'work', toolVersion: '1.2.3' });
    expect(namesIn(report).map((name) => name.split(' ')[0])).toEqual(['lib/other.c', 'module.c']);
    expect(report.files.map(({ address }) => address)).toEqual(['file:///work/lib/other.c', MODULE]);
    expect(report.coverage.files).toHaveLength(2);
  });

  it('goes by the text in the editor, and has places that count from 1', async () => {
    const editor = await editorWith(memoryFiles({ [MODULE]: '' }));
    editor.open(MODULE, `\n${NAPS}`);
    const [row] = (await ask(editor)).functions;
    const wait = row?.waits[0]?.place;
    expect(wait?.line).toBe(editor.position(MODULE, 'sleep').line + 1);
    expect(wait?.endColumn).toBe(editor.position(MODULE, 'sleep').character + 1);
  });

  it('has documents outside of folders, by their own address', async () => {
    const editor = await editorWith(memoryFiles({}), []);
    editor.open('file:///elsewhere/a.c', NAPS);
    const report = await ask(editor);
    expect(report.files).toEqual([{ path: '/elsewhere/a.c', address: 'file:///elsewhere/a.c' }]);
    expect(report.title).toBe('open files');
  });

  it('has documents that were never saved, by the name that the editor shows', async () => {
    const editor = await editorWith(memoryFiles({}), []);
    editor.open('untitled:Untitled-1', NAPS);
    expect((await ask(editor)).files).toEqual([{ path: 'Untitled-1', address: 'untitled:Untitled-1' }]);
  });

  it('says which files were not read', async () => {
    const files = memoryFiles({ [MODULE]: NAPS, 'file:///work/odd.c': '' });
    files.beforeRead = (address) => {
      if (address.endsWith('odd.c')) throw new Error('not for you');
    };
    const { coverage } = await ask(await editorWith(files));
    expect(coverage.skipped).toEqual([{ path: 'odd.c', reason: expect.stringContaining('is not there any more') }]);
  });

  it('names the folder where there are several', async () => {
    const files = memoryFiles({ [MODULE]: NAPS, 'file:///other/a.c': NAPS });
    const report = await ask(await editorWith(files, [FOLDER, 'file:///other']));
    expect(report.files.map(({ path }) => path)).toEqual(['other/a.c', 'work/module.c']);
  });

  it('lets others in, and ends when it is cancelled', async () => {
    const texts = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`file:///work/f${i}.c`, NAPS]));
    let asked = 0;
    const slow = (input: ProjectInput): Project => {
      const project = createProject(input);
      return override(project, {
        gilReport(path) {
          asked++;
          for (const end = performance.now() + 5; performance.now() < end; );
          return project.gilReport(path);
        },
      });
    };
    const editor = await editorWith(memoryFiles(texts), [FOLDER], { createProject: slow });
    editor.open(MODULE, NAPS);
    await ask(editor);
    asked = 0;
    const id = editor.wire.request('gilscope/report', {});
    while (asked === 0) await editor.hover(MODULE, 'sleep');
    await editor.hover(MODULE, 'sleep');
    editor.wire.notify('$/cancelRequest', { id });
    await expect(editor.answerTo(id)).rejects.toMatchObject({ code: REQUEST_CANCELLED });
    expect(asked).toBeLessThan(60);
  });

  it('is followed by a word when files change on the disk', async () => {
    const files = memoryFiles({ [MODULE]: NAPS });
    const editor = await editorWith(files);
    expect(namesIn(await ask(editor))).toHaveLength(1);
    files.texts.set(MODULE, '');
    editor.wire.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: MODULE, type: 2 }] });
    await editor.wire.waitFor(({ method }) => method === 'gilscope/reportChanged');
    expect(namesIn(await ask(editor))).toEqual([]);
  });
});
