// Pages that come with the extension: one for each rule, and the sample of the walkthrough.
// Easy to get wrong: in a browser nothing lies on a disk, so all of it is read through the editor.
import {
  commands,
  type ExtensionContext,
  FileType,
  l10n,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

/** In the sample, behind the call with the finding. */
const MARK = 'Every other thread waits';

/** Shows the page of a rule; asks for one where none, or an unknown one, is given. */
export async function explainRule({ extensionUri }: ExtensionContext, wanted: unknown): Promise<void> {
  const folder = Uri.joinPath(extensionUri, 'docs', 'rules');
  const pages = (await workspace.fs.readDirectory(folder)).flatMap(([name, type]) =>
    type === FileType.File && name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : [],
  );
  const rule =
    typeof wanted === 'string' && pages.includes(wanted)
      ? wanted
      : await window.showQuickPick(pages, { title: l10n.t('Explain a rule of gilscope') });
  if (rule !== undefined) await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, `${rule}.md`));
}

/** Opens a copy that can be edited and thrown away, with the cursor where a quick fix is offered. */
export async function openSample({ extensionUri }: ExtensionContext): Promise<void> {
  const file = Uri.joinPath(extensionUri, 'walkthrough', 'sample.c');
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  const document = await workspace.openTextDocument({ language: 'c', content });
  await window.showTextDocument(document, { selection: startOfLineWith(document, MARK) });
}

function startOfLineWith(document: TextDocument, text: string): Range {
  const line = document.lineAt(document.positionAt(document.getText().indexOf(text)));
  const start = line.range.start.translate(0, line.firstNonWhitespaceCharacterIndex);
  return new Range(start, start);
}
