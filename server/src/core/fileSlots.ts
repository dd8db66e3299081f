// The tables of a file that describe how a module is made, and a row for them.
// Easy to get wrong: the row has to stand in front of the one that ends the table, which is the last one in braces.
import { gilSlot } from './catalog/moduleSlots.js';
import { cut, type FileModel, languageOf } from './fileModel.js';
import { insertBefore, newlineAt, startsLine } from './fixes/layout.js';
import { offersOf, type Proposed, refuse } from './fixes/proposal.js';
import type { Finding } from './rules/finding.js';
import type { SlotTable } from './rules/noModGilSlot.js';
import type { Item } from './syntax/cut.js';
import { fileTokens } from './syntax/fileTokens.js';
import { Tok, type Tokens } from './syntax/tokens.js';

interface Found extends SlotTable {
  readonly item: Item;
}

const OPEN = 123;
const CLOSE = 125;

/** Nothing is cut where the file does not name the type at all. */
export function slotTables({ path, text }: FileModel): readonly Found[] {
  if (!text.includes(gilSlot.table)) return [];
  const tokens = fileTokens(text);
  const found: Found[] = [];
  for (const item of cut(text, tokens, languageOf(path, text)).items) {
    if (item.kind !== 'declaration') continue;
    const words = wordsOf(text, item, tokens);
    const at = words.findIndex(({ word }) => word === gilSlot.table);
    const name = words[at + 1];
    const written = text.slice(item.start, item.end);
    if (at < 0 || name === undefined || !/^[^={;]*\[[^={;]*=\s*\{/.test(written.slice(name.start - item.start)))
      continue;
    found.push({
      ...{ name: name.word, item, nameSpan: { start: name.start, end: name.start + name.word.length } },
      saysGil: words.some(({ word }) => word === gilSlot.slot),
      condition: item.conditions.length === 0 ? null : item.conditions.join(' and '),
    });
  }
  return found;
}

function wordsOf(text: string, { firstToken, endToken }: Item, tokens: Tokens): { word: string; start: number }[] {
  const words: { word: string; start: number }[] = [];
  for (let t = firstToken; t < endToken; t++) {
    const start = tokens.start[t] ?? 0;
    if (tokens.kind[t] === Tok.word) words.push({ word: text.slice(start, tokens.end[t]), start });
  }
  return words;
}

/** Undefined for findings of other rules, and for modules that are made without a table. */
export function slotProposals(finding: Finding, model: FileModel): Proposed | undefined {
  if (finding.rule !== 'no-mod-gil-slot' || finding.functionName !== '') return undefined;
  const table = slotTables(model).find(({ nameSpan }) => nameSpan.start === finding.span.start);
  const { text } = model;
  const last = table && lastRow(text, table.item);
  if (last === undefined) return refuse('the row that ends the table could not be found');
  const written = text.slice(last.start, last.end);
  if (!/^\{\s*(?:0|NULL)?\s*(?:,|\}$)/.test(written)) return refuse('the table does not end in a row of zeros');
  if (!startsLine(text, last.start)) return refuse('the row that ends the table has no line of its own');
  const [, blank = ''] = /^\{([ \t]*)/.exec(written) ?? [];
  const { span, newText } = insertBefore(text, last.start, [`{${blank}${gilSlot.slot}, ${gilSlot.notUsed}${blank}},`]);
  const newline = newlineAt(text, last.start);
  const guarded = `#ifdef ${gilSlot.macro}${newline}${newText}#endif${newline}`;
  const title = 'Declare that the module works without a GIL';
  return offersOf([{ title, edits: [{ span, newText: guarded }], safe: false }]);
}

function lastRow(text: string, { firstToken, endToken }: Item): { start: number; end: number } | undefined {
  const tokens = fileTokens(text);
  let depth = 0;
  let open: number | undefined;
  let row: { start: number; end: number } | undefined;
  for (let t = firstToken; t < endToken; t++) {
    if (tokens.kind[t] !== Tok.punct) continue;
    if (tokens.first[t] === OPEN && ++depth === 2) open = tokens.start[t];
    if (tokens.first[t] === CLOSE && depth-- === 2 && open !== undefined)
      row = { start: open, end: tokens.end[t] ?? open };
  }
  return row;
}
