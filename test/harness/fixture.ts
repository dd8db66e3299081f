// A fixture file on disk: prose, options, and one or more sources with their markers.
// Two shapes: an ordinary fixture is one or more C files; a fix fixture has a source before and the texts after the fix.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type MarkedText, MarkerError, parseMarkedText } from './markers.js';

export interface FixtureOptions {
  /** Findings of certainty `maybe` are expected too. */
  readonly showMaybe: boolean;
  /** The text has syntax errors on purpose: functions may be incomplete, and no compiler would take it. */
  readonly broken: boolean;
  /** Whether the compiler check applies: `no` for mistakes that no compiler takes, and for headers that no system has. */
  readonly compile: boolean;
  /** A header of another library: without it the compiler check is left out. */
  readonly needs: string | undefined;
  /** The line ends that the analysed text gets. */
  readonly eol: 'lf' | 'crlf';
}

/** Part of a fixture between two `//-` headings. */
export interface Section {
  readonly heading: string | undefined;
  /** 0-based line of the first line below the heading. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

export interface SourceFile {
  readonly path: string;
  readonly section: Section;
  readonly marked: MarkedText;
}

export interface AfterText {
  readonly title: string;
  readonly code: string;
}

export interface FixCase {
  readonly before: SourceFile;
  readonly after: readonly AfterText[];
  /** `//- no fix`: none must be offered. */
  readonly refused: boolean;
  /** `//- no fix: reason`: what the refusal must say, or a part of it. */
  readonly reason: string | undefined;
}

export interface Fixture {
  /** Path below test/fixtures, with forward slashes. */
  readonly name: string;
  readonly options: FixtureOptions;
  readonly sections: readonly Section[];
  /** `//- gilscope.toml` and the same in folders, by path. */
  readonly configurations: ReadonlyMap<string, string>;
  readonly content:
    | { readonly kind: 'check'; readonly files: readonly SourceFile[] }
    | { readonly kind: 'fix'; readonly cases: readonly FixCase[] };
}

const HEADING = /^\/\/-\s*(.*?)\s*$/;
const OPTION = /^\/\/!\s*(.*?)\s*$/;
const CONFIGURATION_NAME = /^(?:[\w./-]+\/)?gilscope\.toml$/;
const SOURCE_NAME = /^[\w./-]+\.(?:c|h|cc|cpp|cxx|hpp)$/;

export const FIXTURES_ROOT = join(import.meta.dirname, '..', 'fixtures');

/** All fixtures on disk, in a fixed order. */
export function listFixtures(root: string = FIXTURES_ROOT): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE_NAME.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export const readFixture = (name: string, root: string = FIXTURES_ROOT): Fixture =>
  parseFixture(name, readFileSync(join(root, name), 'utf8'));

/** Throws an Error that names file and line for every mistake in the fixture itself. */
export function parseFixture(name: string, text: string): Fixture {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const sections = split(lines);
  const options = parseOptions(name, lines);
  const fixLike = sections.some((s) => s.heading !== undefined && /^(?:before|after|no fix)/.test(s.heading));
  const content = fixLike
    ? ({ kind: 'fix', cases: fixCases(name, sections, options) } as const)
    : ({ kind: 'check', files: sourceFiles(name, sections, options) } as const);
  return { name, options, sections, configurations: configurations(name, sections), content };
}

function split(lines: readonly string[]): readonly Section[] {
  const sections: { heading: string | undefined; firstLine: number; lines: string[] }[] = [
    { heading: undefined, firstLine: 0, lines: [] },
  ];
  lines.forEach((line, i) => {
    const heading = HEADING.exec(line);
    if (heading !== null) sections.push({ heading: heading[1] ?? '', firstLine: i + 1, lines: [] });
    else sections.at(-1)?.lines.push(line);
  });
  return sections;
}

