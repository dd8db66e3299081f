// A function that is entered without the GIL takes it first and gives it back on every way out.
// Easy to get wrong: what is returned may need the GIL, so it is worked out before the GIL is given back; and a part of
// the body that waits must stay outside.
import type { TextEdit } from '../base/textEdit.js';
import { bodyOf } from './body.js';
import { removeCallGuard } from './callGuard.js';
import { inFront } from './enclose.js';
import { behindValue, statementAt } from './exits.js';
import { indentationOf, indentStep, insertAfter, insertBefore, newlineAt, startsLine } from './layout.js';
import { declarationPlace } from './names.js';
import { type Offer, offersOf, type Propose, refuse } from './proposal.js';
import { isPure } from './purity.js';
import type { FixSite } from './site.js';
import { holds, nodesBelow, spanOfNode } from './statements.js';
import { guard, type TakeWords, token } from './takeBack.js';
import { usesPython } from './uses.js';

export const takeInCallback: Propose = (site) => {
  const body = bodyOf(site);
  if (body < 0) return refuse('the function has no body that could be read');
  if (isSignalHandler(site))
    return refuse('a signal handler must not wait for the GIL, nor ask for a pending call: it may only set a flag');
  const statements = site.view.named(body);
  const used = statements.filter((node) => usesPython(site, node));
  const [first, last] = [used[0], used.at(-1)];
  const words = guard(site) ?? { ...token(site), indents: false };
  const title = `Take the GIL in ${site.finding.functionName}() with ${words.title}`;
  const offers: Offer[number][] = [];
  const add = (edits: readonly TextEdit[] | undefined): void => {
    if (edits !== undefined) offers.push({ title, edits, safe: words.kind === 'guard' });
  };
  if (statements[0] !== undefined) add(held(site, words, body, statements[0], statements.at(-1)));
  if (first !== undefined && last !== undefined) {
    add(held(site, words, body, first, statements.at(-1)));
    add(part(site, body, first, last));
  }
  return offersOf(offers, removeCallGuard(site));
};

/** The handover names the function that takes handlers of signals. */
function isSignalHandler({ file, fn, catalog }: FixSite): boolean {
  const { reason } = file.entries.of(fn.node);
  if (reason.kind !== 'callback' || 'at' in reason.callback.by) return false;
  return catalog.callbacks(reason.callback.by.to).some(({ thread }) => thread === 'signal');
}

/** From a statement of the body to its end. */
function held(
  site: FixSite,
  words: TakeWords,
  body: number,
  first: number,
  last: number | undefined,
): readonly TextEdit[] | undefined {
  const { text, base, view, fn } = site;
  const [take = ''] = words.open.slice(words.kind === 'guard' || words.open.length > 1 ? 1 : 0);
  const start = base + view.start(first);
  if (!startsLine(text, start)) return oneLine(site, words, body, take);
  const edits: TextEdit[] = [...taken(site, body, first, take)];
  if (words.kind === 'guard') return edits;
  const give = giveOf(words);
  for (const exit of exitsBehind(site, view.start(first))) {
    const written = exit === undefined ? undefined : leaving(site, exit, give);
    if (written === undefined) return undefined;
    edits.push(...written);
  }
  const end = fn.flow.instrs.find(({ instr }) => instr.op === 'exit' && instr.kind === 'end');
  const falls = end !== undefined && fn.flow.before(end.index).set !== 0;
  if (falls && last !== undefined)
    edits.push(insertAfter(text, base + view.end(last), base + view.start(last), [give]));
  return edits;
}

const giveOf = ({ close }: TakeWords): string => (close.find((line) => line.trim() !== '}') ?? '').trim();

/** A lambda on one line gets lines of its own. */
function oneLine(site: FixSite, words: TakeWords, body: number, take: string): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const [only, ...more] = view.named(body);
  if (only === undefined || more.length > 0) return undefined;
  const open = base + view.start(body) + 1;
  const outer = indentationOf(text, open);
  const own = outer + indentStep(text, open);
  const newline = newlineAt(text, open);
  const [value] = view.kind(only) === 'return_statement' ? view.named(only) : [];
  const written = text.slice(base + view.start(only), base + view.end(only));
  const result = value === undefined ? '' : text.slice(base + view.start(value), base + view.end(value));
  const give = giveOf(words);
  const lines =
    words.kind === 'guard'
      ? [take, written]
      : value === undefined
        ? [take, written, give]
        : [take, `auto result = ${result};`, give, 'return result;'];
  if (site.language !== 'cpp') return undefined;
  const newText = `${lines.map((line) => newline + own + line).join('')}${newline}${outer}`;
  return [{ span: { start: open, end: base + view.end(body) - 1 }, newText }];
}

/** The statements that leave the function behind a place; undefined for one that is not seen. */
function exitsBehind(site: FixSite, from: number): readonly (ReturnType<typeof statementAt> | undefined)[] {
  const { fn } = site;
  return fn.flow.instrs.flatMap(({ instr, index }) => {
    if (instr.op !== 'exit' || instr.kind === 'end' || instr.span.start < from) return [];
    if (fn.flow.before(index).set === 0 || (instr.kind === 'noreturn' && !endsThread(instr.spelled))) return [];
    return [statementAt(site, instr.span)];
  });
}

/** Where the process goes on, others wait for the GIL. */
const endsThread = (spelled: string): boolean =>
  /exit_thread|ExitThread|pthread_exit|thrd_exit|endthread/.test(spelled);

function leaving(
  site: FixSite,
  exit: NonNullable<ReturnType<typeof statementAt>>,
  give: string,
): readonly TextEdit[] | undefined {
  const { view } = site;
  const [value] = view.kind(exit.node) === 'return_statement' ? view.named(exit.node) : [];
  const isEarly = value === undefined || (isPure(view, value) && !usesPython(site, value));
  return isEarly ? inFront(site, exit, [give]) : behindValue(site, exit, [give]);
}

/** The statements from the first to the last use alone, where no way out leads through them. */
function part(site: FixSite, body: number, first: number, last: number): readonly TextEdit[] | undefined {
  const { text, base, view } = site;
  const words = token(site);
  const span = { start: view.start(first), end: view.end(last) };
  for (const at of nodesBelow(view, body, new Set(['return_statement', 'goto_statement'])))
    if (holds(span, spanOfNode(view, at))) return undefined;
  const start = base + view.start(first);
  if (!startsLine(text, start)) return undefined;
  const take = words.open.at(-1) ?? '';
  return [...taken(site, body, first, take), insertAfter(text, base + view.end(last), start, [giveOf(words)])];
}

/** In front of a statement of the body; behind others old C wants the declaration further up. */
function taken(site: FixSite, body: number, node: number, take: string): readonly TextEdit[] {
  const { text, base, view } = site;
  const start = base + view.start(node);
  const place = declarationPlace(site, { node, parents: [body] });
  const split = /^(\S+ \w+) = (.*)$/.exec(take);
  const isDeclaration = view.kind(node) === 'declaration';
  if (isDeclaration || place?.kind !== 'top' || split === null) return [insertBefore(text, start, [take])];
  const [, declaration = '', call = ''] = split;
  const name = declaration.split(' ').at(-1) ?? '';
  return [place.edit([`${declaration};`]), insertBefore(text, start, [`${name} = ${call}`])];
}
