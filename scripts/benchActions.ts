// How long an editor waits for the code actions of a long file, through a real session with the built server.
// `first`: the first question of the session, once the file was shown; `typing`: as an editor asks while somebody types at
// a finding, a quarter of a second after the last letter; `afresh`: in the same moment, which no editor does, so that
// nothing was worked out ahead; `prepared`: after a longer pause; `resolve`: the edit of a chosen fix. The budget holds for
// all of these, and for what editors ask for all the time, which comes last. The edit that mends a whole file is told
// beside them: it is a run of all fixes.
// Say the load of the machine with the numbers: they are milliseconds, no ratios.
//
//   npm run bench:actions [-- FILE] [--check]     default: CPython's posixmodule.c
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { quantile, startSession, timed } from './bench/session.js';
import { fetchCpython } from './corpus/cpython.js';

const BUDGET_MILLISECONDS = 50;
const ROUNDS = 10;
/** Between the sight of a file and the first question about it. */
const READING_MILLISECONDS = 1000;
/** Between the last letter and the question for the light bulb, in VS Code. */
const LIGHT_BULB_MILLISECONDS = 250;
/** Until everything has been worked out ahead; ten times what that takes on a quiet machine. */
const SETTLE_MILLISECONDS = 15_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
});
const file = resolve(positionals[0] ?? join(fetchCpython(), 'Modules', 'posixmodule.c'));
const { connection, uri, text, edit, findings, end } = await startSession(file);
const textDocument = { uri };

async function actionsAt(
  { range }: Diagnostic,
  triggerKind: CodeActionTriggerKind,
): Promise<[readonly CodeAction[], number]> {
  const context = { diagnostics: [], triggerKind };
  const [found, time] = await timed(connection.sendRequest(CodeActionRequest.type, { textDocument, range, context }));
  return [(found ?? []).filter((action): action is CodeAction => !('command' in action && !('edit' in action))), time];
}

function tell(what: string, times: readonly number[], budget = BUDGET_MILLISECONDS): void {
  const at = (share: number): string => quantile(times, share).toFixed(1).padStart(6);
  const over = quantile(times, 0.99) > budget;
  if (over) process.exitCode = options.check ? 1 : process.exitCode;
  console.log(
    `${what.padEnd(22)} ${String(times.length).padStart(5)} times  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  ` +
      `most ${at(1)} ms  ${over ? 'OVER' : 'ok'}`,
  );
}

let found = await findings();
console.log(`${file}: ${text.split('\n').length} lines, ${found.length} findings, load ${loadavg()[0]?.toFixed(1)}`);

const [first] = found;
if (first === undefined) throw new Error(`nothing was found in ${file}`);
// What an editor does before anybody can ask.
await pause(READING_MILLISECONDS);
tell('first', [(await actionsAt(first, CodeActionTriggerKind.Automatic))[1]]);

const typing: number[] = [];
for (let round = 0; round < ROUNDS; round++)
  for (let i = 0; i < found.length; i++) {
    const { line } = found[i]?.range.start ?? first.range.start;
    const before = { line: line - 1, character: 0 };
    // The cursor comes here, and something is typed in the line above.
    if (found[i] !== undefined) await actionsAt(found[i] ?? first, CodeActionTriggerKind.Automatic);
    await edit({ start: before, end: before }, '/* */ ');
    found = await findings();
    await pause(LIGHT_BULB_MILLISECONDS);
    const asked = found[i];
    if (asked !== undefined) typing.push((await actionsAt(asked, CodeActionTriggerKind.Automatic))[1]);
  }
tell('typing', typing);

const afresh: number[] = [];
const origin = { line: 0, character: 0 };
for (let round = 0; round < ROUNDS; round++)
  for (let i = 0; i < found.length; i++) {
    await edit({ start: origin, end: origin }, '/* */ ');
    found = await findings();
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

// What an editor asks for whenever something is typed, scrolled or pointed at; `range` is a screenful.
const lines = text.split('\n').length;
for (const method of [
  'textDocument/inlayHint',
  'textDocument/codeLens',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
  'textDocument/documentHighlight',
  'textDocument/hover',
  'textDocument/prepareCallHierarchy',
]) {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS * 10; i++) {
    const { range } = found[i % found.length] ?? first;
    const top = Math.floor((lines * i) / (ROUNDS * 10));
    const screen = { start: { line: top, character: 0 }, end: { line: top + 60, character: 0 } };
    if (i % 5 === 0) {
      await edit({ start: origin, end: origin }, '/* */ ');
      found = await findings();
    }
    const params = { textDocument, position: range.start, range: screen };
    times.push((await timed(connection.sendRequest(method, params)))[1]);
  }
  tell(method.slice('textDocument/'.length), times);
}
end();