function parseOptions(name: string, lines: readonly string[]): FixtureOptions {
  const options: { -readonly [K in keyof FixtureOptions]: FixtureOptions[K] } = {
    showMaybe: false,
    broken: false,
    compile: true,
    needs: undefined,
    eol: 'lf',
  };
  lines.forEach((line, i) => {
    const text = OPTION.exec(line)?.[1];
    if (text === undefined) return;
    const fail = (): never => {
      throw new Error(`${name}:${i + 1}: not an option: "${text}"`);
    };
    const [key = '', value = ''] = text.split(/:\s*/, 2);
    const yes = value === 'true' || value === 'yes' ? true : value === 'false' || value === 'no' ? false : undefined;
    if (key === 'show-maybe') options.showMaybe = yes ?? fail();
    else if (key === 'broken' && value === '') options.broken = true;
    else if (key === 'compile') options.compile = yes ?? fail();
    else if (key === 'needs' && value.endsWith('.h')) options.needs = value;
    else if (key === 'eol' && (value === 'lf' || value === 'crlf')) options.eol = value;
    else fail();
  });
  return options;
}

/** Whether a section holds nothing but comments and blank lines: the prose before the first heading. */
const isProse = (section: Section): boolean => section.lines.every((line) => /^\s*(?:\/\/.*)?$/.test(line));

function sourceFiles(name: string, sections: readonly Section[], options: FixtureOptions): readonly SourceFile[] {
  const files: SourceFile[] = [];
  for (const section of sections) {
    if (section.heading === undefined) {
      if (sections.length > 1 && isProse(section)) continue;
      files.push(source(name, name, section, options));
      continue;
    }
    if (isConfiguration(section)) continue;
    if (!SOURCE_NAME.test(section.heading)) {
      throw new Error(`${name}:${section.firstLine}: not the name of a source: "${section.heading}"`);
    }
    // The files of one fixture live in a folder of their own, so that two fixtures may both have a `helper.c`.
    files.push(source(name, pathInFixture(name, section.heading), section, options));
  }
  return files;
}

/** A `gilscope.toml` of the fixture, which a fix fixture may have as well. */
export const isConfiguration = ({ heading = '' }: Section): boolean => CONFIGURATION_NAME.test(heading);

const pathInFixture = (name: string, heading: string): string => `${name.replace(/\.\w+$/, '')}/${heading}`;

const configurations = (name: string, sections: readonly Section[]): ReadonlyMap<string, string> =>
  new Map(
    sections.filter(isConfiguration).map(({ heading = '', lines }) => [pathInFixture(name, heading), lines.join('\n')]),
  );

function source(name: string, path: string, section: Section, options: FixtureOptions): SourceFile {
  try {
    const marked = parseMarkedText(section.lines);
    const code = options.eol === 'crlf' ? marked.code.replaceAll('\n', '\r\n') : marked.code;
    return { path, section, marked: { ...marked, code } };
  } catch (error) {
    if (error instanceof MarkerError) {
      throw new Error(`${name}:${section.firstLine + error.line + 1}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function fixCases(name: string, sections: readonly Section[], options: FixtureOptions): readonly FixCase[] {
  const cases: { before: SourceFile; after: AfterText[]; refused: boolean; reason: string | undefined }[] = [];
  const isConfigured = sections.some(isConfiguration);
  for (const section of sections) {
    const heading = section.heading;
    if (isConfiguration(section)) continue;
    if (heading === undefined) {
      if (!isProse(section)) throw new Error(`${name}: code before the first "//- before"`);
      continue;
    }
    const current = cases.at(-1);
    const title = /^after:\s*(.+)$/.exec(heading)?.[1];
    if (heading === 'before') {
      const own = cases.length === 0 ? basename(name) : `${cases.length + 1}-${basename(name)}`;
      // Where there is a configuration the cases live in the folder that it is for.
      const path = isConfigured ? pathInFixture(name, own) : join(dirname(name), own);
      const before = source(name, path.replaceAll('\\', '/'), section, options);
      cases.push({ before, after: [], refused: false, reason: undefined });
    } else if (title !== undefined && current !== undefined) {
      current.after.push({ title, code: source(name, name, section, options).marked.code });
    } else if (/^no fix(?:: |$)/.test(heading) && current !== undefined) {
      current.refused = true;
      current.reason = heading.slice('no fix: '.length) || undefined;
    } else {
      throw new Error(`${name}:${section.firstLine}: not a heading of a fix fixture: "${heading}"`);
    }
  }
  for (const c of cases) {
    if (c.refused === c.after.length > 0) throw new Error(`${name}: a case needs "after: title" or "no fix", not both`);
  }
  return cases;
}
