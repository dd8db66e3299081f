// Fixes for editors that ask for the edit when an action is chosen: what is listed, what comes then, how often it is
// worked out, and what happens when the text changes in between.
import { describe, expect, it } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';
import type { Finding, ProjectInput } from '../../server/src/core/project.js';
import { createProject, override } from './support/core.js';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, functionWith, RULE, URI } from './support/samples.js';

const CONTENT_MODIFIED = -32801;

const lazy = (base: typeof PULL | typeof PUSH, own: object = {}): object => ({
  textDocument: {
    ...base.textDocument,
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      ...own,
    },
  },
});

const TWO = functionWith('    sleep(5);\n    usleep(6);');
/** One that can be fixed, and one that a macro hides. */
const HALF = functionWith('    sleep(5);\n#define REST usleep(6)\n    REST;');

async function openIn(text: string, capabilities = lazy(PULL), input: Parameters<typeof connectedEditor>[0] = {}) {
  const editor = connectedEditor(input);
  await editor.initialize(capabilities);
  editor.open(URI, text);
  return editor;
}

async function actionsAt(editor: Editor, at: string, context: object = {}): Promise<readonly CodeAction[]> {
  const position = editor.position(URI, at);
  return editor.actions(URI, { start: position, end: position }, { diagnostics: [], ...context });
}

const resolved = (editor: Editor, action: CodeAction | undefined): Promise<CodeAction> =>
  editor.ask('codeAction/resolve', action);

async function choose(editor: Editor, action: CodeAction | undefined): Promise<void> {
  const { edit } = await resolved(editor, action);
  editor.applyEdits(URI, edit?.changes?.[URI] as readonly TextEdit[]);
}

const titled = (actions: readonly CodeAction[], title: string): CodeAction | undefined =>
  actions.find((action) => action.title === title);

/** A project that counts how often a repair is worked out. */
function counting(): {
  readonly asked: Finding[];
  createProject(input: ProjectInput): ReturnType<typeof createProject>;
} {
  const asked: Finding[] = [];
  return {
    asked,
    createProject: (input) => {
      const project = createProject(input);
      return override(project, {
        repair: (file, finding) => {
          asked.push(finding);
          return project.repair(file, finding);
        },
      });
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const ALLOWED = [`Allow ${RULE} on this line`, `Allow ${RULE} in this file`];

describe('an action', () => {
  it('is announced to be resolved only to editors that do', async () => {
    const announced = await connectedEditor().initialize(lazy(PULL));
    expect(announced.capabilities.codeActionProvider).toMatchObject({ resolveProvider: true });
    const other = await connectedEditor().initialize(PULL);
    expect(other.capabilities.codeActionProvider).not.toHaveProperty('resolveProvider');
  });

  it('gets its edit when it is chosen', async () => {
    const editor = await openIn(BLOCKING);
    const [action] = await actionsAt(editor, 'sleep');
    expect(action).toMatchObject({ kind: 'quickfix', title: 'Release the GIL around sleep()' });
    expect(action).not.toHaveProperty('edit');
    await choose(editor, action);
    expect(editor.text(URI)).toContain('Py_BEGIN_ALLOW_THREADS');
    expect(await editor.items(URI)).toEqual([]);
  });

  it('is refused when the text has changed since, and so is one of a document that is gone', async () => {
    const editor = await openIn(BLOCKING);
    const [action] = await actionsAt(editor, 'sleep');
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    await expect(resolved(editor, action)).rejects.toMatchObject({ code: CONTENT_MODIFIED });
    const [fresh] = await actionsAt(editor, 'sleep');
    expect(await resolved(editor, fresh)).toHaveProperty('edit');
    editor.close(URI);
    await expect(resolved(editor, fresh)).rejects.toMatchObject({ code: CONTENT_MODIFIED });
  });

  it('comes back as it is where it has its edit, or data that nobody knows', async () => {
    const editor = await openIn(BLOCKING);
    const suppression = titled(await actionsAt(editor, 'sleep'), `Allow ${RULE} on this line`);
    expect(suppression).toHaveProperty('edit');
    expect(await resolved(editor, suppression)).toEqual(suppression);
    for (const data of [
      4,
      null,
      { uri: URI },
      { uri: URI, version: 1, does: 'else' },
      { uri: URI, version: 1, does: 'fix' },
    ])
      expect(await resolved(editor, { title: 'Other', data })).toEqual({ title: 'Other', data });
    const unknown = { uri: URI, version: 1, does: 'fix', finding: 'none', title: 'none' };
    await expect(resolved(editor, { title: 'Other', data: unknown })).rejects.toMatchObject({ code: CONTENT_MODIFIED });
  });

  it('that cannot be is shown with the reason, unless nobody asked', async () => {
    const editor = await openIn(HALF, lazy(PULL, { disabledSupport: true }));
    const disabled = titled(await actionsAt(editor, '    REST'), `Fix ${RULE}`);
    expect(disabled).toMatchObject({ kind: 'quickfix', disabled: { reason: expect.stringContaining('macro') } });
    expect(titled(await actionsAt(editor, '    REST', { triggerKind: 2 }), `Fix ${RULE}`)).toBeUndefined();
    const other = await openIn(HALF);
    expect((await actionsAt(other, '    REST')).map(({ title }) => title)).toEqual(ALLOWED);
  });
});

describe('all of a rule', () => {
  const TITLE = `Fix all ${RULE} in this file`;

  it('can be fixed where there are two that can', async () => {
    const editor = await openIn(TWO);
    const action = titled(await actionsAt(editor, 'sleep'), TITLE);
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: RULE }] });
    await choose(editor, action);
    expect(await editor.items(URI)).toEqual([]);
    expect(titled(await actionsAt(await openIn(HALF), 'sleep'), TITLE)).toBeUndefined();
  });

  it('comes with its edit to editors that do not resolve, when they ask by hand', async () => {
    const editor = await openIn(TWO, PULL);
    expect(titled(await actionsAt(editor, 'sleep'), TITLE)).toHaveProperty('edit');
    expect(titled(await actionsAt(editor, 'sleep', { triggerKind: 2 }), TITLE)).toBeUndefined();
  });
});

