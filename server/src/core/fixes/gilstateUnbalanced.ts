// Each Ensure gets its Release on every path, with its own token.
// Easy to get wrong: the value of a `return` may need the GIL, so it is worked out in front of the Release.
import type { TextEdit } from '../base/textEdit.js';
import { threadWords } from '../catalog/threadWords.js';
import type { Ensure, Unensure } from '../ir/ir.js';
import { bodyOf, lineAtEnd } from './body.js';
import { inFront } from './enclose.js';
import { behindValue, statementAt } from './exits.js';
import { declared, freeName, mixesDeclarations } from './names.js';
import { endEarlier } from './narrowRegion.js';
import { type Offer, offersOf, type Propose, type Proposed, refuse } from './proposal.js';
import { isPure } from './purity.js';
import { regionAround } from './regionAround.js';
import { removal, withVariable } from './removal.js';
import { type FixSite, textOf } from './site.js';
import { type Path, spanOfNode } from './statements.js';
import { usesPython } from './uses.js';

export const balanceTokens: Propose = (site) => {
  const instr = site.at?.instr;
  if (instr?.op === 'exit') return beforeExit(site);
  if (instr?.op === 'ensure') return instr.discarded === true ? keepToken(site) : atTheEnd(site, instr);
  if (instr?.op === 'unensure') return wrongRelease(site, instr);
  return refuse('the place could not be found in the text');
};

/** The ensures whose tokens are open at an exit, the last one first. */
function openAt(site: FixSite): readonly Ensure[] {
  const { fn, at, finding } = site;
  const exit = fn.flow.exits.find((each) => each.at.index === at?.index);
  return [...(exit?.tokens ?? [])]
    .filter(([place]) => finding.message.includes(`\`${place}\``))
    .flatMap(([, { at: index }]) => {
      const ensured = fn.flow.instrs[index]?.instr;
      return ensured?.op === 'ensure' ? [ensured] : [];
    });
}

/** The call that undoes an ensure: another one of the same function is the model. */
function releaseFor({ fn }: FixSite, { token, spelled }: Ensure): string {
  const own = fn.flow.instrs.find(({ instr }) => instr.op === 'unensure' && instr.token?.text === token?.text)?.instr;
  const name =
    own?.op === 'unensure' && own.spelling === 'call' ? own.spelled : spelled.replace(/Ensure\w*$/, 'Release');
  return `${name}(${token?.text ?? ''});`;
}

function beforeExit(site: FixSite): Proposed {
  const { at, view } = site;
  const [ensured] = openAt(site);
  const exit = at && statementAt(site, at.instr.span);
  if (ensured === undefined || exit === undefined) return refuse('the exit could not be found in the text');
  const give = releaseFor(site, ensured);
  const [value] = view.kind(exit.node) === 'return_statement' ? view.named(exit.node) : [];
  const isEarly = value === undefined || (isPure(view, value) && !usesPython(site, value));
  const edits = isEarly ? inFront(site, exit, [give]) : behindValue(site, exit, [give]);
  if (edits === undefined) return refuse('the type of what is returned is not known');
  return offersOf([{ title: `Release \`${ensured.token?.text ?? ''}\` in front of the exit`, edits, safe: true }]);
}

function atTheEnd(site: FixSite, ensured: Ensure): Proposed {
  const edits = lineAtEnd(site, [releaseFor(site, ensured)]);
  if (edits === undefined) return refuse('the function ends in the middle of a line');
  return offersOf([{ title: `Release \`${ensured.token?.text ?? ''}\` at the end`, edits, safe: true }]);
}

/** The token goes into a variable, and into the Release that follows. */
function keepToken(site: FixSite): Proposed {
  const { at, fn, base } = site;
  const statement = at && statementAt(site, at.instr.span);
  if (statement === undefined || site.view.kind(statement.node) !== 'expression_statement')
    return refuse('the call stands in the middle of an expression');
  const { tokenType } = threadWords;
  const name = freeName(site, 'gstate');
  const start = base + site.view.start(statement.node);
  const written = textOf(site, spanOfNode(site.view, statement.node)).replace(/^\(void\)\s*/, '');
  const keep = {
    span: { start, end: base + site.view.end(statement.node) },
    newText: `${declared(tokenType, name)} = ${written}`,
  };
  const edits: TextEdit[] = [keep];
  if (!mixesDeclarations(site) && !isFirstStatement(site, statement))
    return refuse('a declaration would stand behind statements');
  let gives = 0;
  for (const { instr } of fn.flow.instrs) {
    if (instr.op !== 'unensure') continue;
    const argument = argumentOf(site, instr);
    if (argument === undefined) continue;
    edits.push({ span: argument, newText: name });
    gives++;
  }
  if (gives === 0) {
    const ends = lineAtEnd(site, [`${threadWords.release}(${name});`]);
    if (ends !== undefined) edits.push(...ends);
  }
  return offersOf([{ title: 'Keep the token for its Release', edits, safe: true }]);
}

