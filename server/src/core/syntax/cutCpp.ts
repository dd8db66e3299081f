// Cuts a C++ file into items. Namespaces, `extern "C"` and class bodies are entered: each member function is an item of
// its own, with the names around it. What is easy to get wrong are braces that open neither a scope nor a body: those of
// member initialisers, of template arguments, of `requires`, and of data. A scope that is left open while it is being
// typed ends where a definition begins further left than the scope could hold it.
import { conditionsBehind, type DirectiveName, directiveName } from './conditionals.js';
import { type ClassHead, classHead, type Head, headFrom } from './cppHeads.js';
import { HEADER, type Item } from './cut.js';
import { Tok, type Tokens } from './tokens.js';

const OPEN = 123;
const CLOSE = 125;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const SEMICOLON = 59;
const COLON = 58;
const EQUALS = 61;
const LESS = 60;
const FAR_RIGHT = 10_000;
const DEEPEST = 32;
/** In tokens. A head is read again for each brace behind it, so what is longer is none. */
const LONGEST_HEAD = 1_000;

interface Scope {
  readonly kind: 'namespace' | 'class' | 'linkage';
  readonly names: readonly string[];
  readonly column: number;
  /** Every item in it so far stands further right than its head. */
  indented: boolean;
}

interface Arm {
  readonly conditions: readonly string[];
  readonly depth: number;
  readonly scopes: readonly Scope[];
  after: { readonly depth: number; readonly scopes: readonly Scope[] } | undefined;
  readonly began: number;
}

