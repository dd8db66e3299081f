// `T x = f();` becomes `T x;` and an assignment in a region: the macro opens a brace, and a variable that is declared
// behind it would be gone at its end.
// Easy to get wrong: in C89 the region has to wait until the last declaration of the block, whose initialisers must not
// need the value.

import { declarationOf, hoistPython, replacedText } from './hoist.js';
import { insertAfter } from './layout.js';
import { declared, mixesDeclarations } from './names.js';
import { isRefusal, type Refusal, type Written } from './proposal.js';
import { isPure } from './purity.js';
import type { RegionWords } from './regionWords.js';
import { resultType } from './resultType.js';
import { inPlaceOf } from './rewrite.js';
import { callAt, type FixSite, textOf } from './site.js';
import { holds, nodesBelow, type Path, spanOfNode } from './statements.js';

export interface Initialised {
  readonly name: string;
  /** The declaration without the initialiser. */
  readonly declaration: string;
  /** The node of the value. */
  readonly value: number;
}

/** The variable that a declaration gives the result of the call, apart from its initialiser. */
export function initialised(site: FixSite, declaration: number): Initialised | Refusal {
  const { view } = site;
  const call = callAt(site);
  const own = view
    .children(declaration)
    .find((at) => view.kind(at) === 'init_declarator' && call !== undefined && holds(spanOfNode(view, at), call.whole));
  if (own === undefined) return { refused: 'the declaration is of a kind that cannot be taken apart' };
  const declarator = view.child(own, 'declarator');
  const value = view.child(own, 'value');
  const specifiers = textOf(site, { start: view.start(declaration), end: view.start(own) });
  const written = textOf(site, spanOfNode(view, declarator));
  const name = /(\w+)\s*$/.exec(written)?.[1];
  const isPointer = view.kind(declarator) === 'pointer_declarator';
  if (value < 0 || name === undefined || view.kind(value) === 'initializer_list')
    return { refused: 'the initialiser is a list' };
  if (/\bstatic\b|\bconstexpr\b/.test(specifiers)) return { refused: 'the variable is static' };
  if (/\bconst\s*\w*\s*$/.test(written.replace(name, '')) && isPointer) return { refused: 'the variable is constant' };
  if (/\bconst\b/.test(specifiers) && !isPointer) return { refused: 'the variable is constant' };
  if (view.kind(declarator) === 'reference_declarator') return { refused: 'the variable is a reference' };
  if (view.kind(declarator) === 'array_declarator') return { refused: 'the variable is an array' };
  const rest = view.children(declaration).filter((at) => view.start(at) > view.start(own));
  for (const other of rest)
    if (new RegExp(`\\b${name}\\b`).test(textOf(site, spanOfNode(view, other))) || !isPure(view, other))
      return { refused: 'another variable of the same declaration depends on it' };
  const type = specifiers.trim();
  if (type === 'auto') {
    const known = call === undefined || view.start(value) !== call.whole.start ? undefined : resultType(site, call);
    if (known === undefined) return { refused: 'the type of the variable is not known' };
    return { name, declaration: `${declared(known, name)};`, value };
  }
  if (site.language === 'cpp' && !isPointer && !isPlainType(type))
    return { refused: `nobody can say here whether ${type} may be made without a value` };
  const text = replacedText(site, spanOfNode(view, declaration), [
    { span: { start: view.end(declarator), end: view.end(value) }, newText: '' },
  ]);
  return { name, declaration: text, value };
}

/** A type of C, by how it is named. */
const isPlainType = (type: string): boolean =>
  /^(?:(?:const|unsigned|signed|long|short|int|char|float|double|bool|struct|volatile|[a-z]\w*_t|[A-Z][A-Z0-9_]+)\s*)+$/.test(
    type,
  );

/** The declarations that stand right behind one. */
export function declarationsBehind({ view }: FixSite, { node, parents }: Path): readonly number[] {
  const [parent] = parents;
  if (parent === undefined) return [];
  const found: number[] = [];
  for (const child of view.named(parent)) {
    if (view.start(child) <= view.start(node)) continue;
    if (view.kind(child) !== 'declaration') break;
    found.push(child);
  }
  return found;
}

export function splitDeclaration(site: FixSite, statement: Path, words: RegionWords): Written | Refusal {
  const { view, base, text } = site;
  const from = initialised(site, statement.node);
  if (isRefusal(from)) return from;
  const { name, declaration, value } = from;
  const hoisted = hoistPython(site, value, new Set());
  if (isRefusal(hoisted)) return hoisted;
  const assignment = `${name} = ${replacedText(site, spanOfNode(view, value), hoisted.replacements)};`;
  const lines = hoisted.declarations.map(declarationOf);
  const behind = mixesDeclarations(site) ? [] : declarationsBehind(site, statement);
  const last = behind.at(-1);
  if (last === undefined) {
    const edits = inPlaceOf(
      site,
      statement,
      { before: [declaration, ...lines], inside: [assignment], after: [] },
      words,
    );
    return edits === undefined
      ? { refused: 'the declaration stands where no region can go' }
      : { edits, safe: hoisted.safe };
  }
  const mayWait =
    lines.length === 0 &&
    !words.indents &&
    behind.every((other) => isPure(view, other) && !mentions(site, other, name));
  if (!mayWait) {
    // Declarations behind statements: every compiler takes them today, but it has not been the custom here.
    const edits = inPlaceOf(
      site,
      statement,
      { before: [declaration, ...lines], inside: [assignment], after: [] },
      words,
    );
    return edits === undefined ? { refused: 'the declaration stands where no region can go' } : { edits, safe: false };
  }
  const span = { start: base + view.start(statement.node), end: base + view.end(statement.node) };
  return {
    edits: [
      { span, newText: declaration },
      insertAfter(text, base + view.end(last), base + view.start(last), [...words.open, assignment, ...words.close]),
    ],
    safe: true,
  };
}

function mentions(site: FixSite, node: number, name: string): boolean {
  for (const at of nodesBelow(site.view, node, new Set(['identifier'])))
    if (textOf(site, spanOfNode(site.view, at)) === name) return true;
  return false;
}
