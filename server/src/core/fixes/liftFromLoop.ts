// Takes a call out of the head of a loop: the condition is asked in the body then, where a region can stand.
// Easy to get wrong: `continue` goes to the end of the body in `for` and `do`, past what was put there.
import type { TextEdit } from '../base/textEdit.js';
import { replacedText } from './hoist.js';
import { indentationOf, indentStep, insertAfter, lineStartOf, newlineAt } from './layout.js';
import { declare, type Lifted } from './lifted.js';
import { mixesDeclarations } from './names.js';
import { isRefusal, type Refusal, type Written } from './proposal.js';
import type { RegionWords } from './regionWords.js';
import { inPlaceOf } from './rewrite.js';
import type { FixSite } from './site.js';
import { holds, isBlock, LOOPS, nodesBelow, type Path, spanOfNode } from './statements.js';

export function liftFromLoop(site: FixSite, lifted: Lifted, loop: Path, words: RegionWords): Written | Refusal {
  const { view } = site;
  const own = spanOfNode(view, lifted.node);
  const field = ['initializer', 'condition', 'update'].find((name) => {
    const child = view.child(loop.node, name);
    return child >= 0 && holds(spanOfNode(view, child), own);
  });
  if (lifted.prologue.length > 0)
    return { refused: 'what it is given would have to be read from Python in each round' };
  if (field === 'initializer') return liftInitialiser(site, lifted, loop, words);
  const body = view.child(loop.node, 'body');
  if (body < 0 || view.kind(body) !== 'compound_statement') return { refused: 'the body of the loop is no block' };
  if (field === 'update') return liftUpdate(site, lifted, loop, body, words);
  if (field !== 'condition') return { refused: 'the call stands in a part of the loop that cannot be taken apart' };
  return view.kind(loop.node) === 'do_statement'
    ? liftLastCondition(site, lifted, loop, body, words)
    : liftCondition(site, lifted, loop, body, words);
}

/** `for (x = f(); …)`: the assignment goes in front of the loop. */
function liftInitialiser(site: FixSite, lifted: Lifted, loop: Path, words: RegionWords): Written | Refusal {
  const { view } = site;
  const initialiser = view.child(loop.node, 'initializer');
  if (view.kind(initialiser) !== 'assignment_expression' || lifted.node !== initialiser)
    return { refused: 'the head of the loop declares or does more than this' };
  const after = [
    replacedText(site, spanOfNode(view, loop.node), [{ span: spanOfNode(view, initialiser), newText: '' }]),
  ];
  const edits = inPlaceOf(site, loop, { before: [], inside: [lifted.assignment], after }, words);
  return edits === undefined ? { refused: 'the loop stands where no region can go' } : { edits, safe: lifted.safe };
}

/** `while (f()) {…}` becomes `while (1) {` with the question as the first thing in it. */
function liftCondition(site: FixSite, lifted: Lifted, loop: Path, body: number, words: RegionWords): Written | Refusal {
  const { view, base, text } = site;
  const declared = declareInBody(site, lifted, body);
  if (isRefusal(declared)) return declared;
  const condition = inner(site, view.child(loop.node, 'condition'));
  const span = spanOfNode(view, condition);
  const asked = replacedText(site, span, [lifted.replacement]);
  const isFor = view.kind(loop.node) === 'for_statement';
  const brace = base + view.start(body) + 1;
  const lines = [
    ...declared,
    ...guarded(site, lifted, words),
    `if (${negated(asked)}) {`,
    `${indentStep(text, brace)}break;`,
    '}',
  ];
  return {
    edits: [
      { span: { start: base + span.start, end: base + span.end }, newText: isFor ? '' : '1' },
      atTopOf(site, body, lines),
    ],
    safe: lifted.safe,
  };
}

/** `do {…} while (f());`: the call becomes the last thing in the body. */
function liftLastCondition(
  site: FixSite,
  lifted: Lifted,
  loop: Path,
  body: number,
  words: RegionWords,
): Written | Refusal {
  const { base } = site;
  if (continues(site, body)) return { refused: 'a continue in the loop would go past it' };
  const parts = declare(site, lifted, loop);
  if (isRefusal(parts)) return parts;
  const { span, newText } = lifted.replacement;
  const edits: TextEdit[] = [
    ...parts.edits,
    { span: { start: base + span.start, end: base + span.end }, newText },
    atEndOf(site, body, guarded(site, lifted, words), words),
  ];
  if (parts.before.length > 0) edits.push(inFront(site, loop, parts.before));
  return { edits, safe: lifted.safe };
}

/** `for (…; …; x = g(x))`: the step becomes the last thing in the body. */
function liftUpdate(site: FixSite, lifted: Lifted, loop: Path, body: number, words: RegionWords): Written | Refusal {
  const { view, base } = site;
  const update = view.child(loop.node, 'update');
  if (lifted.node !== update || lifted.variable !== undefined)
    return { refused: 'the step of the loop does more than this' };
  if (continues(site, body)) return { refused: 'a continue in the loop would go past it' };
  const span = spanOfNode(view, update);
  return {
    edits: [
      { span: { start: base + span.start, end: base + span.end }, newText: '' },
      atEndOf(site, body, guarded(site, lifted, words), words),
    ],
    safe: lifted.safe,
  };
}

