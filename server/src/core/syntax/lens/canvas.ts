// The text of one item while the lens works on it: tokens as plain numbers, and a copy of the characters to write on.
// Every change keeps the length, so each offset in the masked text means the same place in the original.
import { closingBrackets } from '../brackets.js';
import type { Item } from '../cut.js';
import { Tok, type Tokens, type TokKind } from '../tokens.js';

export interface Canvas {
  /** The item's original text. */
  readonly text: string;
  /** The character code at an offset as it stands now; undefined behind the end. */
  character(offset: number): number | undefined;
  /** What will be parsed. */
  masked(): string;
  readonly count: number;
  kind(t: number): TokKind | -1;
  /** Offsets in the item's text. */
  start(t: number): number;
  end(t: number): number;
  /** First character code, 0 behind the last token. */
  first(t: number): number;
  word(t: number): string;
  /** Whether a line ends between a token and the next one. */
  newlineAfter(t: number): boolean;
  /** Index of the bracket that closes the one that opens at `t`, or `count`. */
  closing(t: number): number;
  put(offset: number, character: string): void;
  blank(from: number, to: number): void;
}

/** `alive` tells which tokens take part; the others (dead arms, directives of a chosen configuration) are blanked. */
export function canvasOf(source: string, item: Item, tokens: Tokens, alive?: (token: number) => boolean): Canvas {
  const text = detached(source.slice(item.start, item.end));
  let changed: Uint16Array | undefined;
  const index: number[] = [];
  let closing: Int32Array | undefined;
  for (let t = item.firstToken; t < item.endToken; t++) if (alive === undefined || alive(t)) index.push(t);

  const canvas: Canvas = {
    text,
    character: (offset) => (offset < text.length ? (changed?.[offset] ?? text.charCodeAt(offset)) : undefined),
    masked: () => (changed === undefined ? text : textOf(changed)),
    count: index.length,
    kind: (t) => (tokens.kind[index[t] ?? -1] as TokKind | undefined) ?? -1,
    start: (t) => (tokens.start[index[t] ?? -1] ?? source.length) - item.start,
    end: (t) => (tokens.end[index[t] ?? -1] ?? source.length) - item.start,
    first: (t) => tokens.first[index[t] ?? -1] ?? 0,
    word: (t) => (canvas.kind(t) === Tok.word ? text.slice(canvas.start(t), canvas.end(t)) : ''),
    newlineAfter: (t) => text.slice(canvas.end(t), canvas.start(t + 1)).includes('\n'),
    closing(t) {
      closing ??= closingBrackets(index.length, canvas.kind, canvas.first, index.length);
      return closing[t] ?? index.length;
    },
    put: (offset, character) => {
      changed ??= charactersOf(text);
      if (offset >= 0 && offset < text.length) changed[offset] = character.charCodeAt(0);
    },
    blank(from, to) {
      changed ??= charactersOf(text);
      for (let i = Math.max(0, from); i < Math.min(to, text.length); i++) {
        const c = text.charCodeAt(i);
        if (c !== 10 && c !== 13) changed[i] = 32;
      }
    },
  };
  if (alive !== undefined) blankDead(canvas, item, tokens, alive);
  return canvas;
}

function blankDead(canvas: Canvas, item: Item, tokens: Tokens, alive: (token: number) => boolean): void {
  for (let t = item.firstToken; t < item.endToken; t++)
    if (!alive(t)) canvas.blank((tokens.start[t] ?? 0) - item.start, (tokens.end[t] ?? 0) - item.start);
}

/** A string of its own, not a slice that keeps the whole file alive as long as the function is cached. */
const detached = (slice: string): string => ` ${slice}`.slice(1);

function charactersOf(text: string): Uint16Array {
  const characters = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) characters[i] = text.charCodeAt(i);
  return characters;
}

/** So many arguments a call may have on any engine. */
const PIECE = 8192;

function textOf(characters: Uint16Array): string {
  let text = '';
  // Not spread: that makes an iterator of the characters, and an object of each.
  for (let at = 0; at < characters.length; at += PIECE)
    text += Reflect.apply(String.fromCharCode, undefined, characters.subarray(at, at + PIECE));
  return text;
}
