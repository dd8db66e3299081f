// Repairs and suppressions, applied as an editor applies them: afterwards the finding is gone.

import { describe, expect, it } from 'vitest';
import type { CodeAction, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { connectedEditor, type Editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, RULE, URI } from './support/samples.js';

const VERSIONED = { ...PULL, workspace: { workspaceEdit: { documentChanges: true } } };

async function openIn(text = BLOCKING, capabilities: object = VERSIONED): Promise<Editor> {
  const editor = connectedEditor();
  await editor.initialize(capabilities);
  editor.open(URI, text);
  return editor;
}

async function actionsAt(editor: Editor, at = 'sleep', context?: object): Promise<readonly CodeAction[]> {
  const position = editor.position(URI, at);
  return editor.actions(URI, { start: position, end: position }, context);
}

function editsOf(edit: WorkspaceEdit | undefined): readonly TextEdit[] {
  const change = edit?.documentChanges?.[0];
  if (change !== undefined && 'edits' in change) return change.edits as readonly TextEdit[];
  return edit?.changes?.[URI] ?? [];
}

const isSuppression = ({ title }: CodeAction): boolean => title === `Allow ${RULE} on this line`;

describe('a repair', () => {
  it('is offered at the finding, preferred, with its diagnostic and the version of the document', async () => {
    const editor = await openIn();
    const [action] = await actionsAt(editor);
    expect(action).toMatchObject({
      title: expect.stringContaining('GIL'),
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: RULE, source: 'gilscope' }],
      edit: { documentChanges: [{ textDocument: { uri: URI, version: 1 } }] },
    });
  });

  it.each([['\n'], ['\r\n']])('removes the finding when it is applied, line ends being %j', async (lineEnd) => {
    const editor = await openIn(BLOCKING.replaceAll('\n', lineEnd));
    const [action] = await actionsAt(editor);
    editor.applyEdits(URI, editsOf(action?.edit));
    expect(editor.text(URI)).toContain('Py_BEGIN_ALLOW_THREADS');
    expect(await editor.items(URI)).toEqual([]);
  });

  it('comes without a version for editors that know no versions', async () => {
    const editor = await openIn(BLOCKING, PULL);
    const [action] = await actionsAt(editor);
    expect(action?.edit).toHaveProperty('changes');
    editor.applyEdits(URI, editsOf(action?.edit));
    expect(await editor.items(URI)).toEqual([]);
  });

  it('carries the diagnostic that the editor has sent', async () => {
    const editor = await openIn();
    const [item] = await editor.items(URI);
    const sent = { ...item, data: { mine: true } };
    const [action] = await actionsAt(editor, 'sleep', { diagnostics: [sent] });
    expect(action?.diagnostics).toEqual([sent]);
  });
});

describe('a suppression', () => {
  it('is offered behind the repairs and removes the finding', async () => {
    const editor = await openIn();
    const actions = await actionsAt(editor);
    expect(actions.map(({ title }) => title).slice(-2)).toEqual([
      `Allow ${RULE} on this line`,
      `Allow ${RULE} in this file`,
    ]);
    const action = actions.find(isSuppression);
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: RULE }] });
    expect(action).not.toHaveProperty('isPreferred');
    editor.applyEdits(URI, editsOf(action?.edit));
    expect(editor.text(URI)).toContain(`gilscope: allow(${RULE})`);
    expect(await editor.items(URI)).toEqual([]);
  });
});

describe('a contract', () => {
  const HELPER = `#include <Python.h>\n\nvoid\nnote(PyObject *list)\n{\n    PyList_Append(list, Py_None);\n}\n`;

  it('is offered at the name of a function, and not a second time', async () => {
    const editor = await openIn(HELPER);
    const [action] = await actionsAt(editor, 'note', { diagnostics: [], only: ['refactor'] });
    expect(action).toMatchObject({
      title: 'Annotate with the inferred GIL contract: requires held',
      kind: 'refactor.rewrite',
    });
    editor.applyEdits(URI, editsOf(action?.edit));
    expect(editor.text(URI)).toContain('/* gil: requires held */\nvoid\nnote(');
    expect(await actionsAt(editor, 'note')).toEqual([]);
  });

  it('is not offered in a body', async () => {
    expect(await actionsAt(await openIn(HELPER), 'PyList_Append')).toEqual([]);
  });
});

describe('nothing is offered', () => {
  it('where there is no finding', async () => {
    expect(await actionsAt(await openIn(), 'Py_RETURN_NONE')).toEqual([]);
  });

  it('when other kinds of actions are wanted', async () => {
    const editor = await openIn();
    expect(await actionsAt(editor, 'sleep', { diagnostics: [], only: ['refactor'] })).toEqual([]);
    expect(await actionsAt(editor, 'sleep', { diagnostics: [], only: ['source.organizeImports'] })).toEqual([]);
    expect(await actionsAt(editor, 'sleep', { diagnostics: [], only: ['quickfix'] })).not.toEqual([]);
  });

  it('for a document that is not open', async () => {
    const editor = await openIn();
    const start = { line: 0, character: 0 };
    expect(await editor.actions('file:///work/other.c', { start, end: start })).toEqual([]);
  });

  it('to editors that understand commands only', async () => {
    const editor = await openIn(BLOCKING, { textDocument: { ...PUSH.textDocument, codeAction: {} } });
    expect(await actionsAt(editor)).toEqual([]);
  });
});
