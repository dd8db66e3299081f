// Starts a real VS Code (code-server) for one test run, with nothing of it outside one temporary directory.
// Easy to get wrong: the server is the head of a process group (extension host, language server, file watcher), and
// only the group as a whole may be ended; and the directory's path must be short, because Unix sockets lie in it.
//
//   const vs = await launch({ entry, vsix: ['gilscope.vsix'], folder });
//   … vs.url, vs.fileUrl('demo.c'), vs.folder, vs.serverLog(), vs.extensionLogs() …
//   await vs.stop();
//
// Or by hand, to look at it in a browser of your own (Ctrl+C ends it):
//   node test/e2e/launch.mjs --entry ENTRY --vsix FILE [--vsix FILE] --folder DIR
//
// ENTRY is what setup.sh prints; also $CODE_SERVER_ENTRY.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Settings that keep VS Code quiet; a test's own settings are laid over them. */
export const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false, // no git processes, no decorations that move
  'files.autoSave': 'off',
  'files.hotExit': 'off', // no "restore" prompts between runs
  'editor.cursorBlinking': 'solid', // screenshots that can be compared
  'editor.minimap.enabled': false,
  'window.restoreWindows': 'none',
};

/** Restricted mode, without the question whether that is wanted. */
const RESTRICTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

function cleanEnv(tmp, extra) {
  const env = { ...process.env };
  // VSCODE_*: we may run in a VS Code terminal. PORT and the others override code-server's own flags.
  for (const k of Object.keys(env))
    if (
      /^(VSCODE_|CODE_SERVER_|CS_DISABLE_|XDG_|ELECTRON_)/.test(k) ||
      ['PORT', 'PASSWORD', 'HASHED_PASSWORD', 'GITHUB_TOKEN', 'NODE_OPTIONS'].includes(k)
    )
      delete env[k];
  return {
    ...env,
    HOME: tmp,
    TMPDIR: path.join(tmp, 't'), // sockets and caches go with the directory
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no look-ups in an extension gallery
    ...extra,
  };
}

/**
 * @param {object} o
 * @param {string} [o.entry] code-server's entry.js (default $CODE_SERVER_ENTRY)
 * @param {string|string[]} [o.vsix] extensions to install
 * @param {string} o.folder folder to open
 * @param {string} [o.workspace] a .code-workspace in that folder, to open in its place
 * @param {boolean} [o.trusted] whether the workspace is trusted (default), or opened in restricted mode
 * @param {boolean} [o.copy] open a throw-away copy of the folder (tests that edit files)
 * @param {object} [o.settings] user settings
 * @param {Record<string,string>} [o.env] environment the extension host sees
 * @param {string} [o.node] the Node that runs code-server (default: this one)
 * @param {number} [o.port] port on the loopback interface (default: any free one)
 * @param {number} [o.timeout] milliseconds for each step
 */