describe('all safe fixes', () => {
  it.each([['source.fixAll.gilscope'], ['source.fixAll'], ['source']])('come when %s is wanted', async (kind) => {
    const editor = await openIn(TWO.replaceAll('\n', '\r\n'));
    const actions = await actionsAt(editor, 'static', { only: [kind] });
    expect(actions).toMatchObject([{ kind: 'source.fixAll.gilscope' }]);
    await choose(editor, actions[0]);
    expect(await editor.items(URI)).toEqual([]);
    expect(editor.text(URI)).not.toMatch(/[^\r]\n/);
    expect(await actionsAt(editor, 'static', { only: [kind] })).toEqual([]);
  });

  it('touch no other line', async () => {
    const editor = await openIn(TWO);
    const [action] = await actionsAt(editor, 'static', { only: ['source.fixAll'] });
    const { edit } = await resolved(editor, action);
    const touched = edit?.changes?.[URI]?.map(({ range }) => range.start.line) ?? [];
    expect(Math.min(...touched)).toBe(6);
    expect(Math.max(...touched)).toBeLessThanOrEqual(8);
  });

  it('are not offered unasked, nor by another source', async () => {
    const editor = await openIn(TWO);
    const kinds = (await actionsAt(editor, 'sleep')).map(({ kind }) => kind);
    expect(kinds).not.toContain('source.fixAll.gilscope');
    expect(await actionsAt(editor, 'sleep', { only: ['source.fixAll.eslint'] })).toEqual([]);
  });
});

describe('a repair', () => {
  it('is worked out once for a text', async () => {
    const { asked, createProject: create } = counting();
    const editor = await openIn(TWO, lazy(PULL), { createProject: create, pushDelay: 100_000 });
    const [action] = await actionsAt(editor, 'sleep');
    await actionsAt(editor, 'usleep');
    await resolved(editor, action);
    await actionsAt(editor, 'sleep');
    expect(asked).toHaveLength(2);
  });

  it.each([['asks', PULL] as const, ['does not ask', PUSH] as const])(
    'is worked out ahead once the editor, which %s, has the problems',
    async (_, base) => {
      const { asked, createProject: create } = counting();
      const editor = await openIn(TWO, lazy(base), { createProject: create });
      if (base === PULL) await editor.items(URI);
      await until(() => asked.length === 2);
      await actionsAt(editor, 'sleep');
      await editor.pause();
      expect(asked).toHaveLength(2);
    },
  );

  it('is worked out first where somebody looked last, over changes as well', async () => {
    const { asked, createProject: create } = counting();
    const editor = await openIn(TWO, lazy(PULL), { createProject: create });
    await actionsAt(editor, 'usleep');
    asked.length = 0;
    editor.edit(URI, 'sleep(5)', 'sleep(7)');
    await editor.items(URI);
    await until(() => asked.length >= 2);
    expect(asked.map(({ callee }) => callee)).toEqual(['usleep', 'sleep']);
  });

  it('is worked out anew when the text is another, and not for one that is out of date', async () => {
    const { asked, createProject: create } = counting();
    const editor = await openIn(TWO, lazy(PULL), { createProject: create, pushDelay: 50 });
    await editor.items(URI);
    for (let i = 0; i < 5; i++) editor.edit(URI, 'sleep(', '/**/sleep(');
    await editor.items(URI);
    await until(() => asked.length === 2);
    await editor.pause();
    expect(asked).toHaveLength(2);
  });

  it('is worked out anew when another file of the folder changes', async () => {
    const { asked, createProject: create } = counting();
    const editor = connectedEditor({ createProject: create, pushDelay: 100_000 });
    await editor.initialize(lazy(PULL), undefined, ['file:///work']);
    editor.open(URI, BLOCKING);
    editor.open('file:///work/other.c', 'int other;\n');
    await actionsAt(editor, 'sleep');
    editor.edit('file:///work/other.c', 'int', 'long');
    await actionsAt(editor, 'sleep');
    expect(asked).toHaveLength(2);
  });

  it('that fails leaves everything else', async () => {
    const editor = await openIn(BLOCKING, lazy(PULL), {
      createProject: (input) =>
        override(createProject(input), {
          repair: () => {
            throw new Error('the fake repair was told to fail');
          },
        }),
    });
    expect(await editor.items(URI)).toHaveLength(1);
    expect((await actionsAt(editor, 'sleep')).map(({ title }) => title)).toEqual(ALLOWED);
  });
});
