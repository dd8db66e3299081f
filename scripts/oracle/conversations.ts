// Whether the server keeps to the protocol: made-up conversations, with texts of both line ends and astral characters,
// and how long a cancelled question waits for its answer while a long file is analysed.
//
//   npm run oracle:conversations [-- --count N] [--seed S]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectedEditor, PULL } from '../../test/lsp/support/editor.js';
import { fetchCpython } from '../corpus/cpython.js';

const CANCELLED = 200;
const BUDGET_MILLISECONDS = 50;

const { values } = parseArgs({
  options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '20261126' } },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'test/lsp/conformance.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, CONVERSATIONS: values.count, CONVERSATIONS_SEED: values.seed },
});

const uri = 'file:///work/posixmodule.c';
const textDocument = { uri };
const editor = connectedEditor();
await editor.initialize(PULL);
editor.open(uri, readFileSync(join(fetchCpython(), 'Modules', 'posixmodule.c'), 'utf8'));
await editor.pull(uri);
const times: number[] = [];
for (let i = 0; i < CANCELLED; i++) {
  editor.edit(uri, '#include', '/**/#include');
  const id = editor.wire.request('textDocument/semanticTokens/full', { textDocument });
  const started = performance.now();
  editor.wire.notify('$/cancelRequest', { id });
  await editor.wire.waitFor((message) => message.id === id && message.method === undefined);
  times.push(performance.now() - started);
}
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
console.log(
  `${CANCELLED} questions cancelled behind an edit of a long file: answered after p50 ${at(0.5).toFixed(1)} ms, ` +
    `p99 ${at(0.99).toFixed(1)} ms, at most ${at(1).toFixed(1)} ms (budget ${BUDGET_MILLISECONDS} ms)`,
);
process.exit(status !== 0 || at(0.99) > BUDGET_MILLISECONDS ? 1 : 0);