export async function launch(o) {
  const entry = o.entry ?? process.env.CODE_SERVER_ENTRY;
  if (!entry || !fs.existsSync(entry))
    throw new Error(`code-server entry not found: ${entry ?? '(set CODE_SERVER_ENTRY; setup.sh prints it)'}`);
  const node = o.node ?? process.execPath,
    timeout = o.timeout ?? 60_000;
  const vsix = [o.vsix ?? []].flat().map((f) => path.resolve(f));
  for (const f of vsix) if (!fs.existsSync(f)) throw new Error(`no such vsix: ${f}`);

  // realpath: VS Code compares paths as text. Short: a Unix socket's path may have 107 characters.
  const tmp = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'gs-'));
  const dirs = { user: path.join(tmp, 'u'), ext: path.join(tmp, 'x'), t: path.join(tmp, 't') };
  fs.mkdirSync(path.join(dirs.user, 'User'), { recursive: true });
  fs.mkdirSync(dirs.t);
  fs.writeFileSync(
    path.join(dirs.user, 'User', 'settings.json'),
    JSON.stringify({ ...QUIET_SETTINGS, ...(o.trusted === false && RESTRICTED), ...o.settings }, null, 2),
  );
  let folder = fs.realpathSync(o.folder);
  if (o.copy) {
    const to = path.join(tmp, 'w', path.basename(folder));
    fs.cpSync(folder, to, { recursive: true });
    folder = to;
  }

  const env = cleanEnv(tmp, o.env);
  const base = [
    entry,
    '--user-data-dir',
    dirs.user,
    '--extensions-dir',
    dirs.ext,
    '--config',
    path.join(tmp, 'config.yaml'),
  ];
  let log = '',
    server;

  let stopping;
  const stop = () =>
    (stopping ??= (async () => {
      process.off('exit', killNow);
      if (server && server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit');
        kill('SIGTERM');
        const t = setTimeout(() => kill('SIGKILL'), 5000);
        await gone;
        clearTimeout(t);
      }
      kill('SIGKILL'); // what is left of the group: extension host, language server, file watcher
      for (let i = 0; ; i++) {
        try {
          fs.rmSync(tmp, { recursive: true, force: true, maxRetries: 5 });
          break;
        } catch (e) {
          if (i === 5) throw e;
        }
      }
    })());
  const kill = (sig) => {
    try {
      process.kill(-server.pid, sig);
    } catch {}
  }; // the whole group, and only that
  const killNow = () => {
    kill('SIGKILL');
    fs.rmSync(tmp, { recursive: true, force: true });
  };
  process.once('exit', killNow);

  try {
    if (vsix.length) {
      // all in one call: 1 s instead of 1 s each
      const p = spawn(node, [...base, ...vsix.flatMap((f) => ['--install-extension', f])], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout,
      });
      p.stdout.on('data', (d) => (log += d));
      p.stderr.on('data', (d) => (log += d));
      const [code] = await once(p, 'exit');
      if (code !== 0) throw new Error(`installing ${vsix.join(', ')} failed (${code})\n${log}`);
    }
    server = spawn(
      node,
      [
        ...base,
        '--bind-addr',
        `127.0.0.1:${o.port ?? 0}`, // with 0 the kernel picks the port; no race between two runs
        '--auth',
        'none',
        '--disable-telemetry',
        '--disable-update-check',
        ...(o.trusted === false ? [] : ['--disable-workspace-trust']),
        '--disable-getting-started-override',
        '--disable-proxy',
        '--log',
        'info',
        folder,
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    ); // detached: a process group that can be ended as a whole
    const port = await new Promise((ok, bad) => {
      const t = setTimeout(() => bad(new Error(`code-server not listening after ${timeout} ms\n${log}`)), timeout);
      const on = (d) => {
        log += d;
        const m = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(log);
        if (m) {
          clearTimeout(t);
          ok(+m[1]);
        }
      };
      server.stdout.on('data', on);
      server.stderr.on('data', on);
      server.once('exit', (c) => {
        clearTimeout(t);
        bad(new Error(`code-server ended (${c})\n${log}`));
      });
    });
    const origin = `http://127.0.0.1:${port}`;
    const remote = (f) => `vscode-remote://127.0.0.1:${port}${path.resolve(folder, f)}`;
    const url =
      o.workspace === undefined
        ? `${origin}/?folder=${encodeURIComponent(folder)}`
        : `${origin}/?workspace=${encodeURIComponent(path.join(folder, o.workspace))}`;
    return {
      url,
      folder,
      tmp,
      pid: server.pid,
      stop,
      /** URL that opens the folder with a file in the editor. */
      fileUrl: (...files) =>
        `${url}&payload=${encodeURIComponent(JSON.stringify(files.map((f) => ['openFile', remote(f)])))}`,
      serverLog: () => log,
      /** name -> text of every log file VS Code and the extensions wrote (output channels included). */
      extensionLogs: () => {
        const root = path.join(dirs.user, 'logs'),
          out = {};
        if (fs.existsSync(root))
          for (const f of fs.readdirSync(root, { recursive: true }))
            if (/\.log$/.test(f)) out[f] = fs.readFileSync(path.join(root, f), 'utf8');
        return out;
      },
    };
  } catch (e) {
    await stop();
    throw e;
  }
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values: v } = parseArgs({
    options: {
      entry: { type: 'string' },
      vsix: { type: 'string', multiple: true },
      folder: { type: 'string', default: '.' },
    },
  });
  const vs = await launch(v);
  console.log(vs.url);
  for (const s of ['SIGINT', 'SIGTERM']) process.once(s, () => vs.stop().then(() => process.exit(0)));
}
