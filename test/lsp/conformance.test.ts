// Made-up conversations with the server; `npm run oracle:conversations` has thousands of them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conversations, judge } from './support/conversations.js';

const COUNT = Number(process.env['CONVERSATIONS'] ?? 100);
const SEED = Number(process.env['CONVERSATIONS_SEED'] ?? 20261126);
const PER_CONVERSATION_MILLISECONDS = 2000;

it(
  `${COUNT} conversations: each request has one answer, in the text it is about`,
  async () => {
    const property = fc.asyncProperty(conversations, async (each) => {
      expect(await judge(each)).toEqual([]);
    });
    await fc.assert(property, { numRuns: COUNT, seed: SEED });
  },
  60_000 + COUNT * PER_CONVERSATION_MILLISECONDS,
);
