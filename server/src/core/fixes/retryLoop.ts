// A loop that tries again when a signal interrupted the wait: Python's handlers have to run between two tries, and may
// raise. The form that the documentation of the C API and CPython itself have.
// Easy to get wrong: the exception must not be overwritten by the one that errno would make, so the function ends at once.
import { interrupted, signalCheck } from '../catalog/forFixes.js';
import type { Call } from '../ir/ir.js';
import { spelledCall } from '../rules/report.js';
import { hoistPython, replacedText } from './hoist.js';
import { indentStep } from './layout.js';
import { declarationPlace, freeName } from './names.js';
import { isRefusal, type Proposal } from './proposal.js';
import type { RegionWords } from './regionWords.js';
import { ownResultType } from './resultType.js';
import { linesInPlaceOf } from './rewrite.js';
import { type FixSite, textOf } from './site.js';
import { holds, type Path, spanOfNode } from './statements.js';

const RETRY = new RegExp(`\\berrno\\s*==\\s*${interrupted}\\b`);

export const isRetry = (text: string): boolean => RETRY.test(text);

export function retryLoop(site: FixSite, call: Call, path: Path, words: RegionWords): readonly Proposal[] {
  const { view, text, base } = site;
  const all = [path.node, ...path.parents];
  const at = all.findIndex((node) => ['while_statement', 'do_statement'].includes(view.kind(node)));
  const loop = all[at];
  if (loop === undefined || words.indents) return [];
  const condition = view.named(view.child(loop, 'condition'))[0];
  if (condition === undefined || textOf(site, spanOfNode(view, loop)).includes(signalCheck)) return [];
  if (!isRetry(textOf(site, spanOfNode(view, condition)))) return [];
  const attempt = attemptOf(site, call, path, loop, condition);
  const failed = failureOf(site);
  if (attempt === undefined || failed === undefined) return [];
  const statement = { node: loop, parents: all.slice(at + 1) };
  const flag = freeName(site, 'async_err');
  const place = declarationPlace(site, statement);
  if (place === undefined) return [];
  const step = indentStep(text, base + view.start(loop));
  const inner = [...words.open, attempt.assignment, ...words.close].map((line) => `${step}${line}`);
  const lines = [
    ...(place.kind === 'here' ? [`int ${flag} = 0;`] : [`${flag} = 0;`]),
    'do {',
    ...inner,
    `} while (${attempt.condition} && !(${flag} = ${signalCheck}()));`,
    `if (${flag})`,
    `${step}${failed}`,
  ];
  const edits = linesInPlaceOf(site, statement, lines);
  if (edits === undefined) return [];
  const declaration = place.kind === 'here' ? [] : [place.edit([`int ${flag};`])];
  return [
    {
      title: `Release the GIL around ${spelledCall(call.callee ?? 'the call')} and run signal handlers between two tries`,
      edits: [...declaration, ...edits],
      safe: false,
    },
  ];
}

/** The assignment that is tried, and the condition without it. */
function attemptOf(
  site: FixSite,
  call: Call,
  path: Path,
  loop: number,
  condition: number,
): { readonly assignment: string; readonly condition: string } | undefined {
  const { view } = site;
  const body = view.child(loop, 'body');
  const assignment = path.parents.find((node) => view.kind(node) === 'assignment_expression');
  if (assignment === undefined || isRefusal(hoistPython(site, assignment, new Set()))) return undefined;
  if (hoistsAny(site, assignment)) return undefined;
  const span = spanOfNode(view, assignment);
  const asked = spanOfNode(view, condition);
  const statements = body < 0 ? [] : view.kind(body) === 'compound_statement' ? view.named(body) : [body];
  if (holds(asked, call.whole)) {
    // The body does nothing but go on.
    if (statements.some((node) => !/^(?:;|continue;)$/.test(textOf(site, spanOfNode(view, node))))) return undefined;
    const parent = path.parents[path.parents.indexOf(assignment) + 1];
    const outer = parent !== undefined && view.kind(parent) === 'parenthesized_expression' ? parent : assignment;
    const left = textOf(site, spanOfNode(view, view.child(assignment, 'left')));
    const replacement = { span: spanOfNode(view, outer), newText: left };
    return { assignment: `${textOf(site, span)};`, condition: replacedText(site, asked, [replacement]) };
  }
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0 || view.kind(loop) !== 'do_statement') return undefined;
  if (textOf(site, spanOfNode(view, only)) !== `${textOf(site, span)};`) return undefined;
  return { assignment: `${textOf(site, span)};`, condition: textOf(site, asked) };
}

function hoistsAny(site: FixSite, node: number): boolean {
  const hoisted = hoistPython(site, node, new Set());
  return !isRefusal(hoisted) && hoisted.declarations.length > 0;
}

/** How this function says that it failed. */
export function failureOf(site: FixSite): string | undefined {
  const type = ownResultType(site);
  if (type === undefined) return undefined;
  if (type.endsWith('*')) return site.language === 'cpp' ? 'return nullptr;' : 'return NULL;';
  return /^(?:int|long|\w*ssize_t)$/.test(type) ? 'return -1;' : undefined;
}
