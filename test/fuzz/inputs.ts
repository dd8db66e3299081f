// The input of a number: the same for the same seed, number and seed texts.
// Easy to get wrong: the texts that are mutated are part of the seed, so a failure is kept as a text, never as a number.
import { program } from './grammar.js';
import { macroSoup, nested, repeated, tokenSoup } from './hostile.js';
import { mutated } from './mutations.js';
import { type Random, randomFrom } from './random.js';

export interface Input {
  readonly kind: (typeof KINDS)[number];
  readonly path: string;
  readonly text: string;
}

export const KINDS = ['generated', 'mutated', 'spliced', 'macros', 'nested', 'tokens', 'repeated'] as const;
/** How often each kind comes, out of a hundred. */
const WEIGHTS: Readonly<Record<Input['kind'], number>> = {
  generated: 35,
  mutated: 35,
  spliced: 8,
  macros: 6,
  nested: 2,
  tokens: 12,
  repeated: 2,
};
/** No mutated text is longer: many small inputs find more than a few long ones. */
const LONGEST = 1_500;
const USUAL = 350;

export function inputOf(seed: number, index: number, texts: readonly string[]): Input {
  const random = randomFrom(seed, index);
  const cpp = random.chance(0.4);
  const kind = kindOf(random.below(100));
  return { kind, path: cpp ? 'fuzz.cpp' : 'fuzz.c', text: textOf(kind, random, cpp, texts) };
}

function kindOf(share: number): Input['kind'] {
  let left = share;
  for (const kind of KINDS) {
    left -= WEIGHTS[kind];
    if (left < 0) return kind;
  }
  return 'generated';
}

function textOf(kind: Input['kind'], random: Random, cpp: boolean, texts: readonly string[]): string {
  switch (kind) {
    case 'generated':
      return program({ random, cpp });
    case 'mutated':
      return mutated(part(random, texts), part(random, texts), random);
    case 'spliced': {
      const [a, b] = [part(random, texts), part(random, texts)];
      return a.slice(0, random.below(a.length + 1)) + b.slice(random.below(b.length + 1));
    }
    case 'macros':
      return macroSoup(random);
    case 'nested':
      return nested(random);
    case 'tokens':
      return tokenSoup(random);
    case 'repeated': {
      const { head, unit } = repeated(random);
      return head + unit.repeat(1 + random.below(60));
    }
  }
}

/** Some lines of one of the texts, from a place where a definition may begin. */
function part(random: Random, texts: readonly string[]): string {
  const text = random.pick(texts);
  const most = random.chance(0.1) ? LONGEST : USUAL;
  if (text.length <= most) return text;
  const from = random.chance(0.3) ? 0 : text.lastIndexOf('\n}\n', random.below(text.length)) + 1;
  return text.slice(from, from + 50 + random.below(most - 50));
}
