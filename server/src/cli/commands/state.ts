// `gilscope state FILE:LINE[:COL]`: what the hover says about a place, for those who have no editor at hand.
import type { FileReport, PointState } from '../../core/project.js';
import { coloursFor } from '../colours.js';
import { EXIT_CLEAN } from '../exitCodes.js';
import { type Io, UsageError } from '../io.js';
import { lineText, placeOf } from '../place.js';
import type { Services } from '../services.js';
import { openSingleFile, type SingleFileOptions } from './singleFile.js';

interface Target {
  readonly file: string;
  readonly line: number;
  /** Without one the first character of the line that is not white space is meant. */
  readonly column: number | undefined;
}

export async function tellState(
  where: string,
  options: SingleFileOptions,
  io: Io,
  services: Services,
): Promise<number> {
  const target = parseTarget(where);
  const { project, path } = await openSingleFile(target.file, options, io, services);
  const report = project.report(path);
  if (report === undefined) throw new UsageError(`${target.file}: could not be analysed`);
  const offset = offsetOf(target, report);
  const place = placeOf(report.lines, { start: offset, end: offset });
  const point = project.state(path, offset);
  const hover = project.hover(path, offset);
  const colours = coloursFor(io, false);
  const state = point === undefined ? 'outside of any function' : `${colours.bold(point.text)}${inFunction(point)}`;
  io.out(`${path}:${place.line}:${place.column}: ${state}\n`);
  // The hover says all that the state says, and what is known about the name at the place.
  io.out(paragraph(hover === undefined ? (point?.detail ?? '') : withoutHeading(hover.markdown)));
  if (point !== undefined) io.out(steps(point, report));
  return EXIT_CLEAN;
}

function parseTarget(where: string): Target {
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(where);
  const [, file, line, column] = match ?? [];
  if (file === undefined || line === undefined) {
    throw new UsageError(`expected FILE:LINE or FILE:LINE:COLUMN, not \`${where}\``);
  }
  return { file, line: Number(line), column: column === undefined ? undefined : Number(column) };
}

function offsetOf({ file, line, column }: Target, { lines, text }: FileReport): number {
  if (line < 1 || line > lines.lineCount) throw new UsageError(`${file} has ${lines.lineCount} lines, no line ${line}`);
  const content = lineText(text, lines, line);
  if (column !== undefined && (column < 1 || column > content.length + 1)) {
    throw new UsageError(`line ${line} of ${file} has ${content.length} columns, no column ${column}`);
  }
  const character = column === undefined ? Math.max(0, content.search(/\S/)) : column - 1;
  return lines.offset({ line: line - 1, character });
}

const inFunction = ({ functionName }: PointState): string => (functionName === '' ? '' : ` in ${functionName}()`);

/** The state stands in the first line of the output already. */
const withoutHeading = (markdown: string): string => markdown.replace(/^\*\*GIL[^*]*\*\*\n/, '');

const paragraph = (text: string): string => (text.trim() === '' ? '' : `\n${text.trim()}\n`);

function steps({ because }: PointState, { lines, path }: FileReport): string {
  const rows = because.map(({ span, message }) => {
    const { line, column } = placeOf(lines, span);
    return `  ${path}:${line}:${column}: ${message}\n`;
  });
  return rows.length === 0 ? '' : `\n${rows.join('')}`;
}