export function cutCppItems(text: string, tokens: Tokens): readonly Item[] {
  const { count, kind, start, end, first } = tokens;
  const items: Item[] = [];
  const arms: Arm[] = [];
  let scopes: Scope[] = [];
  let conditions: readonly string[] = [];
  let began = -1;
  let depth = 0;
  let parens = 0;
  let brace = -1;
  let assigned = false;
  let closedParen = -1;
  let initialisers = false;
  let isTry = false;

  const head: Head = headFrom(text, tokens);
  const isPunct = (t: number, c: number): boolean => kind[t] === Tok.punct && first[t] === c;
  const atMargin = (t: number): boolean => {
    const at = start[t] ?? 0;
    return at === 0 || text.charCodeAt(at - 1) === 10;
  };
  /** Asked of the first token of a line only: a line may be as long as a file. */
  const columnOf = (t: number): number => {
    const at = start[t] ?? 0;
    return isFirstOnLine(t) ? at - (text.lastIndexOf('\n', at - 1) + 1) : FAR_RIGHT;
  };
  const isFirstOnLine = (t: number): boolean => t === 0 || text.slice(end[t - 1], start[t]).includes('\n');

  const reset = (): void => {
    began = -1;
    depth = 0;
    parens = 0;
    brace = -1;
    assigned = false;
    closedParen = -1;
    initialisers = false;
    isTry = false;
  };
  const finish = (last: number, classAt?: ClassHead): void => {
    if (began >= 0) {
      const outside = head.word(began) === 'friend' ? scopes.filter(({ kind: of }) => of !== 'class') : scopes;
      items.push({
        kind: classAt !== undefined ? 'class' : brace >= 0 ? 'function' : 'declaration',
        start: start[began] ?? 0,
        end: end[last] ?? 0,
        firstToken: began,
        endToken: last + 1,
        brace,
        conditions,
        scope: outside.slice(0, DEEPEST).flatMap(({ names }) => names),
        inClass: outside.at(-1)?.kind === 'class',
        ...(brace >= 0 ? { name: head.functionName(began, brace) } : {}),
        ...(classAt === undefined ? {} : { className: classAt.name, bases: classAt.bases }),
      });
    }
    reset();
  };
  const enter = (scope: Omit<Scope, 'column' | 'indented'>, at: number): void => {
    // Names of scopes nested deeper than anybody writes them are left out: braces are missing there.
    const names = scopes.length < DEEPEST ? scope.names : [];
    scopes = [...scopes, { ...scope, names, column: columnOf(at), indented: true }];
  };

  const followDirective = (name: DirectiveName, t: number): void => {
    const top = arms.at(-1);
    const behind = (outer: readonly string[]): readonly string[] =>
      conditionsBehind(text.slice(start[t], end[t]), outer, conditions);
    if (name === 'if') {
      arms.push({ conditions, depth, scopes, after: undefined, began });
      conditions = behind(conditions);
    } else if ((name === 'elif' || name === 'else') && top !== undefined) {
      top.after ??= { depth, scopes };
      if (began >= 0) depth = top.depth;
      else scopes = [...top.scopes];
      conditions = behind(top.conditions);
    } else if (name === 'endif' && top !== undefined) {
      arms.pop();
      if (top.after !== undefined && began >= 0 && top.began >= 0) depth = top.after.depth;
      else if (top.after !== undefined && began < 0) scopes = [...top.after.scopes];
      conditions = top.conditions;
    }
  };

  /** A `{` where an item has begun and nothing is open in it. */
  const openAtTop = (t: number): void => {
    if (head.isNamespace(began, t)) {
      enter({ kind: 'namespace', names: head.namespaceNames(began, t) }, began);
      reset();
      return;
    }
    if (head.word(began) === 'extern' && kind[began + 1] === Tok.text && t === began + 2) {
      enter({ kind: 'linkage', names: [] }, began);
      reset();
      return;
    }
    const isHead = !assigned && !initialisers && t - began <= LONGEST_HEAD;
    const found = isHead ? classHead(head, began, t) : undefined;
    if (found !== undefined) {
      const at = began;
      finish(t, found);
      enter({ kind: 'class', names: found.name === '' ? [] : [found.name] }, at);
      return;
    }
    const opensBody =
      closedParen >= 0 && !assigned && !head.isRequirement(t) && (!initialisers || !head.isMemberInitialiser(t));
    if (opensBody) {
      brace = t;
      parens = 0;
    }
    depth++;
  };

  /** Scopes that cannot hold a definition in this column any more: their closing brace is still missing. */
  const leaveOpenScopes = (t: number): void => {
    if (!atMargin(t)) return;
    while (scopes.at(-1)?.kind === 'class' && scopes.at(-1)?.indented === true && startsDefinition(t))
      scopes = scopes.slice(0, -1);
  };
  const startsDefinition = (t: number): boolean => {
    HEADER.lastIndex = start[t] ?? 0;
    return HEADER.test(text);
  };

  for (let t = 0; t < count; t++) {
    const c = first[t];
    if (kind[t] === Tok.directive) {
      const directive = directiveName(text, start[t] ?? 0);
      if (began >= 0 && depth === 0 && closedParen === t - 1 && head.isGeneratorCall(began)) finish(t - 1);
      if (began < 0)
        items.push({
          kind: 'directive',
          start: start[t] ?? 0,
          end: end[t] ?? 0,
          firstToken: t,
          endToken: t + 1,
          brace: -1,
          conditions,
          directive,
        });
      const inArm = directive === 'else' || directive === 'elif';
      if (inArm && began >= 0 && depth === 0 && brace < 0 && (arms.at(-1)?.began ?? 0) < 0) finish(t - 1);
      followDirective(directive, t);
      continue;
    }
    // A definition at the left margin while an indented body is still open: the closing brace is being typed.
    const isOpen = depth > 0 || parens > 0 || assigned;
    if (began >= 0 && began < t && isOpen && kind[t] === Tok.word && atMargin(t) && startsDefinition(t)) finish(t - 1);
    if (closedParen >= 0 && closedParen === t - 1 && depth === 0 && began >= 0 && isGenerator(t)) finish(t - 1);
    if (began < 0) {
      if (c === SEMICOLON && kind[t] === Tok.punct) continue;
      if (isPunct(t, CLOSE)) {
        scopes = scopes.slice(0, -1);
        continue;
      }
      if (scopes.at(-1)?.kind === 'class') {
        const label = head.accessLabelEnd(t);
        if (label >= 0) {
          t = label;
          continue;
        }
      }
      leaveOpenScopes(t);
      began = t;
      const top = scopes.at(-1);
      if (top !== undefined && columnOf(t) <= top.column) top.indented = false;
      if (head.word(t) === 'template' && isPunct(t + 1, LESS)) {
        do t = head.closingAngle(t + 1) + 1;
        while (head.word(t) === 'template' && isPunct(t + 1, LESS));
        t--;
        continue;
      }
    }
    follow(t);
  }
  finish(count - 1);
  return items;

  function follow(t: number): void {
    if (kind[t] === Tok.word) {
      if (depth === 0 && head.word(t) === 'try') isTry = true;
      return;
    }
    if (kind[t] !== Tok.punct) return;
    const c = first[t];
    if (c === OPEN_PAREN || (c === OPEN_BRACKET && brace < 0)) parens++;
    else if (c === CLOSE_PAREN || (c === CLOSE_BRACKET && brace < 0)) {
      parens = Math.max(0, parens - 1);
      if (c === CLOSE_PAREN && depth === 0 && parens === 0) closedParen = t;
    } else if (c === EQUALS && depth === 0 && parens === 0 && (end[t] ?? 0) - (start[t] ?? 0) === 1) {
      if (head.word(t - 1) !== 'operator') assigned = true;
    } else if (c === COLON && depth === 0 && parens === 0 && (end[t] ?? 0) - (start[t] ?? 0) === 1) {
      if (closedParen >= 0 && !assigned) initialisers = true;
    } else if (c === OPEN) {
      if (depth === 0 && brace < 0 && parens === 0) openAtTop(t);
      else depth++;
    } else if (c === CLOSE) closeBrace(t);
    else if (c === SEMICOLON && depth === 0 && (parens === 0 || brace < 0)) finish(t);
  }

  function closeBrace(t: number): void {
    if (depth === 0) {
      // The end of the scope around: what stands before it was never finished.
      finish(t - 1);
      scopes = scopes.slice(0, -1);
      return;
    }
    const leaves = brace >= 0 && parens === 0 && depth > 1 && isFirstOnLine(t);
    if (leaves && isFirstOnLine(began) && columnOf(t) < columnOf(began)) {
      finish(t - 1);
      scopes = scopes.slice(0, -1);
      return;
    }
    depth = leaves && atMargin(t) ? 0 : depth - 1;
    if (depth > 0 || brace < 0) return;
    if (isTry && head.word(t + 1) === 'catch') return;
    finish(t);
  }

  /** Whether `MACRO(…)` on lines of its own stands before token `t`, where another declaration starts. */
  function isGenerator(t: number): boolean {
    return head.isGeneratorCall(began) && isFirstOnLine(t) && kind[t] === Tok.word && !head.isFunctionSuffix(t);
  }
}
