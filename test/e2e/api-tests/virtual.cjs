// A folder in a file system that only the editor can read, through VS Code's own interface: each export is a test, in this
// order. The file system is brought by this very file, and nothing in it can be searched, as in most of them.
// Easy to get wrong: the extension learns of file systems when it is loaded, so the folder comes before any C file.
const SCHEME = 'memory';
const RULE = 'blocking-with-gil';
const MODULE = `#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *self, PyObject *args)
{
    sleep(1);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nap", nap, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
`;
const severity = (name) => `[rules]\n${RULE} = "${name}"\n`;

/** Files by their paths, all in one folder. */
function memory(vscode, files) {
  const changes = new vscode.EventEmitter();
  const missing = (uri) => vscode.FileSystemError.FileNotFound(uri);
  const refused = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const provider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat(uri) {
      const text = files.get(uri.path);
      if (text !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length };
      if (uri.path !== '/') throw missing(uri);
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    },
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File]),
    readFile(uri) {
      const text = files.get(uri.path);
      if (text === undefined) throw missing(uri);
      return new TextEncoder().encode(text);
    },
    writeFile: refused,
    createDirectory: refused,
    delete: refused,
    rename: refused,
  };
  vscode.workspace.registerFileSystemProvider(SCHEME, provider, { isCaseSensitive: true });
  return (path, text) => {
    files.set(path, text);
    changes.fire([{ type: vscode.FileChangeType.Changed, uri: vscode.Uri.from({ scheme: SCHEME, path }) }]);
  };
}

let write;

const openModule = async ({ vscode }) => {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: '/module.c' });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
};
const severities = (found) => found.filter(({ code }) => (code.value ?? code) === RULE).map((each) => each.severity);

exports['its files have findings, with the severities of its gilscope.toml'] = async (tools) => {
  const { vscode, diagnostics } = tools;
  const files = new Map([
    ['/module.c', MODULE],
    ['/gilscope.toml', severity('error')],
  ]);
  write = memory(vscode, files);
  const { workspaceFolders: folders, updateWorkspaceFolders: update } = vscode.workspace;
  const added = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
  update(folders.length, 0, { uri: vscode.Uri.from({ scheme: SCHEME, path: '/' }) });
  await added;
  const { Error: wanted } = vscode.DiagnosticSeverity;
  await diagnostics(await openModule(tools), (found) => severities(found).join() === `${wanted}`);
};

exports['a gilscope.toml that changes there counts at once'] = async (tools) => {
  const { vscode, diagnostics } = tools;
  const document = await openModule(tools);
  write('/gilscope.toml', severity('info'));
  const { Information: wanted } = vscode.DiagnosticSeverity;
  await diagnostics(document, (found) => severities(found).join() === `${wanted}`);
};