function isFirstStatement({ view }: FixSite, { node, parents }: Path): boolean {
  const ahead = view.named(parents[0] ?? -1).filter((at) => view.start(at) < view.start(node));
  return ahead.every((at) => view.kind(at) === 'declaration');
}

/** The first argument of a call that stands in the text, in the file. */
function argumentOf(site: FixSite, { span }: Unensure): { start: number; end: number } | undefined {
  const statement = statementAt(site, span);
  if (statement === undefined) return undefined;
  const { view, base } = site;
  const from = view.start(statement.node);
  const written = textOf(site, spanOfNode(view, statement.node));
  const match = /^(\w+\s*\(\s*)([^()]*?)\s*\)\s*;?$/.exec(written);
  const start = base + from + (match?.[1]?.length ?? 0);
  return match === null ? undefined : { start, end: start + (match[2]?.length ?? 0) };
}

function wrongRelease(site: FixSite, instr: Unensure): Proposed {
  const { at, fn } = site;
  const statement = statementAt(site, instr.span);
  if (at === undefined || statement === undefined) return refuse('the call could not be found in the text');
  const own = instr.token?.text ?? '';
  const { some } = fn.flow.tokensBefore(at.index);
  const offers: Offer[] = [];
  const region = regionAround(site, statement, fn.flow.before(at.index).releasedBy);
  const earlier = region && endEarlier(site, region, region.inside[region.at]);
  if (earlier !== undefined) offers.push([{ title: 'End the region in front of it', edits: earlier, safe: true }]);
  const [last] = [...some].sort((a, b) => b[1].at - a[1].at);
  const argument = argumentOf(site, instr);
  if (last !== undefined && last[0] !== own && argument !== undefined) {
    const swapped = some.has(own) ? swaps(site, at.index, own, last[0]) : [];
    const edits = [{ span: argument, newText: last[0] }, ...swapped];
    offers.push([{ title: `Release \`${last[0]}\`, which was given out last`, edits, safe: true }]);
  }
  if (!some.has(own)) {
    const removed = removal(site, statement);
    const title = `Remove the Release of \`${own}\``;
    if (removed !== undefined) offers.push([{ title, edits: withVariable(site, removed, own), safe: false }]);
  } else if (!fn.flow.tokensBefore(at.index).every.has(own)) {
    const edits = ensureEarlier(site, own);
    if (edits === undefined)
      return refuse(`\`${own}\` holds a token on one path and none on another, and nothing here tells them apart`);
    offers.push([{ title: `Take the token \`${own}\` where it is declared`, edits, safe: false }]);
  }
  return offersOf(...offers);
}

/** The later release of the inner token becomes that of the outer one. */
function swaps(site: FixSite, from: number, outer: string, inner: string): readonly TextEdit[] {
  for (const { instr, index } of site.fn.flow.instrs) {
    if (index <= from || instr.op !== 'unensure' || instr.token?.text !== inner) continue;
    const argument = argumentOf(site, instr);
    return argument === undefined ? [] : [{ span: argument, newText: outer }];
  }
  return [];
}

/** The variable gets its token where it is declared, so that every path has one. */
function ensureEarlier(site: FixSite, variable: string): readonly TextEdit[] | undefined {
  const { view, base, fn } = site;
  const ensures = fn.flow.instrs.filter(({ instr }) => instr.op === 'ensure' && instr.token?.text === variable);
  const [only, ...more] = ensures;
  const later = only && statementAt(site, only.instr.span);
  if (later === undefined || more.length > 0 || view.kind(later.node) !== 'expression_statement') return undefined;
  const call = /=\s*([^=;]+);$/.exec(textOf(site, spanOfNode(view, later.node)))?.[1];
  const declaration = view
    .named(bodyOf(site))
    .find((node) => view.kind(node) === 'declaration' && declares(site, node, variable));
  const gone = removal(site, later);
  if (call === undefined || declaration === undefined || gone === undefined) return undefined;
  const span = { start: base + view.start(declaration), end: base + view.end(declaration) };
  const head = textOf(site, spanOfNode(view, declaration)).replace(/\s*(?:=[\s\S]*)?;$/, '');
  return [{ span, newText: `${head} = ${call};` }, ...gone];
}

const declares = (site: FixSite, node: number, variable: string): boolean =>
  new RegExp(`^\\w+\\s+${variable}\\s*(?:=\\s*\\w+\\s*)?;$`).test(textOf(site, spanOfNode(site.view, node)));
