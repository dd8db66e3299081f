// The texts of an editor in the course of a sequence: which documents are open, what is in them, where the cursor is, and
// what can be undone. Plain strings: the server under test keeps its texts with a library, and both must agree.
import { applied, type Change, changesOf, difference, type Edit } from './edits.js';
import type { Source } from './material.js';

/** Path to text, of the documents that are open, in the order in which they were opened. */
export type Texts = ReadonlyMap<string, string>;

export type Step =
  | { readonly kind: 'open'; readonly path: string; readonly text: string }
  | { readonly kind: 'close'; readonly path: string }
  /** `before` is the text that the first change fits. */
  | { readonly kind: 'change'; readonly path: string; readonly before: string; readonly changes: readonly Change[] };

export interface EditedDocuments {
  readonly texts: Texts;
  /** The document that was edited last. */
  readonly current: string;
  /** Does an edit; undefined where it means nothing here. */
  apply(edit: Edit): Step | undefined;
}

/** So many steps can be undone. */
const DEPTH = 20;

export function editedDocuments(sources: readonly Source[]): EditedDocuments {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const closed = new Map<string, string>();
  const past = new Map<string, string[]>();
  let current = sources[0]?.path ?? '';
  let cursor = 0;

  const change = (path: string, changes: readonly Change[]): Step | undefined => {
    const before = texts.get(path) ?? '';
    const after = applied(before, changes);
    if (after === before) return undefined;
    texts.set(path, after);
    const last = changes.at(-1);
    cursor = last === undefined ? 0 : last.start + last.text.length;
    return { kind: 'change', path, before, changes };
  };
  const undo = (path: string, { size }: Edit): Step | undefined => {
    const steps = past.get(path) ?? [];
    const [back] = steps.splice(Math.max(0, steps.length - 1 - (size % 4)));
    return back === undefined ? undefined : change(path, difference(texts.get(path) ?? '', back));
  };
  const close = (path: string): Step | undefined => {
    if (texts.size < 2) return undefined;
    closed.set(path, texts.get(path) ?? '');
    texts.delete(path);
    current = texts.keys().next().value ?? '';
    return { kind: 'close', path };
  };
  const reopen = ({ choice }: Edit): Step | undefined => {
    const path = [...closed.keys()][choice % Math.max(1, closed.size)];
    if (path === undefined) return undefined;
    const text = closed.get(path) ?? '';
    closed.delete(path);
    texts.set(path, text);
    return { kind: 'open', path, text };
  };

  return {
    texts,
    get current() {
      return current;
    },
    apply(edit) {
      if (edit.document !== undefined) {
        const chosen = [...texts.keys()][Math.floor(edit.document * texts.size)] ?? current;
        if (chosen !== current) cursor = Math.floor((texts.get(chosen) ?? '').length / 2);
        current = chosen;
      }
      const path = current;
      if (edit.kind === 'close') return close(path);
      if (edit.kind === 'reopen') return reopen(edit);
      if (edit.kind === 'undo') return undo(path, edit);
      const before = texts.get(path) ?? '';
      const others = [...texts].filter(([other]) => other !== path).map(([, text]) => text);
      const isCpp = /\.(?:cpp|hpp|cc|cxx)$/.test(path);
      const step = change(path, changesOf(edit, before, { cursor, others, isCpp }));
      if (step !== undefined) past.set(path, [...(past.get(path) ?? []), before].slice(-DEPTH));
      return step;
    },
  };
}
