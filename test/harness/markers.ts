// The expectation markers of a fixture: comment lines below a code line that say what must hold there.
// A marker line is never analysed: a comment such as `gil: released` would read as an annotation of the code.
// Columns are UTF-16 code units of the line as written, so a tab counts as one.
import { isRuleId, type RuleId, SEVERITIES, type Severity, type StateName } from '../../server/src/core/project.js';

export type FixExpectation = 'offered' | 'none' | 'any';

export type Label =
  | {
      readonly kind: 'finding';
      readonly severity: Severity;
      readonly rule: RuleId;
      readonly fix: FixExpectation;
      readonly message: string;
    }
  /** Step `step` of a finding's trace; `story` is the name of the finding's function, empty where one story is told. */
  | { readonly kind: 'note'; readonly story: string; readonly step: number; readonly message: string }
  | { readonly kind: 'gil'; readonly state: StateName }
  | { readonly kind: 'hover'; readonly text: string };

/** `MISSING`: right, but not reported yet. `SPURIOUS`: reported, but wrong. Both fail when the gap closes. */
export type Gap = 'none' | 'MISSING' | 'SPURIOUS';

export interface Marker {
  readonly label: Label;
  readonly gap: Gap;
  /** 0-based line of the code that the marker is about, in the text without markers. */
  readonly codeLine: number;
  readonly startColumn: number;
  /** Undefined for `<-`, which names a column and no range. */
  readonly endColumn: number | undefined;
  /** 0-based line of the marker itself in its section. */
  readonly ownLine: number;
}

export interface MarkedText {
  /** The code that is analysed: no marker lines, no option lines. */
  readonly code: string;
  readonly codeLines: readonly string[];
  /** For each code line its 0-based line in the section. */
  readonly sectionLine: readonly number[];
  readonly markers: readonly Marker[];
}

/** A mistake in a fixture, with the 0-based line in the section. */
export class MarkerError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const CARETS = /^\s*\/\/\s*(\^+)(.*)$/;
const ARROW = /^(\s*)\/\/\s?<-(.*)$/;
const OPTION = /^\/\/!/;
/** A label that lacks its carets would be an ignored comment. */
const LOST_LABEL = /^\s*\/\/\s*(?:(?:MISSING|SPURIOUS)\s+)?(?:(?:error|warning|info|hint|note)\[|gil:)/;

const STATES: readonly StateName[] = ['held', 'released', 'either', 'unreached', 'as-entered', 'outside'];

export const isMarkerLine = (line: string): boolean => CARETS.test(line) || ARROW.test(line);

/** Takes a section apart. Throws a MarkerError for anything that looks like a marker and is none. */
export function parseMarkedText(lines: readonly string[]): MarkedText {
  const codeLines: string[] = [];
  const sectionLine: number[] = [];
  const markers: Marker[] = [];
  lines.forEach((line, ownLine) => {
    if (OPTION.test(line)) return;
    if (isMarkerLine(line)) {
      markers.push(parseMarker(line, ownLine, codeLines));
      return;
    }
    if (LOST_LABEL.test(line)) throw new MarkerError(ownLine, 'a label needs carets or `<-` in front of it');
    codeLines.push(line);
    sectionLine.push(ownLine);
  });
  return { code: `${codeLines.join('\n').trimEnd()}\n`, codeLines, sectionLine, markers };
}

function parseMarker(line: string, ownLine: number, codeLines: readonly string[]): Marker {
  const codeLine = codeLines.length - 1;
  const code = codeLines[codeLine];
  if (code === undefined || code.trim() === '') throw new MarkerError(ownLine, 'no code line right above this marker');
  const arrow = ARROW.exec(line);
  if (arrow !== null) {
    const { label, gap } = parseLabel(arrow[2] ?? '', ownLine);
    return { label, gap, codeLine, startColumn: (arrow[1] ?? '').length, endColumn: undefined, ownLine };
  }
  const carets = CARETS.exec(line);
  const startColumn = line.indexOf('^');
  const endColumn = startColumn + (carets?.[1] ?? '').length;
  if (endColumn > code.trimEnd().length) throw new MarkerError(ownLine, 'the carets reach beyond the code line');
  const { label, gap } = parseLabel(carets?.[2] ?? '', ownLine);
  return { label, gap, codeLine, startColumn, endColumn, ownLine };
}

function parseLabel(text: string, ownLine: number): { readonly label: Label; readonly gap: Gap } {
  const match = /^\s*(?:(MISSING|SPURIOUS)\s+)?(.*?)\s*$/.exec(text);
  const gap = (match?.[1] ?? 'none') as Gap;
  const body = match?.[2] ?? '';
  const label = findingLabel(body) ?? noteLabel(body) ?? stateLabel(body) ?? hoverLabel(body);
  if (label === undefined) throw new MarkerError(ownLine, `not a label: "${body}"`);
  if (label.kind === 'note' && gap !== 'none')
    throw new MarkerError(ownLine, 'a note cannot be a gap; mark the finding');
  return { label, gap };
}

function findingLabel(body: string): Label | undefined {
  const match = /^(\w+)\[([\w-]+)\](?:\s+([+-])fix)?(?::\s*(.*))?$/.exec(body);
  const severity = SEVERITIES.find((s) => s === match?.[1]);
  const rule = match?.[2] ?? '';
  if (match === null || severity === undefined || !isRuleId(rule)) return undefined;
  const fix = match[3] === '+' ? 'offered' : match[3] === '-' ? 'none' : 'any';
  return { kind: 'finding', severity, rule, fix, message: match[4] ?? '' };
}

function noteLabel(body: string): Label | undefined {
  const match = /^note\[(?:(\w+)\.)?([1-9]\d*)\](?::\s*(.*))?$/.exec(body);
  if (match === null) return undefined;
  return { kind: 'note', story: match[1] ?? '', step: Number(match[2]), message: match[3] ?? '' };
}

function stateLabel(body: string): Label | undefined {
  const match = /^gil:\s*([\w-]+)$/.exec(body);
  const state = STATES.find((s) => s === match?.[1]);
  return state === undefined ? undefined : { kind: 'gil', state };
}

function hoverLabel(body: string): Label | undefined {
  const match = /^hover:\s*(.+)$/.exec(body);
  return match === null ? undefined : { kind: 'hover', text: match[1] ?? '' };
}

/** The label as a fixture spells it. */
export function printLabel(label: Label, gap: Gap = 'none'): string {
  const head = gap === 'none' ? '' : `${gap} `;
  switch (label.kind) {
    case 'finding': {
      const fix = { offered: ' +fix', none: ' -fix', any: '' }[label.fix];
      return `${head}${label.severity}[${label.rule}]${fix}${label.message === '' ? '' : `: ${label.message}`}`;
    }
    case 'note': {
      const step = label.story === '' ? `${label.step}` : `${label.story}.${label.step}`;
      return `${head}note[${step}]${label.message === '' ? '' : `: ${label.message}`}`;
    }
    case 'gil':
      return `${head}gil: ${label.state}`;
    case 'hover':
      return `${head}hover: ${label.text}`;
  }
}

/** A marker line. A comment cannot reach columns 0 and 1, so these get an arrow, and lose the end of the range. */
export function printMarker(startColumn: number, endColumn: number, label: Label, gap: Gap = 'none'): string {
  const text = printLabel(label, gap);
  if (startColumn < 2) return `${' '.repeat(startColumn)}// <- ${text}`;
  return `//${' '.repeat(startColumn - 2)}${'^'.repeat(Math.max(1, endColumn - startColumn))} ${text}`;
}
