// The text of a gilscope.toml to what it means. Reads nothing itself: whoever finds the file brings its text.
// Easy to get wrong: every mistake is one problem with a place, and what is right beside it still counts; only a text
// that is no TOML counts for nothing.
import { type Configuration, NO_CONFIGURATION, type RuleSeverities } from './configuration.js';
import { ROOT } from './description.js';
import { type Globs, globsOf } from './globs.js';
import type { Rows } from './rowShapes.js';
import type { Report } from './shape.js';
import { type ConfigProblem, readToml } from './toml.js';

export interface ConfigurationFile {
  /** The configuration of one file. @param path relative to the folder of the gilscope.toml, with slashes */
  forFile(path: string): Configuration;
  /** Whether a file is looked for in folders; undefined where the file does not say. */
  readonly includes: Globs | undefined;
  /** Files and folders that are not looked at; a folder ends in a slash. */
  readonly excludes: Globs;
}

export interface ReadConfiguration {
  readonly config: ConfigurationFile;
  readonly problems: readonly ConfigProblem[];
}

export const NO_CONFIGURATION_FILE: ConfigurationFile = {
  forFile: () => NO_CONFIGURATION,
  includes: undefined,
  excludes: globsOf([]),
};

export function readConfiguration(text: string): ReadConfiguration {
  const toml = readToml(text);
  if (toml.kind === 'broken') return { config: NO_CONFIGURATION_FILE, problems: [toml.problem] };
  const problems: ConfigProblem[] = [];
  const report: Report = (span, message, rule) => void problems.push({ span, message, rule });
  const value = ROOT.read(toml.root, '', report);
  const config = value === undefined ? NO_CONFIGURATION_FILE : fileOf(value, text, report);
  return { config, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

type RootValue = NonNullable<ReturnType<typeof ROOT.read>>;

function fileOf(value: RootValue, text: string, report: Report): ConfigurationFile {
  const platforms = value.platforms ?? [];
  const base: Configuration = {
    ...NO_CONFIGURATION,
    rows: {
      blocking: unique(value.blocking, text, report),
      api: unique(value.api, text, report),
      regionMacros: unique(value.region, text, report),
      callbacks: unique(value.callback, text, report),
      scopeGuards: unique(value.guard, text, report),
      platforms,
    },
    python: value.python,
    defines: value.defines ?? new Map(),
    rules: value.rules ?? new Map(),
  };
  const overrides = (value.overrides ?? []).map(({ files = [], rules = new Map() }) => ({
    files: globsOf(files),
    rules,
  }));
  /** By the overrides that apply, so that files which are treated alike share one object. */
  const made = new Map<string, Configuration>();
  return {
    forFile(path) {
      const matching = overrides.filter(({ files }) => files.match(path));
      if (matching.length === 0) return base;
      const key = matching.map((override) => overrides.indexOf(override)).join();
      const known = made.get(key);
      if (known !== undefined) return known;
      const configuration = { ...base, rules: merged([base.rules, ...matching.map(({ rules }) => rules)]) };
      made.set(key, configuration);
      return configuration;
    },
    // A list of which nothing is left was a mistake: it must not hide all files.
    includes: value.include === undefined || value.include.length === 0 ? undefined : globsOf(value.include),
    excludes: globsOf(value.exclude ?? []),
  };
}

const merged = (all: readonly RuleSeverities[]): RuleSeverities => new Map(all.flatMap((rules) => [...rules]));

/** The rows without those for something that an earlier row is for. */
function unique<Row>(all: readonly Rows<Row>[] | undefined, text: string, report: Report): readonly Row[] {
  const seen = new Map<string, number>();
  return (all ?? []).flatMap(({ rows, subject, span }) => {
    const before = seen.get(subject);
    if (before === undefined) {
      seen.set(subject, span.start);
      return rows;
    }
    const line = text.slice(0, before).split('\n').length;
    report(span, `\`${subject}\` has a row in line ${line} already: this one is left out`);
    return [];
  });
}
