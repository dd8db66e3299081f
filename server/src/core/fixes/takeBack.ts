// How the GIL is taken for a moment where it was released, and released again: as it was released.
// Easy to get wrong: the macros that do so work on one variable only, which the region must have been begun with; and a
// token wants a declaration, which old C allows at the start of a block only.
import { threadWords } from '../catalog/threadWords.js';
import { FROM_ENTRY, NOWHERE } from '../flow/state.js';
import type { Release } from '../ir/ir.js';
import { indentStep } from './layout.js';
import { freeName, mixesDeclarations } from './names.js';
import { guardScope, type RegionWords, regionWords } from './regionWords.js';
import { type FixSite, textOf } from './site.js';
import { holds, isBlock, type Path, spanOfNode } from './statements.js';

/** Lines that take the GIL, and those that give it up again; as words of a region that is the other way round. */
export interface TakeWords extends RegionWords {
  /** What to call it in a title. */
  readonly title: string;
  /** Macros and calls take it back for good, too; a guard or a token only for a moment. */
  readonly kind: 'macros' | 'calls' | 'guard' | 'token';
}

const BEGIN = /^(\w*?)(?:BEGIN_ALLOW|UNBLOCK)_THREADS$/;

/** The release that a state comes from; undefined where the function was entered so, or a call left it so. */
export function releaseOf(site: FixSite, releasedBy: number): Release | undefined {
  if (releasedBy === FROM_ENTRY || releasedBy === NOWHERE) return undefined;
  const by = site.fn.flow.instrs[releasedBy]?.instr;
  return by?.op === 'release' ? by : undefined;
}

/** @param statement where they shall stand */
export function takeWords(site: FixSite, releasedBy: number, statement: Path): TakeWords {
  const release = releaseOf(site, releasedBy);
  const own =
    release && isKnownAt(site, release, statement) ? (macros(site, release) ?? calls(site, release)) : undefined;
  return own ?? guard(site) ?? token(site);
}

/** Whether the variable with the thread state is known at a statement: the block around its declaration holds both. */
function isKnownAt(site: FixSite, { saves, span }: Release, { node, parents }: Path): boolean {
  if (saves === undefined) return true;
  const { view, fn } = site;
  // A macro may declare it, and close the block around it at once.
  const isWritten = textOf(site, fn.unit.ir.body).includes(saves.text);
  if (saves.text !== threadWords.saved && !isWritten) return false;
  if (!saves.local) return true;
  if (fn.unit.ir.parameters.some(({ name }) => name === saves.text)) return true;
  return parents.some(
    (block) =>
      isBlock(view, block) &&
      view.named(block).some((each) => {
        if (view.start(each) >= view.start(node)) return false;
        if (holds(spanOfNode(view, each), span)) return true;
        if (view.kind(each) !== 'declaration') return false;
        return new RegExp(`\\b${saves.text}\\b`).test(textOf(site, spanOfNode(view, each)));
      }),
  );
}

/** An object that takes the GIL back when it ends: nobody sees the thread state. */
export const isGuard = ({ catalog, text }: FixSite, { spelled }: Release): boolean =>
  catalog.stateOp(spelled) === undefined &&
  catalog.regionMacro(spelled) === undefined &&
  !new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${spelled.replace(/\W/g, '\\$&')}\\b`, 'm').test(text);

function macros(site: FixSite, { spelled, saves }: Release): TakeWords | undefined {
  const { text, catalog } = site;
  if (saves?.text !== threadWords.saved || !/^\w+$/.test(spelled)) return undefined;
  const prefix = BEGIN.exec(spelled)?.[1];
  // The file's own words, or those of CPython, which use the same variable.
  const known = (name: string): boolean =>
    catalog.regionMacro(name) !== undefined || new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}\\b`, 'm').test(text);
  const own = prefix !== undefined && known(`${prefix}BLOCK_THREADS`) && known(`${prefix}UNBLOCK_THREADS`);
  if (prefix === undefined) return undefined;
  const used = own ? prefix : threadWords.prefix;
  const semicolon = regionWords(site).open[0]?.endsWith(';') === true ? ';' : '';
  const [take, give] = [`${used}BLOCK_THREADS${semicolon}`, `${used}UNBLOCK_THREADS${semicolon}`];
  return { open: [take], close: [give], indents: false, title: `${used}BLOCK_THREADS`, kind: 'macros' };
}

function calls(site: FixSite, release: Release): TakeWords | undefined {
  const { saves, discarded } = release;
  if (saves === undefined || discarded || isGuard(site, release)) return undefined;
  const { save, restore } = threadWords;
  return {
    open: [`${restore}(${saves.text});`],
    close: [`${saves.text} = ${save}();`],
    indents: false,
    title: `${restore}()`,
    kind: 'calls',
  };
}

/** The guard object of a library for C++. */
export function guard({ text, language }: FixSite): TakeWords | undefined {
  const scope = language === 'cpp' ? guardScope(text) : undefined;
  if (scope === undefined) return undefined;
  const type = `${scope}::gil_scoped_acquire`;
  return { open: ['{', `${type} acquire;`], close: ['}'], indents: true, title: type, kind: 'guard' };
}

/** Works in every state of the GIL, for threads of the main interpreter. */
export function token(site: FixSite): TakeWords {
  const { tokenType, ensure, release } = threadWords;
  const name = freeName(site, 'gstate');
  const [take, give] = [`${tokenType} ${name} = ${ensure}();`, `${release}(${name});`];
  const title = `${ensure}()`;
  if (mixesDeclarations(site)) return { open: [take], close: [give], indents: false, title, kind: 'token' };
  const step = indentStep(site.text, site.base + site.fn.unit.ir.body.start);
  return { open: ['{', take], close: [`${step}${give}`, '}'], indents: true, title, kind: 'token' };
}
