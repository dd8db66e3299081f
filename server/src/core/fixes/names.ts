// Names and declarations of the variables that a fix brings in.
import type { TextEdit } from '../base/textEdit.js';
import { indentationOf, insertAfter, lineEndOf, lineStartOf, newlineAt } from './layout.js';
import { type FixSite, textOf } from './site.js';
import { isArm, isBlock, isStatement, type Path } from './statements.js';

/** A name that stands nowhere in the function, made from a wanted one. */
export function freeName(site: FixSite, wanted: string, taken: ReadonlySet<string> = new Set()): string {
  const own = textOf(site, site.fn.unit.ir.span);
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}${n}`;
    if (!taken.has(name) && !new RegExp(`\\b${name}\\b`).test(own)) return name;
  }
}

/** What a variable of a type is called. */
export function wantedName(type: string): string {
  if (/\*\s*$/.test(type) || /^(?:HANDLE|FILE)/.test(type)) return 'result';
  if (/^(?:\w+_)?s?size_t$/.test(type)) return 'length';
  return type === 'int' ? 'status' : 'result';
}

export const declared = (type: string, name: string): string =>
  type.endsWith('*') ? `${type}${name}` : `${type} ${name}`;

/** Whether declarations stand behind statements in this file, or may do so. */
export function mixesDeclarations({ text, language, view }: FixSite): boolean {
  if (language === 'cpp' || /\bfor \((?:const )?(?:unsigned |struct )?\w+[ *]+\w+ *=/.test(text)) return true;
  for (let node = 0; node < view.tree.count; node++) {
    if (view.kind(node) !== 'compound_statement') continue;
    let seen = false;
    for (const child of view.named(node)) {
      const isDeclaration = view.kind(child) === 'declaration';
      if (isDeclaration && seen) return true;
      seen ||= !isDeclaration && isStatement(view, child);
    }
  }
  return false;
}

/** Where a declaration in front of a statement goes: there, or to the other ones at the top of the block. */
export type DeclarationPlace =
  | { readonly kind: 'here' }
  | { readonly kind: 'top'; edit(lines: readonly string[]): TextEdit };

/** The arms of an `#if` that do not nest as blocks do are not in the tree. */
const isBehindDirective = (text: string, at: number): boolean =>
  /(?:^|\n)[ \t]*#(?:[^\n]*\\\r?\n)*[^\n]*\n\s*$/.test(
    text.slice(Math.max(0, lineStartOf(text, at) - 500), lineStartOf(text, at)),
  );

export function declarationPlace(site: FixSite, { node, parents }: Path): DeclarationPlace | undefined {
  const { view, text, base } = site;
  const [parent] = parents;
  if (parent === undefined) return undefined;
  const inBlock = view.kind(parent) === 'compound_statement';
  // In an arm of an #if it must not be declared where others would have it unused.
  const inArm = isArm(view, parent) || isBehindDirective(text, base + view.start(node));
  const mixes = inArm || (inBlock && mixesDeclarations(site));
  const ahead = inBlock ? view.named(parent).filter((child) => view.start(child) < view.start(node)) : [];
  const isFirst = inBlock && ahead.every((child) => view.kind(child) === 'declaration');
  // A substatement gets a block of its own, whose first line it is.
  const getsBlock = !inBlock && !isBlock(view, parent) && view.kind(parent) !== 'labeled_statement';
  if (isFirst || getsBlock || mixes) return { kind: 'here' };
  const block = parents.find(
    (at, i) => view.kind(at) === 'compound_statement' && view.kind(parents[i + 1] ?? -1) !== 'switch_statement',
  );
  if (block === undefined) return undefined;
  const declarations: number[] = [];
  for (const child of view.named(block)) {
    if (view.kind(child) !== 'declaration') break;
    declarations.push(child);
  }
  const last = declarations.at(-1);
  if (last !== undefined) {
    const end = base + view.end(last);
    return { kind: 'top', edit: (lines) => insertAfter(text, end, base + view.start(last), lines) };
  }
  const brace = base + view.start(block) + 1;
  const [first] = view.named(block);
  const like = first === undefined ? brace : base + view.start(first);
  const newline = newlineAt(text, brace);
  const at = lineEndOf(text, brace);
  return {
    kind: 'top',
    edit: (lines) => ({
      span: { start: at, end: at },
      newText: lines.map((line) => `${newline}${indentationOf(text, like)}${line}`).join(''),
    }),
  };
}
