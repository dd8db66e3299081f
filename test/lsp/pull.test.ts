// Diagnostics for editors that ask for them.
import { describe, expect, it } from 'vitest';
import { connectedEditor, type Editor, PULL } from './support/editor.js';
import { BLOCKING, functionWith, RELEASED, RULE, URI } from './support/samples.js';

async function openIn(text: string, input: Parameters<typeof connectedEditor>[0] = {}): Promise<Editor> {
  const editor = connectedEditor(input);
  await editor.initialize(PULL);
  editor.open(URI, text);
  return editor;
}

describe('a report', () => {
  it('tells place, severity, rule and steps', async () => {
    const editor = await openIn(BLOCKING, { documentation: 'file:///package/docs/rules/' });
    const items = await editor.items(URI);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      range: { start: { line: 6, character: 4 }, end: { line: 6 } },
      severity: 2,
      source: 'gilscope',
      code: RULE,
      codeDescription: { href: `file:///package/docs/rules/${RULE}.md` },
      message: expect.stringContaining('sleep'),
    });
    for (const { location, message } of items[0]?.relatedInformation ?? []) {
      expect(location.uri).toBe(URI);
      expect(message).not.toBe('');
    }
  });

  it('has no link where no documentation is installed', async () => {
    const editor = await openIn(BLOCKING);
    expect((await editor.items(URI))[0]).not.toHaveProperty('codeDescription');
  });

  it('is for the newest text, however fast the changes come', async () => {
    const editor = await openIn(RELEASED);
    editor.edit(URI, '    Py_BEGIN_ALLOW_THREADS\n', '');
    editor.edit(URI, '    Py_END_ALLOW_THREADS\n', '');
    const first = editor.pull(URI);
    editor.edit(URI, 'sleep(5)', 'Py_MakePendingCalls()');
    editor.edit(URI, 'Py_MakePendingCalls()', 'sleep(7)');
    const second = editor.pull(URI);
    expect(await second).toMatchObject({ kind: 'full', items: [{ code: RULE }] });
    expect(await first).toMatchObject({ kind: 'full' });
  });

  it('is unchanged while the text is, and only then', async () => {
    const editor = await openIn(BLOCKING);
    const first = await editor.pull(URI);
    expect(await editor.pull(URI, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    editor.edit(URI, 'sleep(5)', 'sleep(6)');
    const second = await editor.pull(URI, first.resultId);
    expect(second.kind).toBe('full');
    expect(second.resultId).not.toBe(first.resultId);
  });

  it('is not taken for that of a document which had the name before', async () => {
    const editor = await openIn(BLOCKING);
    const { resultId } = await editor.pull(URI);
    editor.close(URI);
    editor.open(URI, RELEASED);
    expect(await editor.pull(URI, resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  it('is empty for a document that is not open', async () => {
    const editor = await openIn(BLOCKING);
    expect(await editor.pull('file:///work/other.c')).toEqual({ kind: 'full', items: [] });
    editor.close(URI);
    expect(await editor.pull(URI, 'whatever')).toEqual({ kind: 'full', items: [] });
  });

  it('is the same as without all the edits that led to the text', async () => {
    const edited = await openIn(RELEASED);
    edited.edit(URI, 'Py_BEGIN_ALLOW_THREADS', 'Py_BEGIN_ALLOW_THREADS {');
    await edited.pull(URI);
    edited.edit(URI, 'Py_BEGIN_ALLOW_THREADS {', '');
    await edited.pull(URI);
    edited.edit(URI, 'Py_END_ALLOW_THREADS', '');
    const fresh = await openIn(edited.text(URI));
    expect(await edited.items(URI)).toEqual(await fresh.items(URI));
  });

  it('says that a document is too large to be analysed', async () => {
    const editor = await openIn(`${BLOCKING}${' '.repeat(5_000_000)}`);
    expect(await editor.items(URI)).toMatchObject([{ severity: 3, message: expect.stringContaining('too large') }]);
    expect(await editor.hover(URI, 'sleep')).toBeNull();
  });
});

describe('columns', () => {
  it.each([
    ['plain text', '    sleep(5);', 4],
    ['a tab', '\tsleep(5);', 1],
    ['a character outside the basic plane, two units wide', '    /* 😀 */ sleep(5);', 13],
    ['accents and combining marks', '    /* e\u0301é漢 */ sleep(5);', 15],
  ])('count UTF-16 code units behind %s', async (_, line, character) => {
    const editor = await openIn(functionWith(line));
    expect((await editor.items(URI))[0]?.range.start).toEqual({ line: 6, character });
  });

  it('and lines are right with CRLF line ends', async () => {
    const editor = await openIn(BLOCKING.replaceAll('\n', '\r\n'));
    expect((await editor.items(URI))[0]?.range.start).toEqual({ line: 6, character: 4 });
    editor.edit(URI, '#include <unistd.h>\r\n', '#include <unistd.h>\r\n/* 😀 */\r\n');
    expect((await editor.items(URI))[0]?.range.start).toEqual({ line: 7, character: 4 });
  });

  it('stay right through edits beside surrogate pairs', async () => {
    const editor = await openIn(functionWith('    /* 😀😀 */ sleep(5);'));
    editor.edit(URI, '😀 */', '*/');
    expect((await editor.items(URI))[0]?.range.start).toEqual({ line: 6, character: 12 });
  });
});

describe('documents', () => {
  it('that have no name yet are read in the language that the editor says', async () => {
    const editor = await openIn('');
    editor.open('untitled:Untitled-1', BLOCKING, 'c');
    editor.open('untitled:Untitled-2', BLOCKING, 'cpp');
    expect(await editor.items('untitled:Untitled-1')).toHaveLength(1);
    expect(await editor.items('untitled:Untitled-2')).toHaveLength(1);
  });

  it('do not influence each other', async () => {
    const editor = await openIn(BLOCKING);
    const before = await editor.items(URI);
    editor.open('file:///work/other.c', RELEASED.replaceAll('nap', 'sleep'));
    expect(await editor.items(URI)).toEqual(before);
  });
});
