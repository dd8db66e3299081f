// The language server as editors start it: the bundled program, through standard input and output.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtProgram } from '../cli/support/program.js';
import { type Editor, editor, PULL, PUSH } from './support/editor.js';
import { BLOCKING, RULE, URI } from './support/samples.js';
import { wire } from './support/wire.js';

const program = builtProgram();

interface Started {
  readonly editor: Editor;
  readonly child: ChildProcessWithoutNullStreams;
  readonly exitCode: Promise<number | null>;
  /** Everything on standard error. */
  complaints(): string;
}

function start(parameters: readonly string[] = ['lsp', '--stdio']): Started {
  const child = spawn(process.execPath, [program.path(), ...parameters]);
  onTestFinished(() => void child.kill());
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const exitCode = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { editor: editor(wire(child.stdout, child.stdin)), child, exitCode, complaints: () => complaints };
}

describe('the server process', () => {
  it.each([[['lsp', '--stdio']], [['lsp']], [['lsp', '--stdio', `--clientProcessId=${process.pid}`]]])(
    'started with %j answers, and ends with 0 after shutdown and exit',
    async (parameters) => {
      const server = start(parameters);
      await server.editor.initialize(PULL);
      server.editor.open(URI, BLOCKING);
      expect(await server.editor.items(URI)).toMatchObject([{ code: RULE }]);
      await server.editor.ask('shutdown', undefined);
      server.editor.wire.notify('exit');
      expect(await server.exitCode).toBe(0);
      expect(server.complaints()).toBe('');
    },
  );

  it('pushes to editors that do not ask', async () => {
    const server = start();
    await server.editor.initialize(PUSH);
    server.editor.open(URI, BLOCKING);
    expect(await server.editor.published(({ version }) => version === 1)).toMatchObject({
      diagnostics: [{ code: RULE }],
    });
  });

  it('reads C++ as well', async () => {
    const server = start();
    await server.editor.initialize(PULL);
    server.editor.open('file:///work/module.cpp', BLOCKING, 'cpp');
    expect(await server.editor.items('file:///work/module.cpp')).toMatchObject([{ code: RULE }]);
  });

  it('links to the documentation that lies beside it', async () => {
    const pages = path.join(path.dirname(program.path()), '..', 'docs', 'rules');
    mkdirSync(pages, { recursive: true });
    const server = start();
    await server.editor.initialize(PULL);
    server.editor.open(URI, BLOCKING);
    const [item] = await server.editor.items(URI);
    expect(item?.codeDescription?.href).toBe(pathToFileURL(path.join(pages, `${RULE}.md`)).href);
  });

  it('ends with 1 when it is told to exit without a shutdown', async () => {
    const server = start();
    await server.editor.initialize(PULL);
    server.editor.wire.notify('exit');
    expect(await server.exitCode).toBe(1);
  });

  it('ends when its editor is gone', async () => {
    const server = start();
    await server.editor.initialize(PULL);
    server.child.stdin.end();
    expect(await server.exitCode).toBe(1);
  });

  it('survives text that is no JSON', async () => {
    const server = start();
    await server.editor.initialize(PULL);
    server.editor.wire.sendRaw('Content-Length: 5\r\n\r\n{{{{{');
    server.editor.open(URI, BLOCKING);
    expect(await server.editor.items(URI)).toHaveLength(1);
  });
});
