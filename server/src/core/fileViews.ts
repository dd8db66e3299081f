// What editors show about a file, as plain data: each view asks the facts of the file for what it needs.
import type { Span } from './base/span.js';
import { type Fold, foldsOf } from './fileFolds.js';
import type { FileModel, ModelInput } from './fileModel.js';
import type { FileFacts } from './interproc/fileFacts.js';
import { directiveTexts } from './syntax/macros.js';
import { type CallHierarchyItem, type CallsBetween, calleesOf, callersOf, hierarchyAt } from './views/callHierarchy.js';
import { type CodeLens, codeLensesOf } from './views/codeLenses.js';
import { type Hover, hoverAt } from './views/hover.js';
import type { MacroOrigin } from './views/hoverMacro.js';
import { type InlayHint, inlayHintsIn } from './views/inlayHints.js';
import { type PointState, stateAt } from './views/pointState.js';
import { type Highlight, highlightsAt } from './views/regionPlaces.js';
import { type ReleasedWord, releasedWords } from './views/releasedWords.js';
import { type Shade, shadesOf } from './views/shades.js';

/** Nothing is told of a path that was never set. */
export interface Views {
  shades(path: string): readonly Shade[];
  state(path: string, offset: number): PointState | undefined;
  hover(path: string, offset: number): Hover | undefined;
  /** In the order of the text. */
  inlayHints(path: string, within: Span): readonly InlayHint[];
  codeLenses(path: string): readonly CodeLens[];
  /** Calls in released places, and what begins and ends these, in the order of the text. */
  releasedWords(path: string): readonly ReleasedWord[];
  /** Regions, and blocks, comments and `#if` arms, in the order of the text. */
  folds(path: string): readonly Fold[];
  /** The ends and exits of the region that begins, ends or is left here. */
  highlights(path: string, offset: number): readonly Highlight[];
  /** The functions that a name or a call stands for. */
  callHierarchy(path: string, offset: number): readonly CallHierarchyItem[];
  /** @param nameStart where the name of the function stands, or stood when it was last looked at */
  callers(path: string, name: string, nameStart: number): readonly CallsBetween[];
  callees(path: string, name: string, nameStart: number): readonly CallsBetween[];
}

export interface ViewInput {
  analysed(path: string): { readonly model: FileModel; readonly facts: FileFacts } | undefined;
  text(path: string): string | undefined;
  input(path: string): ModelInput;
}

const NOTHING: readonly never[] = [];

export function createViews({ analysed, text, input }: ViewInput): Views {
  function view<Rest extends readonly unknown[], R>(
    empty: R,
    compute: (facts: FileFacts, model: FileModel, ...rest: Rest) => R,
  ): (path: string, ...rest: Rest) => R {
    return (path, ...rest) => {
      const file = analysed(path);
      return file === undefined ? empty : compute(file.facts, file.model, ...rest);
    };
  }
  const originOf = (model: FileModel, name: string): MacroOrigin | undefined => {
    const places = input(model.path).macros?.(model.path, directiveTexts(model.text)).places(name) ?? [];
    for (const path of places) {
      const found = definitionIn(text(path) ?? '', name);
      if (found !== undefined) return { path, ...found };
    }
    return undefined;
  };
  return {
    shades: view(NOTHING, (facts, model) => shadesOf(facts, model.text)),
    state: view(undefined, (facts, _, offset: number) => stateAt(facts, offset)),
    hover: view(undefined, (facts, model, offset: number) =>
      hoverAt(
        {
          facts,
          catalog: input(model.path).catalog,
          text: model.text,
          originOf: (name) => originOf(model, name),
        },
        offset,
      ),
    ),
    inlayHints: view(NOTHING, (facts, model, within: Span) => inlayHintsIn(facts, model.text, within)),
    codeLenses: view(NOTHING, codeLensesOf),
    releasedWords: view(NOTHING, (facts, model) => releasedWords(facts, input(model.path).catalog, model.text)),
    folds: view(NOTHING, (facts, model) => foldsOf(model, facts)),
    highlights: view(NOTHING, (facts, model, offset: number) => highlightsAt(facts, model.text, offset)),
    callHierarchy: view(NOTHING, (facts, _, offset: number) => hierarchyAt(facts, offset)),
    callers: view(NOTHING, (facts, _, name: string, at: number) => callersOf(facts, name, at)),
    callees: view(NOTHING, (facts, _, name: string, at: number) => calleesOf(facts, name, at)),
  };
}

/** A definition longer than this is cut off. */
const MOST_LINES = 12;

/** The first definition of a macro in a text, continuation lines included. */
function definitionIn(text: string, name: string): { readonly line: number; readonly definition: string } | undefined {
  const match = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}\\b`, 'm').exec(text);
  if (match === null) return undefined;
  const lines = text.slice(match.index).split(/\r?\n/, MOST_LINES);
  const last = lines.findIndex((line) => !line.endsWith('\\'));
  const definition = last < 0 ? [...lines, '…'] : lines.slice(0, last + 1);
  return { line: text.slice(0, match.index).split('\n').length, definition: definition.join('\n') };
}
