// What somebody who reports a mistake is asked for, as a document to look through before it is sent.
// Easy to get wrong: no source text, no name of a file and no path goes into it.
import { type ExtensionContext, env, extensions, languages, UIKind, version, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { COVERAGE_REQUEST, type CoverageParams, type CoverageResult } from '../../server/src/lsp/protocol.js';
import { isAnalysed } from './documents.js';

/** Others that look at C files, whose doing may be taken for ours. */
const NEIGHBOURS = ['ms-vscode.cpptools', 'llvm-vs-code-extensions.vscode-clangd'];

export async function collectDiagnostics(context: ExtensionContext, server: BaseLanguageClient): Promise<void> {
  const content = `${JSON.stringify(await collected(context, server), undefined, 2)}\n`;
  await window.showTextDocument(await workspace.openTextDocument({ language: 'json', content }));
}

async function collected({ extension }: ExtensionContext, server: BaseLanguageClient): Promise<object> {
  const counts: Record<string, number> = {};
  for (const [, found] of languages.getDiagnostics())
    for (const { source, code } of found) {
      if (source !== 'gilscope') continue;
      const rule = String(typeof code === 'object' ? code.value : code);
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
  return {
    gilscope: (extension.packageJSON as { readonly version: string }).version,
    editor: `${env.appName} ${version}`,
    host: env.uiKind === UIKind.Web ? 'web' : 'desktop',
    remote: env.remoteName ?? 'none',
    trusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [],
    neighbours: NEIGHBOURS.filter((id) => extensions.getExtension(id) !== undefined),
    server: { state: State[server.state], version: server.initializeResult?.serverInfo?.version },
    settings: workspace.getConfiguration().get('gilscope', {}),
    problems: counts,
    document: await openDocument(server),
  };
}

async function openDocument(server: BaseLanguageClient): Promise<object> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isAnalysed(document) || !server.isRunning()) return {};
  const params: CoverageParams = { textDocument: { uri: server.code2ProtocolConverter.asUri(document.uri) } };
  const { functions, incomplete, calls, files } = await server.sendRequest<CoverageResult>(COVERAGE_REQUEST, params);
  return {
    language: document.languageId,
    lines: document.lineCount,
    functions,
    notUnderstood: incomplete.map(({ reason }) => reason),
    calls,
    files,
  };
}
