// Compares what the core says about a fixture with the markers in it, in both directions.
// A finding without a marker fails as surely as a marker without a finding: silence must never look like success.
import type { FileReport, Finding, Options, Project, Severity, Span } from '../../server/src/core/project.js';
import type { Fixture, SourceFile } from './fixture.js';
import { type Label, type Marker, printLabel, printMarker } from './markers.js';

/** Makes an empty project. The harness gets it from outside, so that its own tests can hand in a fake one. */
export type NewProject = (options: Options) => Project;

/** A range on one line of the code; what goes on beyond that line is cut off at the line's last letter. */
export interface Place {
  readonly file: SourceFile;
  readonly line: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

export interface Mismatch {
  readonly place: Place;
  readonly text: string;
}

export interface Outcome {
  readonly notReported: readonly Mismatch[];
  readonly notExpected: readonly Mismatch[];
  /** Marker lines to drop or to replace, per file, by their line in the section. */
  readonly replaced: ReadonlyMap<SourceFile, ReadonlyMap<number, string | undefined>>;
  /** Marker lines to add, per file, by code line. */
  readonly added: ReadonlyMap<SourceFile, ReadonlyMap<number, readonly string[]>>;
}

export const passes = (outcome: Outcome): boolean => outcome.notReported.length + outcome.notExpected.length === 0;

/** Sets all files in a fresh project. */
function open(newProject: NewProject, fixture: Fixture, files: readonly SourceFile[]): Project {
  const project = newProject({ showMaybe: fixture.options.showMaybe });
  for (const file of files) project.setFile(file.path, file.marked.code);
  return project;
}

/** Checks everything in the fixture. The cases of a fix fixture are alternatives, so each is a project of its own. */
export function checkFixture(newProject: NewProject, fixture: Fixture): Outcome {
  const { content } = fixture;
  const groups = content.kind === 'check' ? [content.files] : content.cases.map((c) => [c.before]);
  const outcomes = groups.map((files) => checkFiles(newProject, fixture, files));
  return {
    notReported: outcomes.flatMap((o) => o.notReported),
    notExpected: outcomes.flatMap((o) => o.notExpected),
    replaced: new Map(outcomes.flatMap((o) => [...o.replaced])),
    added: new Map(outcomes.flatMap((o) => [...o.added])),
  };
}

function checkFiles(newProject: NewProject, fixture: Fixture, files: readonly SourceFile[]): Outcome {
  const ctx = new Ledger(open(newProject, fixture, files), files);
  for (const file of files) {
    const report = ctx.report(file);
    if (!fixture.options.broken)
      for (const i of report.incomplete) ctx.incomplete(file, i.span, i.functionName, i.reason);
    matchFindings(ctx, file, report, fixture.options.showMaybe);
    for (const marker of file.marked.markers) checkPoint(ctx, file, marker);
  }
  checkStories(ctx, files);
  return ctx.outcome();
}

/** Collects the two lists and the markers that would pass. */
class Ledger {
  readonly project: Project;
  readonly #files: readonly SourceFile[];
  readonly #notReported: Mismatch[] = [];
  readonly #notExpected: Mismatch[] = [];
  readonly #replaced = new Map<SourceFile, Map<number, string | undefined>>();
  readonly #added = new Map<SourceFile, Map<number, string[]>>();

  constructor(project: Project, files: readonly SourceFile[]) {
    this.project = project;
    this.#files = files;
  }

  report(file: SourceFile): FileReport {
    const report = this.project.report(file.path);
    if (report === undefined) throw new Error(`no report for ${file.path}`);
    return report;
  }

  place(file: SourceFile, span: Span): Place {
    const lines = this.report(file).lines;
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    const whole = (file.marked.codeLines[start.line] ?? '').trimEnd().length;
    const endColumn = end.line === start.line ? end.character : whole;
    return { file, line: start.line, startColumn: start.character, endColumn };
  }

  /** The place of a step, which may lie in another file of the fixture; undefined where it lies in none. */
  placeOf(path: string, span: Span): Place | undefined {
    const file = this.#files.find((f) => f.path === path);
    return file === undefined ? undefined : this.place(file, span);
  }

  /** The marker does not hold; `instead` is the line that would. */
  missed(file: SourceFile, marker: Marker, why: string, instead?: string): void {
    this.#notReported.push({ place: markedPlace(file, marker), text: `${printLabel(marker.label, marker.gap)}${why}` });
    this.replace(file, marker.ownLine, instead);
  }

  unexpected(place: Place, label: Label, why = ''): void {
    this.#notExpected.push({ place, text: printLabel(label) + why });
    this.add(place, label);
  }

  incomplete(file: SourceFile, span: Span, functionName: string, reason: string): void {
    const text = `incomplete function ${functionName}: ${reason} (say "//! broken" if the text is)`;
    this.#notExpected.push({ place: this.place(file, span), text });
  }

