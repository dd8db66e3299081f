// The files of a project as texts, as models, and as the program over them. A text changes at once; the models and the
// program follow in steps when they are asked for.
// Easy to get wrong: what a file's functions are lowered to also depends on other files, by the macros that they define
// and by what they declare in C++; a model is as good as those were when it was made.
import type { Steps } from './base/steps.js';
import {
  asksFor,
  declarationsOf,
  type FileModel,
  type Kept,
  type ModelInput,
  modelInSteps,
  NOTHING_KEPT,
} from './fileModel.js';
import { includedFiles } from './includedFiles.js';
import { createProgram, type Program, type ProgramFacts } from './interproc/program.js';
import { type CppDeclarations, keyOfDeclarations } from './lower/cpp/index.js';
import { createMacroIndex, type MacroIndex } from './syntax/macroIndex.js';

/** What the model of a file rests on, other files aside. */
export type OwnInput = Omit<ModelInput, 'macros' | 'outside'>;

/** How many files of how many have been read. */
export type Progress = (done: number, total: number) => void;

export interface FileSet {
  set(path: string, text: string, kept?: Kept): void;
  remove(path: string): void;
  text(path: string): string | undefined;
  /** What the last model of a file left for the next. */
  kept(path: string): Kept;
  input(path: string): ModelInput;
  readonly isSettled: boolean;
  /** What a settled set has of a file, to be put back after another text was tried. */
  snapshot(path: string): Snapshot | undefined;
  putBack(path: string, snapshot: Snapshot): void;
  /** Brings models and program up to date; nothing may be asked or changed until the last step. */
  settle(progress?: Progress): Steps;
  /** Of a settled set. */
  model(path: string): FileModel | undefined;
  facts(): ProgramFacts;
  /** Another set with the same files as they are now, to be changed by itself. Only of a settled one. */
  copy(): Steps<FileSet>;
}

interface Entry {
  readonly text: string;
  readonly kept: Kept;
  readonly model: FileModel | undefined;
  /** What its model saw of other C++ files. */
  readonly saw: readonly CppDeclarations[];
}

/** A file as it was: its text with the model of it. */
export type Snapshot = Entry;

interface Declared {
  readonly declarations: CppDeclarations;
  readonly key: string;
}

interface State {
  readonly entries: Map<string, Entry>;
  /** Of the C++ files. */
  readonly declared: Map<string, Declared>;
  readonly macros: MacroIndex;
  readonly program: Program;
}

type InputFor = (path: string) => OwnInput;

const NOTHING_SEEN: readonly CppDeclarations[] = [];

const newProgram = (inputFor: InputFor): Program => createProgram((path) => inputFor(path).catalog);

/** @param inputFor by path; the same for the same path whenever it is asked for */
export const createFileSet = (inputFor: InputFor): FileSet =>
  fileSet(inputFor, {
    entries: new Map(),
    declared: new Map(),
    macros: createMacroIndex(),
    program: newProgram(inputFor),
  });

function fileSet(inputFor: InputFor, { entries, declared, macros, program }: State): FileSet {
  const stale = new Set<string>();

  let included: ((path: string) => readonly string[]) | undefined;
  const outside = (path: string): readonly CppDeclarations[] => {
    included ??= includedFiles(declared.keys(), (other) => declared.get(other)?.declarations.includes ?? []);
    return included(path).flatMap((other) => declared.get(other)?.declarations ?? []);
  };
  const others = { macros: macros.scope, outside };
  const inputs = new WeakMap<OwnInput, ModelInput>();
  const input = (path: string): ModelInput => {
    const own = inputFor(path);
    let whole = inputs.get(own);
    if (whole === undefined) {
      whole = { ...own, ...others };
      inputs.set(own, whole);
    }
    return whole;
  };

  /** Reads what the C++ files declare that were set. */
  function* declareAgain(): Steps {
    for (const path of stale) {
      const before = declared.get(path);
      const text = entries.get(path)?.text;
      const now = text === undefined ? undefined : declarationsOf(path, text, inputFor(path).catalog);
      const key = keyOfDeclarations(now);
      if (before?.key === key) continue;
      included = undefined;
      if (now === undefined) declared.delete(path);
      else declared.set(path, { declarations: now, key });
      yield;
    }
  }
  /** Files whose text is as it was, and whose functions may mean something else all the same. */
  function* affected(): Iterable<string> {
    const { names, paths } = macros.takeChanges();
    for (const [path, { model, saw }] of entries)
      if (model !== undefined && (paths.has(path) || asksFor(model, names) || seesOthers(model, saw))) yield path;
  }
  const seesOthers = ({ path, declarations }: FileModel, saw: readonly CppDeclarations[]): boolean => {
    if (declarations === undefined) return false;
    const now = outside(path);
    return now.length !== saw.length || now.some((one, i) => one !== saw[i]);
  };
  function* settle(progress?: Progress): Steps {
    if (stale.size === 0) return;
    yield* macros.settle();
    yield* declareAgain();
    const again = new Set(affected());
    for (const path of again) stale.add(path);
    let done = 0;
    for (const path of stale) {
      progress?.(done++, stale.size);
      const entry = entries.get(path);
      if (entry === undefined) {
        program.removeFile(path);
        continue;
      }
      // Put back, and nothing that it rests on is another.
      if (entry.model !== undefined && !again.has(path)) {
        program.setFile(entry.model.unit);
        continue;
      }
      const model = yield* modelInSteps(path, entry.text, input(path), entry.kept);
      const saw = model.declarations === undefined ? NOTHING_SEEN : outside(path);
      entries.set(path, { text: entry.text, kept: model.kept, model, saw });
      program.setFile(model.unit);
      yield;
    }
    yield* program.settle();
    stale.clear();
  }

  return {
    set(path, text, kept) {
      const before = entries.get(path);
      if (before?.text === text) return;
      entries.set(path, { text, kept: kept ?? before?.kept ?? NOTHING_KEPT, model: undefined, saw: NOTHING_SEEN });
      stale.add(path);
      macros.set(path, text);
    },
    remove(path) {
      if (!entries.delete(path)) return;
      stale.add(path);
      macros.remove(path);
    },
    snapshot: (path) => entries.get(path),
    putBack(path, snapshot) {
      entries.set(path, snapshot);
      stale.add(path);
      macros.set(path, snapshot.text);
    },
    text: (path) => entries.get(path)?.text,
    kept: (path) => entries.get(path)?.kept ?? NOTHING_KEPT,
    input,
    get isSettled() {
      return stale.size === 0;
    },
    settle,
    model: (path) => entries.get(path)?.model,
    facts: program.facts,
    *copy() {
      const state = {
        entries: new Map(entries),
        declared: new Map(declared),
        macros: macros.copy(),
        program: newProgram(inputFor),
      };
      // Entries are replaced and never changed, so what happens to this set meanwhile is nothing to the copy.
      for (const { model } of [...state.entries.values()]) {
        if (model !== undefined) state.program.setFile(model.unit);
        yield;
      }
      return fileSet(inputFor, state);
    },
  };
}