function declareInBody(site: FixSite, { variable, guard }: Lifted, body: number): readonly string[] | Refusal {
  if (variable === undefined) return [];
  const [first] = site.view.named(body);
  if (first !== undefined && site.view.kind(first) === 'declaration' && !mixesDeclarations(site))
    return { refused: 'declarations of the body would stand behind statements' };
  const type = variable.type.endsWith('*') ? variable.type : `${variable.type} `;
  return [`${type}${variable.name}${guard === undefined ? '' : ' = 0'};`];
}

function guarded({ text, base, view }: FixSite, { assignment, guard }: Lifted, words: RegionWords): readonly string[] {
  const step = indentStep(text, base + view.start(0));
  const [first = '', ...more] = words.open;
  const within = (line: string): string => (words.indents ? `${step}${line}` : line);
  const region = [first, ...[...more, assignment].map(within), ...words.close];
  return guard === undefined ? region : [`if (${guard}) {`, ...region.map((line) => `${step}${line}`), '}'];
}

function inner({ view }: FixSite, node: number): number {
  return view.kind(node) === 'parenthesized_expression' ? (view.named(node)[0] ?? node) : node;
}

const SWAPPED: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

function negated(condition: string): string {
  const compared = /^([\w.[\]>*-]+) (==|!=|<=|>=|<|>) (-?[\w.]+)$/.exec(condition);
  if (compared !== null) return `${compared[1]} ${SWAPPED[compared[2] ?? ''] ?? ''} ${compared[3]}`;
  return /^[\w.>-]+$/.test(condition) ? `!${condition}` : `!(${condition})`;
}

/** Whether a `continue` of this loop stands in its body. */
function continues({ view }: FixSite, body: number): boolean {
  const inLoops = [...nodesBelow(view, body, LOOPS)].map((node) => spanOfNode(view, node));
  for (const at of nodesBelow(view, body, new Set(['continue_statement'])))
    if (!inLoops.some((span) => holds(span, spanOfNode(view, at)))) return true;
  return false;
}

function atTopOf({ view, base, text }: FixSite, body: number, lines: readonly string[]): TextEdit {
  const brace = base + view.start(body);
  const [first] = view.named(body);
  const outer = indentationOf(text, brace);
  const onOwnLine = first !== undefined && lineStartOf(text, base + view.start(first)) > brace;
  const indentation = onOwnLine ? indentationOf(text, base + view.start(first)) : `${outer}${indentStep(text, brace)}`;
  const newline = newlineAt(text, brace);
  const behind = first === undefined || onOwnLine ? '' : `${newline}${indentation}`;
  const newText = lines.map((line) => `${newline}${indentation}${line}`).join('') + behind;
  return { span: { start: brace + 1, end: brace + 1 + (behind === '' ? 0 : blanksAt(text, brace + 1)) }, newText };
}

const blanksAt = (text: string, at: number): number => /^[ \t]*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;

function atEndOf({ view, base, text }: FixSite, body: number, lines: readonly string[], words: RegionWords): TextEdit {
  const last = view.named(body).at(-1);
  const brace = base + view.end(body) - 1;
  // A region at the end of the body goes on.
  const [end = ''] = words.close;
  const line = lineStartOf(text, text.slice(0, brace).trimEnd().length);
  if (!words.indents && lines[0] === words.open[0] && text.slice(line, brace).trim() === end) {
    const newline = newlineAt(text, line);
    const indentation = indentationOf(text, line);
    const newText = lines
      .slice(1, -1)
      .map((each) => `${indentation}${each}${newline}`)
      .join('');
    return { span: { start: line, end: line }, newText };
  }
  if (last !== undefined && lineStartOf(text, brace) > base + view.start(last))
    return insertAfter(text, base + view.end(last), base + view.start(last), lines);
  const newline = newlineAt(text, brace);
  const outer = indentationOf(text, base + view.start(body));
  const indentation = `${outer}${indentStep(text, brace)}`;
  const written = lines.map((line) => `${newline}${indentation}${line}`).join('');
  return { span: { start: brace, end: brace }, newText: `${written}${newline}${outer}` };
}

function inFront({ view, base, text }: FixSite, { node, parents }: Path, lines: readonly string[]): TextEdit {
  const at = base + view.start(node);
  const newline = newlineAt(text, at);
  const [parent] = parents;
  const indentation = indentationOf(text, at);
  const isInBlock = parent !== undefined && isBlock(view, parent);
  const newText = lines.map((line) => `${line}${newline}${indentation}`).join('');
  return { span: { start: at, end: at }, newText: isInBlock ? newText : '' };
}
