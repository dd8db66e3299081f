// A contract of a file as data, and which contracts a name has at a place. A contract holds for every file that sees the
// declaration: the file itself, files that are related by `#include`, and, for external names, the rest of the program.
// Easy to get wrong: a node's values outlive edits that move the comment, so they hold no contract and no span; whoever
// tells the reader looks the contract up again.
import { sharedFolders } from '../base/includePaths.js';
import type { ContractState, ContractTerm } from '../catalog/contractWords.js';
import type { BlockingCall, CallbackRegistrar } from '../catalog/types.js';
import type { Includes } from './includes.js';

/** What one comment says about one name. */
export interface ContractComment {
  readonly name: string;
  /** A `slot` is a member or a variable that holds a pointer to a function. */
  readonly kind: 'function' | 'slot';
  /** The parameter that the comment stands at. */
  readonly parameter: number | undefined;
  /** The declaration is static: other files have their own function of that name. */
  readonly isStatic: boolean;
  /** It stands at a body: another body of the name, in another file, is another function. */
  readonly isDefinition: boolean;
  readonly terms: readonly ContractTerm[];
  readonly path: string;
  /** The comment, in its file. */
  readonly at: { readonly start: number; readonly end: number };
}

/** All that the comments at one name say; where they stand is left out, so that it may be kept. */
export interface ContractTerms {
  readonly name: string;
  readonly state: ContractState | undefined;
  /** Rows as the catalog would have them. */
  readonly blocking: readonly BlockingCall[];
  readonly callbacks: readonly ContractCallback[];
}

export interface Contract extends ContractTerms {
  /** The comments that say so, the nearest one first. */
  readonly comments: readonly ContractComment[];
}

export interface ContractCallback {
  readonly entry: 'held' | 'released';
  /** Undefined for every argument that is a function. */
  readonly parameter: number | undefined;
}

export interface Contracts {
  /** What holds for the function of this name as a file sees it. */
  ofName(path: string, name: string): Contract | undefined;
  /** What holds for the function that is defined there. */
  ofFunction(definition: {
    readonly path: string;
    readonly unit: { readonly ir: { readonly name: string; readonly isStatic: boolean } };
  }): Contract | undefined;
  /** What holds for the functions that are stored in a member or variable of this name. */
  ofSlot(path: string, name: string): Contract | undefined;
}

/** @param commentsOf the comments about a name, by file */
export function createContracts(
  commentsOf: (name: string) => ReadonlyMap<string, readonly ContractComment[]>,
  includes: () => Includes,
): Contracts {
  const find = (
    path: string,
    name: string,
    kind: ContractComment['kind'],
    isBody = false,
    nearby = false,
  ): Contract | undefined => {
    const byFile = commentsOf(lastNames(name));
    if (byFile.size === 0) return undefined;
    const { reached, reachedFrom } = includes();
    const related = new Set([path, ...reached(path), ...reachedFrom(path)]);
    const saysSo = (comment: ContractComment): boolean =>
      comment.kind === kind && (!isBody || !comment.isDefinition || comment.path === path);
    const ordered = [...related].filter((file) => byFile.get(file)?.some(saysSo));
    // Another program of the tree may have a function of that name: it is asked only where this one says nothing.
    if (!nearby && ordered.length === 0) {
      const others = [...byFile].filter(
        ([file, comments]) => !related.has(file) && comments.some(({ isStatic }) => !isStatic),
      );
      const most = Math.max(...others.map(([file]) => sharedFolders(path, file)));
      const nearest = others.map(([file]) => file).filter((file) => sharedFolders(path, file) === most);
      ordered.push(...nearest.sort());
    }
    const comments = ordered
      .flatMap((file) => (byFile.get(file) ?? []).filter(({ isStatic }) => !isStatic || related.has(file)))
      .filter(saysSo);
    return comments.length === 0 ? undefined : together(name, comments);
  };
  return {
    ofName: (path, name) => find(path, name, 'function'),
    ofFunction: ({ path, unit: { ir } }) => find(path, ir.name, 'function', true, ir.isStatic),
    ofSlot: (path, name) => find(path, name, 'slot'),
  };
}

/** `Reader::close` in `net::Reader::close`: contracts are kept by class and name. */
export const lastNames = (name: string): string => (name.includes('::') ? name.split('::').slice(-2).join('::') : name);

/** Where two comments say different things the first one counts; that they do is reported. */
function together(name: string, comments: readonly ContractComment[]): Contract {
  let state: ContractState | undefined;
  const blocking: BlockingCall[] = [];
  const callbacks: ContractCallback[] = [];
  for (const { terms, parameter } of comments)
    for (const term of terms) {
      if (term.kind === 'state') state ??= term.state;
      else if (term.kind === 'callback') {
        if (!callbacks.some((known) => known.parameter === parameter)) callbacks.push({ entry: term.entry, parameter });
      } else if (!blocking.some((row) => row.class === term.class)) {
        const { certainty } = term;
        blocking.push({ name, header: '', class: term.class, certainty, returns: '' });
      }
    }
  return { name, state, blocking, callbacks, comments };
}

/** The rows of a registrar that a contract makes of the function `registrar`, for one argument. */
export const declaredRows = (
  contract: Contract | undefined,
  registrar: string,
  arg: number,
): readonly CallbackRegistrar[] =>
  (contract?.callbacks ?? [])
    .filter(({ parameter }) => parameter === undefined || parameter === arg)
    .map(({ entry }) => ({ registrar, arg, entry, thread: 'foreign' }));

/** Whether a contract tells all that a call of the function does to the GIL. */
export const describesCall = (contract: Contract | undefined): contract is Contract =>
  contract !== undefined && (contract.state !== undefined || contract.blocking.length > 0);

/** Two comments of a file say the same, wherever they stand. */
export const contractKey = (comments: readonly ContractComment[]): string =>
  JSON.stringify(comments.map(({ path: _path, at: _at, ...said }) => said));
