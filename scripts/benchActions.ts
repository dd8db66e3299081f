// How long an editor waits for the code actions of a long file, through a real session with the built server.
// `first`: the first question of the session, once the file was shown; `afresh`: right after an edit, so nothing was
// worked out ahead; `prepared`: after a pause in typing, which is when the server works ahead; `resolve`: the edit of a
// chosen fix. The budget holds for these. The edit that mends a whole file is told beside them: it is a run of all fixes.
// Say the load of the machine with the numbers: they are milliseconds, no ratios.
//
//   npm run bench:actions [-- FILE] [--check]     default: CPython's posixmodule.c
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { fetchCpython } from './corpus/cpython.js';

const BUDGET_MILLISECONDS = 50;
const ROUNDS = 10;
/** Between the sight of a file and the first question about it. */
const READING_MILLISECONDS = 1000;
/** Until everything has been worked out ahead; ten times what that takes on a quiet machine. */
const SETTLE_MILLISECONDS = 15_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
});
const file = resolve(positionals[0] ?? join(fetchCpython(), 'Modules', 'posixmodule.c'));
const uri = pathToFileURL(file).href;
const textDocument = { uri };
const server = spawn(process.execPath, [resolve('dist/gilscope.js'), 'lsp', '--stdio'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const connection = createProtocolConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
);
connection.listen();

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await work, performance.now() - started];
}

async function diagnostics(): Promise<readonly Diagnostic[]> {
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  return report.kind === 'full' ? report.items.filter(({ code }) => code !== undefined) : [];
}

async function actionsAt(
  { range }: Diagnostic,
  triggerKind: CodeActionTriggerKind,
): Promise<[readonly CodeAction[], number]> {
  const context = { diagnostics: [], triggerKind };
  const [found, time] = await timed(connection.sendRequest(CodeActionRequest.type, { textDocument, range, context }));
  return [(found ?? []).filter((action): action is CodeAction => !('command' in action && !('edit' in action))), time];
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN;

function tell(what: string, times: readonly number[], budget = BUDGET_MILLISECONDS): void {
  const at = (share: number): string => quantile(times, share).toFixed(1).padStart(6);
  const over = quantile(times, 0.99) > budget;
  if (over) process.exitCode = options.check ? 1 : process.exitCode;
  console.log(
    `${what.padEnd(22)} ${String(times.length).padStart(5)} times  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  ` +
      `most ${at(1)} ms  ${over ? 'OVER' : 'ok'}`,
  );
}

await connection.sendRequest(InitializeRequest.type, {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: null,
  capabilities: {
    workspace: { workspaceEdit: { documentChanges: true } },
    textDocument: {
      diagnostic: {},
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
        dataSupport: true,
        disabledSupport: true,
        isPreferredSupport: true,
        resolveSupport: { properties: ['edit'] },
      },
    },
  },
});
await connection.sendNotification(InitializedNotification.type, {});
const text = readFileSync(file, 'utf8');
await connection.sendNotification(DidOpenTextDocumentNotification.type, {
  textDocument: { uri, languageId: 'c', version: 1, text },
});
let found = await diagnostics();
console.log(`${file}: ${text.split('\n').length} lines, ${found.length} findings, load ${loadavg()[0]?.toFixed(1)}`);

const [first] = found;
if (first === undefined) throw new Error(`nothing was found in ${file}`);
// What an editor does before anybody can ask.
await pause(READING_MILLISECONDS);
tell('first', [(await actionsAt(first, CodeActionTriggerKind.Automatic))[1]]);

const afresh: number[] = [];
const origin = { line: 0, character: 0 };
for (let round = 0; round < ROUNDS; round++)
  for (let i = 0; i < found.length; i++) {
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 + round * found.length + i },
      contentChanges: [{ range: { start: origin, end: origin }, text: '/* */ ' }],
    });
    found = await diagnostics();
    const asked = found[i];
    if (asked !== undefined) afresh.push((await actionsAt(asked, CodeActionTriggerKind.Automatic))[1]);
  }
tell('afresh', afresh);

await pause(SETTLE_MILLISECONDS);
const prepared: number[] = [];
const resolved = { fix: [] as number[], whole: [] as number[] };
for (let round = 0; round < ROUNDS; round++)
  for (const finding of found) {
    const [actions, time] = await actionsAt(finding, CodeActionTriggerKind.Invoked);
    prepared.push(time);
    for (const action of actions.filter(({ data }) => data !== undefined)) {
      const times = action.data.does === 'fix' ? resolved.fix : resolved.whole;
      times.push((await timed(connection.sendRequest(CodeActionResolveRequest.type, action)))[1]);
    }
  }
tell('prepared', prepared);
tell('resolve', resolved.fix);
tell('resolve a whole file', resolved.whole, Number.POSITIVE_INFINITY);
server.kill();
connection.dispose();
