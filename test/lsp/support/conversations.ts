// Conversations with the server as an editor might have them, made up at random, and what must hold of the answers:
// every request has one answer, positions lie in the text, versions are the text's, and what is told in the end is what
// a fresh server tells.
// Easy to get wrong: an answer belongs to the text at the time it was made, which may be newer than its question; so
// positions are looked at only where the answer came before the next change.
import fc from 'fast-check';
import type { CodeAction, Position, Range } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connectedEditor, PULL, PUSH } from './editor.js';
import type { Message, Wire } from './wire.js';

const URIS = ['file:///work/one.c', 'file:///work/two.cpp', 'untitled:three'];

/** Pieces of text: astral characters, both line ends, what is half written, and what is found in. */
const PIECES = [
  '',
  '\n',
  '\r\n',
  '/* 𝔊𝕀𝕃 🐍 */',
  '    read(fd, buffer, size); // 🐍🐍\r\n',
  'static PyObject *\r\nnap(PyObject *self, PyObject *unused)\r\n{\r\n',
  '    Py_BEGIN_ALLOW_THREADS\n',
  '    Py_END_ALLOW_THREADS\n',
  '    const char *name = "𠮷𠮷"; sleep(5);\n',
  '    PyErr_SetString(PyExc_ValueError, "é𝒳");\n',
  '    return NULL;\n}\n',
  '#include <Python.h>\r\n#include <unistd.h>\r\n',
  '#if 0\n',
  '#endif\n',
  '{',
  '}',
  '"',
  '/* gilscope: allow(blocking-with-gil) because 🐍 */\n',
  'static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL}};\n',
];
const WHOLE = [11, 5, 8, 6, 4, 7, 10, 18].map((at) => PIECES[at]).join('');

const POSITIONED = [
  'textDocument/hover',
  'textDocument/documentHighlight',
  'textDocument/prepareCallHierarchy',
  'gilscope/state',
];
const RANGED = ['textDocument/codeAction', 'textDocument/inlayHint', 'textDocument/semanticTokens/range'];
const PLAIN = [
  'textDocument/diagnostic',
  'textDocument/codeLens',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
  'gilscope/shading',
  'gilscope/coverage',
  'gilscope/nothing',
];

type Deed =
  | { readonly kind: 'open'; readonly at: number }
  | { readonly kind: 'close'; readonly at: number }
  | {
      readonly kind: 'edit';
      readonly at: number;
      readonly from: number;
      readonly length: number;
      readonly piece: number;
    }
  | { readonly kind: 'ask'; readonly at: number; readonly method: string; readonly place: number }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'settings' };

export interface Conversation {
  readonly pulls: boolean;
  /** Whether every answer is waited for before the next change. */
  readonly isCalm: boolean;
  readonly deeds: readonly Deed[];
}

const at = fc.nat(URIS.length - 1);
const share = fc.nat(1000);

export const conversations: fc.Arbitrary<Conversation> = fc.record({
  pulls: fc.boolean(),
  isCalm: fc.boolean(),
  deeds: fc.array(
    fc.oneof(
      { arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'close' as const), at }), weight: 1 },
      {
        arbitrary: fc.record({
          ...{ kind: fc.constant('edit' as const), at, from: share, length: fc.constantFrom(0, 0, 0, 1, 2, 40) },
          piece: fc.nat(PIECES.length - 1),
        }),
        weight: 4,
      },
      {
        arbitrary: fc.record({
          ...{ kind: fc.constant('ask' as const), at, place: share },
          method: fc.constantFrom(...POSITIONED, ...RANGED, ...PLAIN),
        }),
        weight: 6,
      },
      { arbitrary: fc.record({ kind: fc.constantFrom('resolve', 'cancel', 'wait', 'settings') }), weight: 2 },
    ),
    { minLength: 5, maxLength: 40 },
  ) as fc.Arbitrary<readonly Deed[]>,
});