  add(place: Place, label: Label): void {
    const lines = getOrSet(this.#added, place.file, () => new Map<number, string[]>());
    getOrSet(lines, place.line, () => []).push(printMarker(place.startColumn, place.endColumn, label));
  }

  replace(file: SourceFile, ownLine: number, instead: string | undefined): void {
    getOrSet(this.#replaced, file, () => new Map<number, string | undefined>()).set(ownLine, instead);
  }

  outcome(): Outcome {
    return {
      notReported: this.#notReported,
      notExpected: this.#notExpected,
      replaced: this.#replaced,
      added: this.#added,
    };
  }
}

function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const markedPlace = (file: SourceFile, marker: Marker): Place => ({
  file,
  line: marker.codeLine,
  startColumn: marker.startColumn,
  endColumn: marker.endColumn ?? marker.startColumn + 1,
});

const covers = (marker: Marker, place: Place): boolean =>
  marker.codeLine === place.line &&
  marker.startColumn === place.startColumn &&
  (marker.endColumn === undefined || marker.endColumn === place.endColumn);

function matchFindings(ctx: Ledger, file: SourceFile, report: FileReport, showMaybe: boolean): void {
  const open = new Set(report.findings);
  // Gaps are matched last: what is expected outright has the first right to a finding.
  const markers = [...file.marked.markers].sort((a, b) => Number(a.gap !== 'none') - Number(b.gap !== 'none'));
  for (const marker of markers) {
    const label = marker.label;
    if (label.kind !== 'finding') continue;
    const found = [...open].find((f) => fits(ctx, file, marker, label, f));
    if (found !== undefined) open.delete(found);
    const plain = printMarker(marker.startColumn, marker.endColumn ?? 0, { ...label, message: found?.message ?? '' });
    if (marker.gap === 'none' && found === undefined) ctx.missed(file, marker, '');
    if (marker.gap === 'MISSING' && found !== undefined)
      ctx.missed(file, marker, ' (it is reported: remove MISSING)', plain);
    if (marker.gap === 'SPURIOUS' && found === undefined) ctx.missed(file, marker, ' (it is gone: remove the marker)');
  }
  for (const f of open) {
    ctx.unexpected(
      ctx.place(file, f.span),
      findingLabelOf(f.severity, f),
      f.certainty === 'always' ? '' : ` (${f.certainty})`,
    );
  }
  for (const f of report.findings) {
    if (f.certainty === 'maybe' && !showMaybe) {
      ctx.unexpected(ctx.place(file, f.span), findingLabelOf(f.severity, f), ' (certainty maybe, not asked for)');
    }
  }
}

const findingLabelOf = (severity: Severity, f: Finding): Label => ({
  kind: 'finding',
  severity,
  rule: f.rule,
  fix: 'any',
  message: f.message,
});

function fits(ctx: Ledger, file: SourceFile, marker: Marker, label: Label & { kind: 'finding' }, f: Finding): boolean {
  if (f.rule !== label.rule || f.severity !== label.severity) return false;
  // The words behind a gap say why it is one.
  if (marker.gap === 'none' && !f.message.includes(label.message)) return false;
  if (!covers(marker, ctx.place(file, f.span))) return false;
  return label.fix === 'any' || (label.fix === 'offered') === ctx.project.repair(file.path, f).fixes.length > 0;
}

/** The markers that ask about a point: the state there, the hover there. */
function checkPoint(ctx: Ledger, file: SourceFile, marker: Marker): void {
  const label = marker.label;
  if (label.kind !== 'gil' && label.kind !== 'hover') return;
  const report = ctx.report(file);
  const offset = report.lines.offset({ line: marker.codeLine, character: marker.startColumn });
  const place = markedPlace(file, marker);
  let holds: boolean;
  let actual: Label | undefined;
  if (label.kind === 'gil') {
    const state = ctx.project.state(file.path, offset)?.state ?? 'outside';
    holds = state === label.state;
    actual = { kind: 'gil', state };
  } else {
    const hover = ctx.project.hover(file.path, offset);
    holds = hover?.markdown.includes(label.text) === true && covers(marker, ctx.place(file, hover.span));
    actual = hover === undefined ? undefined : { kind: 'hover', text: hover.markdown.replaceAll(/\s+/g, ' ').trim() };
  }
  if (marker.gap === 'MISSING' && holds) {
    ctx.missed(file, marker, ' (it holds: remove MISSING)', printMarker(place.startColumn, place.endColumn, label));
  } else if (marker.gap === 'SPURIOUS' && !holds) {
    ctx.missed(file, marker, ' (it is gone: remove the marker)');
  } else if (marker.gap === 'none' && !holds) {
    ctx.missed(file, marker, '');
    if (actual !== undefined) ctx.unexpected(place, actual);
  }
}

interface Step {
  readonly place: Place | undefined;
  readonly message: string;
}

interface Note {
  readonly file: SourceFile;
  readonly marker: Marker;
  readonly label: Label & { kind: 'note' };
}

/** Each story must be the whole trace of a finding: no step more, no step less, in this order. */
function checkStories(ctx: Ledger, files: readonly SourceFile[]): void {
  const stories = new Map<string, Note[]>();
  for (const file of files) {
    for (const marker of file.marked.markers) {
      const label = marker.label;
      if (label.kind === 'note') getOrSet(stories, label.story, () => []).push({ file, marker, label });
    }
  }
  const findings = files.flatMap((file) => ctx.report(file).findings);
  for (const [story, notes] of stories) {
    notes.sort((a, b) => a.label.step - b.label.step);
    const traces = findings
      .filter((f) => f.trace.length > 0 && (story === '' || f.functionName === story))
      .map((f) => f.trace.map((s): Step => ({ place: ctx.placeOf(s.path, s.span), message: s.message })))
      .sort((a, b) => told(notes, b) - told(notes, a));
    const best = traces[0];
    if (best !== undefined && best.length === notes.length && told(notes, best) === notes.length) continue;
    for (const note of notes) ctx.missed(note.file, note.marker, best === undefined ? ' (no finding has a trace)' : '');
    best?.forEach((step, i) => {
      if (step.place !== undefined)
        ctx.unexpected(step.place, { kind: 'note', story, step: i + 1, message: step.message });
    });
  }
}

/** How many steps of the trace the notes tell. */
const told = (notes: readonly Note[], trace: readonly Step[]): number =>
  notes.filter((note, i) => {
    const step = trace[i];
    return (
      note.label.step === i + 1 &&
      step?.place?.file === note.file &&
      covers(note.marker, step.place) &&
      step.message.includes(note.label.message)
    );
  }).length;
