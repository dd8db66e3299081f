// One sequence: texts, edits, and after some of them the question whether the server says what a fresh project says.
// A sequence is a function of its seed, so that one that fails can be had again.
import fc from 'fast-check';
import type { Parsers } from '../../../server/src/core/project.js';
import { editedDocuments, type Texts } from './documents.js';
import { anyEdit, type Edit } from './edits.js';
import { freshAnswers } from './fresh.js';
import { anyMaterial, type Material, type Materials } from './material.js';
import type { Server } from './server.js';

export interface Sequence {
  readonly material: Material;
  readonly edits: readonly Edit[];
}

export interface Divergence {
  readonly path: string;
  readonly edited: string;
  readonly fresh: string;
  /** All texts whenever the server was asked, the last one included. */
  readonly history: readonly Texts[];
}

export interface Played {
  readonly divergence: Divergence | undefined;
  readonly edits: number;
  readonly asked: number;
  /** How many times all documents were compared, and how many documents that made. */
  readonly comparisons: number;
  readonly compared: number;
}

/** The sequence of a number; the same for the same seed, materials and generator. */
export function sequenceOf(materials: Materials, seed: number, index: number, length: number): Sequence {
  const edits = fc.array(anyEdit, { minLength: length, maxLength: length, size: 'max' });
  const [made] = fc.sample(fc.record({ material: anyMaterial(materials), edits }), {
    seed: (Math.imul(seed, 1_000_003) + index) | 0,
    numRuns: 1,
  });
  if (made === undefined) throw new Error('no sequence was made');
  return made;
}

export async function play(
  { material, edits }: Sequence,
  folder: string,
  server: Server,
  parsers: Parsers,
): Promise<Played> {
  const documents = editedDocuments(material.sources);
  const { texts } = documents;
  const history: Texts[] = [];
  let [done, asked, comparisons, compared] = [0, 0, 0, 0];
  const remember = (): void => {
    asked++;
    history.push(new Map(texts));
  };
  const compare = async (): Promise<Divergence | undefined> => {
    remember();
    comparisons++;
    // All questions at once: the server answers in one process while this one makes the fresh answers.
    const answers = [...texts.keys()].map(async (path) => [path, await server.answer(path)] as const);
    const fresh = freshAnswers(parsers, texts, folder);
    for (const [path, edited] of await Promise.all(answers)) {
      compared++;
      const wanted = fresh.get(path) ?? '';
      if (edited !== wanted) return { path, edited, fresh: wanted, history };
    }
    const [complaint] = server.complaints();
    return complaint === undefined ? undefined : { path: '', edited: complaint, fresh: '', history };
  };

  server.enter(folder);
  for (const [path, text] of texts) server.take({ kind: 'open', path, text });
  let divergence: Divergence | undefined;
  await server.ask(documents.current);
  remember();
  for (const edit of edits) {
    const step = documents.apply(edit);
    if (step === undefined) continue;
    done++;
    server.take(step);
    if (edit.afterwards === 'type on') continue;
    if (edit.afterwards === 'compare') divergence = await compare();
    else {
      for (const path of edit.afterwards === 'ask' ? [documents.current] : texts.keys()) await server.ask(path);
      remember();
    }
    if (divergence !== undefined) break;
  }
  divergence ??= await compare();
  return { divergence, edits: done, asked, comparisons, compared };
}
