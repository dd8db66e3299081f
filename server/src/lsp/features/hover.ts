// What the GIL does here, and why: the answer to a resting mouse.
import type { Hover, Position } from 'vscode-languageserver';
import type { Client } from '../client.js';
import { toHover, toOffset } from '../convert.js';
import type { Analysis } from '../documents.js';

export function hover({ project, path, report }: Analysis, position: Position, client: Client): Hover | null {
  const found = project.hover(path, toOffset(report, position));
  return found === undefined ? null : toHover(report, found, client);
}
