// Which documents gilscope looks at: C and C++ that somebody edits.
// The schemes are named because version control shows the old side of a comparison as a C document too, and findings
// in a text that cannot be edited help nobody.
import { languages, type TextDocument } from 'vscode';

const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web'];

export const SELECTOR = SCHEMES.flatMap((scheme) => [
  { scheme, language: 'c' },
  { scheme, language: 'cpp' },
]);

export const isAnalysed = (document: TextDocument): boolean => languages.match(SELECTOR, document) > 0;
