// The short form of `npm run oracle:purity`: the same sequences, through the server's protocol over streams in this
// process. Real files are edited where CPython's sources are there, fixtures everywhere.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { seen } from '../../scripts/oracle/purity/fresh.js';
import { type Materials, nameOf, readMaterials } from '../../scripts/oracle/purity/material.js';
import { arrivals, bringIn } from '../../scripts/oracle/purity/orders.js';
import { play, sequenceOf } from '../../scripts/oracle/purity/sequence.js';
import { connect, type Server } from '../../scripts/oracle/purity/server.js';
import { createProject, type Project } from '../../server/src/core/project.js';
import { startServer } from '../../server/src/lsp/server.js';
import { parsersForTests } from '../harness/parsers.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FIXTURES = join(ROOT, 'test/fixtures');
const MODULES = join(ROOT, '.cache/corpus/Python-3.11.2/Modules');
const SEED = 20261126;
const EDITS = 50;
/** Few, so that they take seconds. */
const SEQUENCES = 12;

function serverHere(): Promise<Server> {
  const toServer = new PassThrough();
  const fromServer = new PassThrough();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(fromServer),
  );
  startServer(connection, { version: '1.2.3', parsers: parsersForTests(), createProject, documentation: undefined });
  return connect(fromServer, toServer);
}

async function playAll(materials: Materials, from: number, count: number): Promise<void> {
  const [server, parsers] = [await serverHere(), await parsersForTests()];
  for (let index = from; index < from + count; index++) {
    const sequence = sequenceOf(materials, SEED, index, EDITS);
    const { divergence, comparisons } = await play(sequence, `file:///sequence${index}/`, server, parsers);
    const title = `sequence ${index} of seed ${SEED}, ${nameOf(sequence.material)}, ${divergence?.path}`;
    expect({ title, said: divergence?.edited }).toEqual({ title, said: divergence?.fresh });
    expect(comparisons).toBeGreaterThan(0);
  }
}

describe('after a sequence of edits the server says what a fresh project says', () => {
  let materials: Materials;
  beforeAll(() => {
    materials = readMaterials(FIXTURES, existsSync(MODULES) ? MODULES : undefined);
  });

  it('of fixtures that share a project', () => playAll({ ...materials, real: [] }, 0, SEQUENCES));
  it.runIf(existsSync(MODULES))('of CPython and fixtures', () => playAll(materials, 0, SEQUENCES));
});

describe('files in any order, taken in in any way', () => {
  it('are told the same of', async () => {
    const { real, fixtures } = readMaterials(FIXTURES, existsSync(MODULES) ? MODULES : undefined);
    const byPath = new Map(
      [...fixtures.flat(), ...real.filter(({ text }) => text.length < 8_000)].map((one) => [one.path, one]),
    );
    const sources = [...byPath.values()];
    const paths = [...byPath.keys()].sort();
    const parsers = await parsersForTests();
    const newProject = (): Project => createProject({ parsers, options: { showMaybe: true } });
    const plain = newProject();
    for (const path of paths) plain.setFile(path, byPath.get(path)?.text ?? '');
    const wanted = seen(plain, paths);
    fc.assert(
      fc.property(arrivals(sources), (all) => {
        const project = newProject();
        bringIn(project, all);
        expect(seen(project, paths)).toBe(wanted);
      }),
      { seed: SEED, numRuns: 3, endOnFailure: true },
    );
  });
});
