// One file held against the compiler: as it stands, with each fix that is offered for it, and with all of them at once.
import { applyEdits } from '../../../server/src/core/base/textEdit.js';
import type { Finding, Fix, Project, RuleId, Severity } from '../../../server/src/core/project.js';
import { added, type Compiler, isError, isOldC, type Unit } from './compiler.js';

/** `left out`: the preprocessor of this system takes the changed lines away, so nothing is known of the fix. */
export type Verdict = 'as before' | 'worse' | 'left out';

export interface Tried {
  readonly line: number;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly title: string;
  readonly verdict: Verdict;
  readonly diagnostics: readonly string[];
}

/** A finding, and what came of asking for its repair. */
export interface Asked {
  readonly line: number;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly callee: string | null;
  readonly fixes: number;
  readonly refusal: string | undefined;
}

export interface FileTrial {
  readonly path: string;
  /** The first error of the file as it stands, which cannot be judged then. */
  readonly broken: string | undefined;
  readonly asked: readonly Asked[];
  readonly tried: readonly Tried[];
  /** All fixes together: how many there are, and what the compiler says. */
  readonly together: { readonly applied: number; readonly verdict: Verdict; readonly diagnostics: readonly string[] };
}

export interface TrialInput {
  readonly project: Project;
  readonly compiler: Compiler;
  readonly unit: Unit;
  readonly text: string;
  /** What the file is called in the report. */
  readonly name: string;
}

/** The file stays in the project, with the text that it has. */
export async function tryFile({ project, compiler, unit, text, name }: TrialInput): Promise<FileTrial> {
  const { path } = unit;
  const report = project.report(path);
  if (report === undefined) throw new Error(`${path} is not in the project`);
  const lineOf = ({ span }: Finding): number => report.lines.position(span.start).line + 1;
  const repairs = report.findings.map((finding) => ({ finding, ...project.repair(path, finding) }));
  const asked = repairs.map(({ finding, fixes, refusal }) => ({
    ...{ line: lineOf(finding), rule: finding.rule, severity: finding.severity, callee: finding.callee },
    ...{ fixes: fixes.length, refusal },
  }));
  const nothing = { applied: 0, verdict: 'as before', diagnostics: [] } as const;
  const base = { path: name, broken: undefined, asked, tried: [], together: nothing };
  if (repairs.every(({ fixes }) => fixes.length === 0)) return base;
  const before = await compiler.diagnostics(unit, text);
  const broken = before.find(isError);
  if (broken !== undefined) return { ...base, broken };
  const tried = repairs.flatMap(({ finding, fixes }) =>
    fixes.map(async (fix: Fix) => ({
      ...{ line: lineOf(finding), rule: finding.rule, severity: finding.severity, title: fix.title },
      ...(await judge(compiler, unit, text, applyEdits(text, fix.edits))),
    })),
  );
  const repaired = project.repaired(path, () => true);
  const together = repaired === undefined ? nothing : await judge(compiler, unit, text, repaired.text);
  return {
    ...{ path: name, broken: undefined, asked, tried: await Promise.all(tried) },
    together: { applied: repaired?.applied.length ?? 0, ...together },
  };
}

/** What the compiler has to say of a text that it did not say of the one before. */
export async function judge(
  compiler: Compiler,
  unit: Unit,
  before: string,
  after: string,
): Promise<{ readonly verdict: Verdict; readonly diagnostics: readonly string[] }> {
  const [plain, changed] = await Promise.all([before, after].map((text) => compiler.preprocessed(unit, text)));
  if (plain === changed) return { verdict: 'left out', diagnostics: [] };
  const diagnostics = added(
    await compiler.diagnostics(unit, before),
    await compiler.diagnostics(unit, after),
    isOldC(before),
  );
  return { verdict: diagnostics.length === 0 ? 'as before' : 'worse', diagnostics };
}
