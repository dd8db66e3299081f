// Which documents gilscope looks at: C and C++ that somebody edits.
// The schemes are named because version control shows the old side of a comparison as a C document too, and findings
// in a text that cannot be edited help nobody.
import { languages, type TextDocument, workspace } from 'vscode';

/** A browser reaches the files of another machine as `vscode-remote`. */
const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'];
/** A folder may lie in a file system that an extension brings along. */
const OF_FOLDERS = workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [];

export const SELECTOR = [...new Set([...SCHEMES, ...OF_FOLDERS])].flatMap((scheme) => [
  { scheme, language: 'c' },
  { scheme, language: 'cpp' },
]);

export const isAnalysed = (document: TextDocument): boolean => languages.match(SELECTOR, document) > 0;