/** Plays a conversation; returns what was wrong, in words. */
export async function judge({ pulls, isCalm, deeds }: Conversation): Promise<readonly string[]> {
  const wrong: string[] = [];
  const editor = connectedEditor({ pushDelay: 1 });
  const { wire } = editor;
  await editor.initialize(resolving(pulls ? PULL : PUSH));
  const open = new Map<string, TextDocument>();
  const asked: { readonly id: number; readonly uri: string }[] = [];
  let action: { readonly value: CodeAction; readonly uri: string } | undefined;

  const put = (uri: string, text: string): void => {
    open.set(uri, TextDocument.create(uri, 'c', 1, text));
    wire.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });
  };
  const request = async (uri: string, method: string, params: object): Promise<void> => {
    const id = wire.request(method, params);
    asked.push({ id, uri });
    if (!isCalm) return;
    const answer = await wire.waitFor((message) => isAnswerTo(message, id));
    const document = open.get(uri);
    const listed = method === 'textDocument/codeAction' ? ((answer.result ?? []) as CodeAction[]) : [];
    const first = listed.find(({ data }) => data !== undefined);
    if (first !== undefined) action = { value: first, uri };
    if (document !== undefined) wrong.push(...misplaced(answer.result, document).map((what) => `${method}: ${what}`));
  };
  const play = async (deed: Deed): Promise<void> => {
    const uri = URIS['at' in deed ? deed.at : 0] ?? '';
    const document = open.get(uri);
    const text = document?.getText() ?? '';
    const place = (of: number): Position =>
      document?.positionAt(Math.floor((text.length * of) / 1000)) ?? { line: of, character: 0 };
    switch (deed.kind) {
      case 'wait':
        return editor.pause(2);
      case 'settings':
        return wire.notify('workspace/didChangeConfiguration', { settings: { gilscope: { showMaybe: true } } });
      case 'cancel':
        return wire.notify('$/cancelRequest', { id: asked.at(-1)?.id ?? 0 });
      case 'resolve':
        return action && request(action.uri, 'codeAction/resolve', action.value);
      case 'open':
        return document === undefined ? put(uri, WHOLE) : undefined;
      case 'close':
        if (open.delete(uri)) wire.notify('textDocument/didClose', { textDocument: { uri } });
        return;
      case 'edit': {
        if (document === undefined) return;
        const start = place(deed.from);
        const end = document.positionAt(document.offsetAt(start) + deed.length);
        const contentChanges = [{ range: { start, end }, text: PIECES[deed.piece] ?? '' }];
        const next = TextDocument.update(document, contentChanges, document.version + 1);
        wire.notify('textDocument/didChange', { textDocument: { uri, version: next.version }, contentChanges });
        return;
      }
      case 'ask': {
        const textDocument = { uri };
        if (POSITIONED.includes(deed.method))
          return request(uri, deed.method, { textDocument, position: place(deed.place) });
        const range = { start: place(deed.place / 2), end: place(deed.place) };
        const ranged = RANGED.includes(deed.method) ? { range, context: { diagnostics: [] } } : {};
        return request(uri, deed.method, { textDocument, ...ranged });
      }
    }
  };

  put(URIS[0] ?? '', WHOLE);
  for (const deed of deeds) await play(deed);
  for (const { id } of asked) await wire.waitFor((message) => isAnswerTo(message, id));
  for (const { id } of asked) {
    const count = wire.received.filter((message) => isAnswerTo(message, id)).length;
    if (count !== 1) wrong.push(`request ${id} was answered ${count} times`);
  }
  wrong.push(...unordered(wire));
  if (pulls) for (const document of open.values()) wrong.push(...(await differs(wire, document)));
  await editor.ask('shutdown', undefined);
  return wrong;
}

/** An editor that asks for the edit of an action when it is chosen; no other one has a reason to. */
const resolving = (capabilities: typeof PULL | typeof PUSH): object => ({
  ...capabilities,
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    ...capabilities.textDocument,
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
});

const isAnswerTo = (message: Message, id: number): boolean => message.id === id && message.method === undefined;

/** All ranges in an answer that do not lie in the document. */
function misplaced(answer: unknown, document: TextDocument): readonly string[] {
  const found: string[] = [];
  const lines = document.getText().split(/\r\n|\r|\n/);
  const isPlace = (value: unknown): value is Position =>
    typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    // Another file's positions belong to another text.
    if ('uri' in value && value.uri !== document.uri) return;
    if (isPlace(value)) {
      const line = lines[value.line];
      if (line === undefined || value.character > line.length)
        found.push(`${value.line}:${value.character} is not in the text`);
      else if (/^[\uDC00-\uDFFF]/.test(line.slice(value.character)) && value.character > 0)
        found.push(`${value.line}:${value.character} is in the middle of a character`);
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(answer);
  const edits = (answer as { edit?: { documentChanges?: { textDocument?: { version?: number } }[] } } | null)?.edit;
  for (const { textDocument } of edits?.documentChanges ?? [])
    if (textDocument?.version !== document.version) found.push(`an edit of version ${textDocument?.version}`);
  return found;
}

/** Versions that went back, or that never were. */
function unordered(wire: Wire): readonly string[] {
  const last = new Map<string, number>();
  const wrong: string[] = [];
  for (const { method, params } of wire.received) {
    if (method !== 'textDocument/publishDiagnostics') continue;
    const { uri, version, diagnostics } = params as { uri: string; version?: number; diagnostics: readonly Range[] };
    // A document that was closed begins anew.
    if (diagnostics.length === 0 && version === undefined) last.delete(uri);
    if (version === undefined) continue;
    if (version < (last.get(uri) ?? 0) && version !== 1) wrong.push(`${uri}: version ${version} came late`);
    last.set(uri, version);
  }
  return wrong;
}

/** What the server says of a document in the end, beside what one says that never saw another text. */
async function differs(wire: Wire, document: TextDocument): Promise<readonly string[]> {
  const params = { textDocument: { uri: document.uri } };
  const ask = async (to: Wire): Promise<unknown> => {
    const id = to.request('textDocument/diagnostic', params);
    const { result } = await to.waitFor((message) => isAnswerTo(message, id));
    return (result as { items?: unknown } | null)?.items;
  };
  const fresh = connectedEditor();
  await fresh.initialize(PULL);
  // The settings that it may have been given on the way are taken back.
  wire.notify('workspace/didChangeConfiguration', { settings: { gilscope: { showMaybe: false } } });
  fresh.open(document.uri, document.getText());
  const [here, there] = [await ask(wire), await ask(fresh.wire)];
  return JSON.stringify(here) === JSON.stringify(there)
    ? []
    : [`${document.uri}: ${JSON.stringify(here)} instead of ${JSON.stringify(there)}`];
}
