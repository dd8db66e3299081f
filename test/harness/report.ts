// What a failing fixture prints, and the text of the fixture that would pass.
// UPDATE=1 writes that text: read the difference before believing it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mismatch, Outcome } from './check.js';
import { FIXTURES_ROOT, type Fixture, type SourceFile } from './fixture.js';
import { isMarkerLine } from './markers.js';

/** The readable failure: two lists, then the file with the markers that would pass. */
export function describe(fixture: Fixture, outcome: Outcome): string {
  return [
    `${fixture.name} does not say what its markers say`,
    list('not reported', outcome.notReported),
    list('not expected', outcome.notExpected),
    'with the markers that would pass (UPDATE=1 writes them):',
    passingText(fixture, outcome),
  ].join('\n');
}

function list(title: string, mismatches: readonly Mismatch[]): string {
  if (mismatches.length === 0) return `${title}: nothing`;
  const rows = mismatches.map(({ place, text }) => {
    const { section, marked } = place.file;
    const line = section.firstLine + (marked.sectionLine[place.line] ?? 0) + 1;
    const code = marked.codeLines[place.line] ?? '';
    const rest = ' '.repeat(place.startColumn) + '~'.repeat(Math.max(1, place.endColumn - place.startColumn));
    return `  line ${line}: ${text}\n    | ${code}\n    | ${rest}`;
  });
  return `${title}:\n${rows.join('\n')}`;
}

/** The fixture with failing markers dropped or corrected and the unexpected findings marked. */
export function passingText(fixture: Fixture, outcome: Outcome): string {
  const files = fixture.content.kind === 'check' ? fixture.content.files : fixture.content.cases.map((c) => c.before);
  return fixture.sections
    .flatMap((section) => {
      const head = section.heading === undefined ? [] : [`//- ${section.heading}`];
      const file = files.find((f) => f.section === section);
      return [...head, ...(file === undefined ? section.lines : rewritten(file, outcome))];
    })
    .join('\n');
}

function rewritten(file: SourceFile, outcome: Outcome): readonly string[] {
  const replaced = outcome.replaced.get(file);
  const added = outcome.added.get(file);
  const out: string[] = [];
  let codeLine = -1;
  const flush = (): void => {
    out.push(...[...(added?.get(codeLine) ?? [])].sort((a, b) => column(a) - column(b)));
  };
  file.section.lines.forEach((line, i) => {
    if (isMarkerLine(line)) {
      const instead = replaced?.has(i) === true ? replaced.get(i) : line;
      if (instead !== undefined) out.push(instead);
      return;
    }
    if (file.marked.sectionLine[codeLine + 1] === i) {
      flush();
      codeLine++;
    }
    out.push(line);
  });
  flush();
  return out;
}

const column = (marker: string): number => (marker.includes('^') ? marker.indexOf('^') : marker.indexOf('/'));

/** Writes what is offered now over the fixture when the environment asks for it. */
export function updateFixesIfAsked(fixture: Fixture, text: string): void {
  if (process.env['UPDATE'] === '1') writeFileSync(join(FIXTURES_ROOT, fixture.name), text);
}

/** Writes the passing text over the fixture when the environment asks for it. */
export function updateIfAsked(fixture: Fixture, outcome: Outcome): boolean {
  if (process.env['UPDATE'] !== '1') return false;
  writeFileSync(join(FIXTURES_ROOT, fixture.name), passingText(fixture, outcome));
  return true;
}
