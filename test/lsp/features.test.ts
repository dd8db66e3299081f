// Hover, shading, the state at the cursor, and the settings that change what is shown.
import { describe, expect, it } from 'vitest';
import { MarkupContent } from 'vscode-languageserver';
import type { FileReport, Finding, Project, ProjectInput } from '../../server/src/core/project.js';
import {
  REFRESH_NOTIFICATION,
  SHADING_REQUEST,
  type ShadingResult,
  STATE_REQUEST,
  type StateResult,
} from '../../server/src/lsp/protocol.js';
import { createProject, override } from './support/core.js';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, functionWith, RELEASED, URI } from './support/samples.js';
import type { Message } from './support/wire.js';

const OTHER = 'file:///work/other.c';

async function openIn(text: string, capabilities: object = PULL): Promise<Editor> {
  const editor = connectedEditor();
  await editor.initialize(capabilities);
  editor.open(URI, text);
  return editor;
}

const shading = (editor: Editor, uri = URI): Promise<ShadingResult> =>
  editor.ask(SHADING_REQUEST, { textDocument: { uri } });

const state = (editor: Editor, at: string): Promise<StateResult> =>
  editor.ask(STATE_REQUEST, { textDocument: { uri: URI }, position: editor.position(URI, at) });

describe('hover', () => {
  it('tells the state of the GIL at a call, in markdown', async () => {
    const editor = await openIn(BLOCKING);
    const hover = await editor.hover(URI, 'slee');
    expect(hover).toMatchObject({
      contents: { kind: 'markdown', value: expect.stringContaining('GIL') },
      range: { start: { line: 6 } },
    });
  });

  it('is plain text for editors that know no markdown', async () => {
    const editor = await openIn(BLOCKING, { textDocument: { ...PULL.textDocument, hover: {} } });
    const hover = await editor.hover(URI, 'slee');
    expect(hover).toMatchObject({ contents: { kind: 'plaintext' } });
    const { value } = MarkupContent.is(hover?.contents) ? hover.contents : { value: '' };
    expect(value).toMatch(/^GIL held/);
    expect(value).toMatch(/sleep\(3\): https:/);
    expect(value).not.toMatch(/[*`[\]]/);
  });

  it('is nothing where there is nothing to say, and at places that do not exist', async () => {
    const editor = await openIn(BLOCKING);
    const at = (uri: string, line: number, character: number) =>
      editor.ask('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    expect(await at(URI, 1, 2)).toBeNull();
    expect(await at(URI, 9999, 0)).toBeNull();
    expect(await at(URI, 1, 9999)).toBeNull();
    expect(await at(OTHER, 0, 0)).toBeNull();
  });
});

describe('shading', () => {
  it('covers the lines that run with the GIL released, with the version of the text', async () => {
    const editor = await openIn(RELEASED);
    const { version, ranges } = await shading(editor);
    expect(version).toBe(1);
    const covers = ({ kind, range }: ShadingResult['ranges'][number]): boolean =>
      kind === 'released' && range.start.line <= 7 && range.end.line >= 7;
    expect(ranges.some(covers)).toBe(true);
    editor.edit(URI, '#include', '\n#include');
    expect((await shading(editor)).version).toBe(2);
  });

  it('is empty where the GIL is never released and for documents that are not open', async () => {
    const editor = await openIn(BLOCKING);
    expect((await shading(editor)).ranges).toEqual([]);
    expect(await shading(editor, OTHER)).toEqual({ version: 0, ranges: [] });
  });

  it('is announced again after a change to those who asked once, and to nobody else', async () => {
    const editor = await openIn(RELEASED);
    editor.open(OTHER, RELEASED);
    await shading(editor);
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    editor.edit(OTHER, 'sleep(5)', 'sleep(6)');
    const isRefresh = ({ method }: Message): boolean => method === REFRESH_NOTIFICATION;
    await editor.wire.waitFor(isRefresh);
    await editor.pause();
    for (const { params } of editor.wire.received.filter(isRefresh)) expect(params).toEqual({ uri: URI });
  });
});

describe('the state at the cursor', () => {
  it('is held outside of a region and released in it', async () => {
    const editor = await openIn(RELEASED);
    expect(await state(editor, 'Py_RETURN')).toMatchObject({ state: 'held', text: expect.stringMatching(/\S/) });
    expect(await state(editor, 'sleep(5')).toMatchObject({ state: 'released', text: expect.stringMatching(/\S/) });
  });

  it('is outside between functions', async () => {
    const editor = await openIn(BLOCKING);
    expect(await state(editor, '#incl')).toMatchObject({ state: 'outside' });
  });
});

describe('a function that was not understood as a whole', () => {
  const text = `${functionWith('    int n = @@ 5 5 (;\n    sleep(5);')}\nstatic void\nother(void)\n{\n    sleep(6);\n}\n`;
  const NOTE = /Not fully analysed.*nap\(\).*line 7.*syntax/;

  it('is called so at the cursor, in the status bar as in its tooltip', async () => {
    const editor = await openIn(text);
    expect(await state(editor, 'sleep(5')).toMatchObject({
      text: expect.stringContaining('(?)'),
      detail: expect.stringMatching(NOTE),
    });
    const elsewhere = await state(editor, 'sleep(6');
    expect(elsewhere.text).not.toContain('(?)');
    expect(elsewhere.detail).not.toMatch(NOTE);
  });

  it('is called so by the hover, also at words that have nothing else to say', async () => {
    const editor = await openIn(text);
    const note = { contents: { value: expect.stringMatching(NOTE) } };
    expect(await editor.hover(URI, 'slee')).toMatchObject(note);
    expect(await editor.hover(URI, '    int ')).toMatchObject(note);
    expect(await editor.hover(URI, 'oth')).not.toMatchObject(note);
  });
});

describe('the settings', () => {
  const PULL_AND_ASK = { ...PULL, workspace: { configuration: true, diagnostics: { refreshSupport: true } } };
  const project = { createProject: oneHintIfMaybe };

  it('come with the first message', async () => {
    for (const options of [{ showMaybe: true }, { gilscope: { showMaybe: true } }]) {
      const editor = connectedEditor(project);
      await editor.initialize(PULL, options);
      editor.open(URI, RELEASED);
      expect(await editor.items(URI)).toHaveLength(1);
    }
  });

  it('are asked for, before the first answer is given', async () => {
    const editor = connectedEditor(project);
    editor.settings = { showMaybe: true };
    await editor.initialize(PULL_AND_ASK);
    editor.open(URI, RELEASED);
    expect(await editor.items(URI)).toHaveLength(1);
  });

  it('that change are asked for again, and the editor is told to ask for problems again', async () => {
    const editor = connectedEditor(project);
    await editor.initialize(PULL_AND_ASK);
    editor.open(URI, RELEASED);
    const { resultId } = await editor.pull(URI);
    editor.settings = { showMaybe: true };
    editor.wire.notify('workspace/didChangeConfiguration', { settings: null });
    await editor.wire.waitFor(({ method }) => method === 'workspace/diagnostic/refresh');
    expect(await editor.pull(URI, resultId)).toMatchObject({ kind: 'full', items: [{ severity: 4 }] });
  });

  it('that are sent lead to new problems for editors that do not ask', async () => {
    const editor = connectedEditor(project);
    await editor.initialize(PUSH);
    editor.open(URI, RELEASED);
    await editor.published(({ diagnostics }) => diagnostics.length === 0);
    editor.wire.notify('workspace/didChangeConfiguration', { settings: { gilscope: { showMaybe: true } } });
    expect(await editor.published(({ diagnostics }) => diagnostics.length === 1)).toMatchObject({ version: 1 });
  });

  it('that make no sense are left aside', async () => {
    const editor = connectedEditor(project);
    await editor.initialize(PUSH, { showMaybe: 'yes' });
    for (const settings of [null, 7, 'x', [], { gilscope: null }, { gilscope: { showMaybe: 1 } }]) {
      editor.wire.notify('workspace/didChangeConfiguration', { settings });
    }
    editor.open(URI, RELEASED);
    expect(await editor.published(({ uri }) => uri === URI)).toMatchObject({ diagnostics: [] });
  });

  it('are registered for where the editor wants that', async () => {
    const editor = connectedEditor(project);
    await editor.initialize({ ...PULL, workspace: { didChangeConfiguration: { dynamicRegistration: true } } });
    const { params } = await editor.wire.waitFor(({ method }) => method === 'client/registerCapability');
    expect(params).toMatchObject({ registrations: [{ method: 'workspace/didChangeConfiguration' }] });
  });
});

/** The real analysis, but for one finding that is there only when what is possibly wrong is asked for. */
function oneHintIfMaybe(input: ProjectInput): Project {
  const project = createProject(input);
  let { showMaybe } = input.options;
  const report = (path: string): FileReport | undefined => {
    const real = project.report(path);
    return real && { ...real, findings: showMaybe ? [POSSIBLY_WRONG] : [] };
  };
  const setOptions = (options: ProjectInput['options']): void => {
    showMaybe = options.showMaybe;
  };
  return override(project, { report, setOptions });
}

const POSSIBLY_WRONG: Finding = {
  rule: 'blocking-with-gil',
  severity: 'hint',
  certainty: 'maybe',
  span: { start: 0, end: 8 },
  functionName: '',
  callee: null,
  message: 'possibly',
  condition: null,
  trace: [],
};
