// A line above each function that has something to tell. A click leads to the report, in editors that have one.
// Easy to get wrong: editors call the server for a command that they do not know, so others get a lens without one; a
// lens without a command is shown as it is by some editors, and by others resolved for ever, so it gets an empty one.
import type { CodeLens } from 'vscode-languageserver';
import type { Client } from '../client.js';
import { toRange } from '../convert.js';
import type { Analysis } from '../documents.js';
import { SHOW_REPORT_COMMAND } from '../protocol.js';

export function codeLenses({ project, path, report, uri }: Analysis, { commands }: Client): CodeLens[] {
  const isKnown = commands.has(SHOW_REPORT_COMMAND);
  return project.codeLenses(path).map(({ span, title, functionName }) => ({
    range: toRange(report, span),
    command: isKnown ? { title, command: SHOW_REPORT_COMMAND, arguments: [uri, functionName] } : { title, command: '' },
  }));
}
