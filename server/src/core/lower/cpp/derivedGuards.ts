// Guards by what their classes do: a constructor that releases or takes the GIL and a destructor that undoes it.
// Read off the words of the bodies, in order. Other member functions that do the one or the other end and restart it.
// Easy to get wrong: a constructor that does nothing and a member that releases is a guard too, one that starts later.
import type { Catalog } from '../../catalog/catalog.js';
import type { ScopeGuard, StateOpKind } from '../../catalog/types.js';
import { Tok, type Tokens } from '../../syntax/tokens.js';

/** One state change in a body, or a word that may name another member function. */
export interface StateEffect {
  readonly op: 'release' | 'acquire' | 'ensure' | 'unensure' | 'word';
  readonly word: string;
  /** A name in the condition of the `if` that it stands behind. */
  readonly condition: string;
}

export interface ClassDraft {
  readonly name: string;
  readonly bases: readonly string[];
  readonly members: ReadonlyMap<string, string>;
  readonly methods: ReadonlyMap<string, readonly StateEffect[]>;
}

const CHANGES: ReadonlySet<StateOpKind> = new Set(['release', 'acquire', 'ensure', 'unensure']);
const MOST_WORDS = 400;

/** Bodies longer than a guard's are not looked at. */
export function effectsIn(
  text: string,
  tokens: Tokens,
  from: number,
  to: number,
  catalog: Catalog,
): readonly StateEffect[] {
  if (to - from > MOST_WORDS) return [];
  const found: StateEffect[] = [];
  let condition = '';
  let changes = false;
  for (let t = from; t < to; t++) {
    if (tokens.kind[t] !== Tok.word) continue;
    const word = text.slice(tokens.start[t], tokens.end[t]);
    if (word === 'if') {
      condition = '';
      for (let at = t + 1; at < to && at < t + 12 && condition === ''; at++)
        if (tokens.kind[at] === Tok.word) condition = text.slice(tokens.start[at], tokens.end[at]);
      continue;
    }
    const operation = catalog.stateOp(word)?.op;
    const effects =
      operation !== undefined && CHANGES.has(operation) ? [operation] : (catalog.regionMacro(word)?.effects ?? []);
    for (const effect of effects) {
      const op = effect === 'release-maybe' ? 'release' : effect === 'acquire-if-saved' ? 'acquire' : effect;
      if (op === 'release' || op === 'acquire' || op === 'ensure' || op === 'unensure') {
        found.push({ op, word, condition });
        changes = true;
      }
    }
    // A call of another member function, perhaps.
    if (effects.length === 0 && tokens.first[t + 1] === 40) found.push({ op: 'word', word, condition });
  }
  return changes || found.length <= 8 ? found : [];
}

type Change = Exclude<StateEffect['op'], 'word'>;

/** The state changes of a member function, through others of its class. */
function changesOf(draft: ClassDraft, method: string, within: readonly string[] = []): readonly StateEffect[] {
  if (within.includes(method) || within.length > 4) return [];
  return (draft.methods.get(method) ?? []).flatMap((effect) => {
    if (effect.op !== 'word') return [effect];
    if (effect.word === method || !draft.methods.has(effect.word)) return [];
    return changesOf(draft, effect.word, [...within, method]).map((inner) => ({
      ...inner,
      condition: effect.condition || inner.condition,
    }));
  });
}

const UNDOES: Readonly<Record<ScopeGuard['effect'], readonly Change[]>> = {
  release: ['acquire'],
  acquire: ['unensure', 'release'],
};
const STARTS: Readonly<Record<ScopeGuard['effect'], readonly Change[]>> = {
  release: ['release'],
  acquire: ['ensure', 'acquire'],
};

/** The guard that a class is, by itself or by one of its bases. */
export function guardOf(
  draft: ClassDraft,
  baseOf: (name: string) => ClassDraft | undefined,
  within: readonly string[] = [],
): ScopeGuard | undefined {
  const own = ownGuard(draft);
  if (own !== undefined || within.length > 8) return own;
  for (const name of draft.bases) {
    const base = within.includes(name) ? undefined : baseOf(name);
    const inherited = base === undefined || base === draft ? undefined : guardOf(base, baseOf, [...within, name]);
    if (inherited !== undefined) return { ...inherited, type: draft.name };
  }
  return undefined;
}

function ownGuard(draft: ClassDraft): ScopeGuard | undefined {
  const maker = draft.name.split('::').at(-1) ?? '';
  const destructor = `~${maker}`;
  const ending = changesOf(draft, destructor);
  if (ending.length === 0) return undefined;
  const beginning = changesOf(draft, maker).at(-1);
  const does = (effects: readonly StateEffect[], ops: readonly Change[]): boolean => {
    const last = effects.at(-1);
    return last !== undefined && last.op !== 'word' && ops.includes(last.op);
  };
  for (const effect of ['release', 'acquire'] as const) {
    if (!does(ending, UNDOES[effect])) continue;
    const others = [...draft.methods.keys()].filter((name) => name !== maker && name !== destructor);
    const starting = others.filter((name) => does(changesOf(draft, name), STARTS[effect]));
    const ends = others.filter((name) => does(changesOf(draft, name), UNDOES[effect]));
    const startsItself = beginning !== undefined && does([beginning], STARTS[effect]);
    if (!startsItself && starting.length === 0) continue;
    return {
      type: draft.name,
      effect,
      ...(startsItself ? { restartedBy: starting } : { startedBy: starting }),
      endedBy: ends,
      ...(startsItself && beginning?.condition !== '' ? { conditional: true as const } : {}),
    };
  }
  return undefined;
}
