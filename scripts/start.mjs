// `npm start`: builds gilscope, prints what it finds, and opens a real VS Code with the extension in it.
//
//   npm start                           looks at a copy of examples/
//   npm start -- FOLDER                 looks at your folder
//   --port N              the editor's port, when it is served to a browser (default: any free one)
//   --no-editor           end after the findings
//   --exit-after-start    end as soon as the editor answers (for tests)
//
// The editor is the `code` on PATH where there is a screen, in a profile of its own. Elsewhere VS Code is served on the
// loopback interface for a browser, until Ctrl+C; it stays up without a terminal too, so that `nohup` works.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './lib/install.mjs';
import { cacheFolder, ROOT } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    'no-editor': { type: 'boolean', default: false },
    'exit-after-start': { type: 'boolean', default: false },
  },
});
const example = positionals.length === 0;
const folder = path.resolve(positionals[0] ?? path.join(ROOT, 'examples'));
const opened = example ? ['napper/nappermodule.c'] : [];
const USAGE_OR_INTERNAL_ERROR = 2;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main() {
  if (!(await install())) throw new Error('the packages could not be installed');
  await must('node', ['scripts/build.mjs']);
  const { code } = await run('node', ['dist/gilscope.js', 'check', folder]);
  if (code === null || code >= USAGE_OR_INTERNAL_ERROR) throw new Error('the check did not run');
  if (options['no-editor']) return;
  await must('node', ['scripts/package.mjs']);
  if (!options['exit-after-start'] && (await hasDesktop())) await openDesktop();
  else await serve();
}

async function must(command, args) {
  const { code } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** VS Code on the desktop does not run as root. */
async function hasDesktop() {
  const screen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform === 'darwin';
  if (!screen || process.getuid?.() === 0) return false;
  const { code } = await run('sh', ['-c', 'command -v code'], { quiet: true });
  return code === 0;
}

async function openDesktop() {
  const profile = ['--user-data-dir', cacheFolder('desktop', 'user')];
  profile.push('--extensions-dir', cacheFolder('desktop', 'extensions'));
  await must('code', [...profile, '--install-extension', path.join(ROOT, 'gilscope.vsix'), '--force']);
  const files = opened.map((file) => path.join(folder, file));
  await must('code', [...profile, '--new-window', '--disable-workspace-trust', folder, ...files]);
}

async function serve() {
  const apt = process.getuid?.() === 0 ? ['--apt'] : [];
  const setup = ['--cache', cacheFolder('e2e'), '--editor-only', ...apt];
  const { code, output } = await run('test/e2e/setup.sh', setup, { keep: true, quiet: true });
  if (code !== 0) throw new Error('the editor could not be installed');
  const { launch } = await import('../test/e2e/launch.mjs');
  const editor = await launch({
    entry: output.trim(),
    vsix: path.join(ROOT, 'gilscope.vsix'),
    folder,
    copy: example, // What is tried out in the example shall not stay in it.
    port: Number(options.port ?? 0),
  });
  console.log(`\nVS Code with gilscope: ${editor.fileUrl(...opened)}`);
  if (example) console.log('It shows a copy of the example; changes are lost when it ends.');
  if (options['exit-after-start']) {
    const answer = await fetch(editor.url);
    await editor.stop();
    if (!answer.ok) throw new Error(`the editor answered ${answer.status}`);
    return;
  }
  console.log('Ctrl+C ends it.');
  // The server's process keeps this one alive.
  const end = async () => {
    await editor.stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  // Node forgets that `nohup` has switched this signal off, so it is switched off again where there is no terminal.
  process.on('SIGHUP', process.stdin.isTTY ? end : () => {});
}
