// How far the analysis of a document got, as a status item tells it.
import { describe, expect, it } from 'vitest';
import type { CoverageResult } from '../../server/src/lsp/protocol.js';
import { connectedEditor, PULL } from './support/editor.js';
import { BLOCKING, functionWith, URI } from './support/samples.js';

const ask = async (text: string): Promise<CoverageResult> => {
  const editor = connectedEditor();
  await editor.initialize(PULL);
  editor.open(URI, text);
  return editor.ask<CoverageResult>('gilscope/coverage', { textDocument: { uri: URI } });
};

describe('coverage', () => {
  it('counts functions and calls', async () => {
    const found = await ask(BLOCKING);
    expect(found).toMatchObject({ functions: 1, incomplete: [], calls: { unknown: 0 }, configuration: [] });
    expect(found.calls.resolved).toBeGreaterThan(0);
  });

  it('names a function that was not understood, with its line and the reason', async () => {
    const { incomplete } = await ask(functionWith('    if (x @@@ {'));
    expect(incomplete).toEqual([expect.objectContaining({ name: 'nap', reason: expect.stringMatching(/\w/) })]);
    expect(incomplete[0]?.line).toBeGreaterThan(4);
  });

  it('counts calls that nobody knows', async () => {
    expect((await ask(functionWith('    mystery(1); mystery(2);'))).calls.unknown).toBe(2);
  });

  it('is empty for a document that is not open', async () => {
    const editor = connectedEditor();
    await editor.initialize(PULL);
    expect(await editor.ask('gilscope/coverage', { textDocument: { uri: URI } })).toMatchObject({ functions: 0 });
  });
});
