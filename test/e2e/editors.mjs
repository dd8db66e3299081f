// The server with clients that are not VS Code: each opens the same file, and tells what it was told as one JSON object.
// Easy to get wrong: Emacs takes the folder of a repository around the file for the project, so the file is copied out.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { placeOf } from './harness.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gilscope-editors-'));
const file = path.join(folder, 'nappermodule.c');
const source = path.join(ROOT, 'examples/napper/nappermodule.c');
const { line, column } = placeOf(readFileSync(source, 'utf8'), '\nnap(', 'sleep(seconds)');
const driver = (name) => path.join(ROOT, 'test/editors', name);

const EDITORS = [
  {
    name: 'Neovim',
    command: ['nvim', '--headless', '--clean', '-n', '-c', `luafile ${driver('neovim.lua')}`, '--', file],
    milliseconds: true,
  },
  { name: 'Emacs with eglot', command: ['emacs', '--batch', '-l', driver('eglot.el'), file], milliseconds: false },
  {
    name: 'Vim with ALE',
    command: 'vim.nox -N -u NONE -i NONE -n -T dumb --not-a-term -es -S'.split(' ').concat(driver('ale.vim')),
    milliseconds: true,
  },
];

try {
  cpSync(source, file);
  for (const editor of EDITORS) await look(editor);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function look({ name, command: [program, ...args], milliseconds }) {
  const env = {
    LSP_CMD: JSON.stringify([process.execPath, path.join(ROOT, 'dist/gilscope.js'), 'lsp', '--stdio']),
    LSP_FILE: file,
    LSP_ROOT: folder,
    LSP_POS: `${line}:${column}`,
    LSP_TIMEOUT: milliseconds ? '60000' : '60',
  };
  const { code, output } = await run(program, args, { keep: true, quiet: true, env, minutes: 2 });
  const check = (what, test) => {
    try {
      test();
      console.log(`ok ${name}: ${what}`);
    } catch (error) {
      console.log(`not ok ${name}: ${what}`);
      console.error(error);
      process.exitCode = 1;
    }
  };
  let told;
  check('talks to the server and ends', () => {
    assert.equal(code, 0, output);
    told = JSON.parse(output);
    assert.deepEqual(told.errors, []);
  });
  if (told === undefined) return;
  check('shows the finding at its place', () => {
    const found = told.diagnostics.find((each) => each.line === line && each.column === column);
    assert.match(found?.message ?? '', /with the GIL held/);
    assert.equal(found.severity, 'warning');
  });
  check('shows what the GIL does there', () => assert.match(JSON.stringify(told.hover), /GIL held/));
  check('offers the fix', () => {
    const fix = told.codeActions.find(({ title }) => title === 'Release the GIL around sleep()');
    const [change] = fix?.edit?.documentChanges ?? [];
    const edits = change?.edits ?? Object.values(fix?.edit?.changes ?? {})[0];
    assert.match(JSON.stringify(edits), /Py_BEGIN_ALLOW_THREADS/);
  });
}
