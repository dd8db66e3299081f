// What becomes of a fatal sample when all of its fixes are taken: the text must be silent, and the program must live.
// Easy to get wrong: a program that lives need not do what its author wanted, so what it prints is not compared; and a
// fix may be refused for a good reason, which is then what is shown.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createProject, type Parsers } from '../../server/src/core/project.js';
import { type End, execute, type Toolchain } from './interpreter.js';
import type { Sample } from './samples.js';

export interface FixedSample {
  readonly sample: Sample;
  readonly fixes: number;
  /** Errors and warnings that are left, with the reasons why. */
  readonly left: readonly string[];
  /** Why it did not live; undefined where it did, or was not run. */
  readonly death: string | undefined;
}

/** @param root the folder that the fixed text is written to and built in */
export async function fixAndRun(
  parsers: Parsers,
  tools: Toolchain | undefined,
  sample: Sample,
  root: string,
): Promise<FixedSample> {
  const { text, fixes, left } = repaired(parsers, sample);
  const folder = resolve(root, 'text', sample.name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, basename(sample.path));
  writeFileSync(path, text);
  for (const header of sample.headers) writeFileSync(join(folder, basename(header.path)), header.text);
  if (tools === undefined) return { sample, fixes, left, death: undefined };
  // A time limit that is counted from the import, as for one that waits for ever.
  const living: Sample = { ...sample, path, text, ending: { kind: 'waits' } };
  try {
    return { sample, fixes, left, death: causeOfDeath(await execute(living, tools, root)) };
  } catch (error) {
    return { sample, fixes, left, death: error instanceof Error ? error.message : String(error) };
  }
}

function repaired(parsers: Parsers, sample: Sample): { text: string; fixes: number; left: readonly string[] } {
  const project = createProject({ parsers, options: { showMaybe: false } });
  for (const { path, text } of [...sample.headers, sample]) project.setFile(path, text);
  const result = project.repaired(sample.path, () => true);
  const text = result?.text ?? sample.text;
  project.setFile(sample.path, text);
  const findings = project.report(sample.path)?.findings ?? [];
  const left = findings
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map((finding) => {
      const { refusal } = project.repair(sample.path, finding);
      return `${finding.rule}: ${finding.message}${refusal === undefined ? '' : ` (no fix: ${refusal})`}`;
    });
  return { text, fixes: result?.applied.length ?? 0, left };
}

function causeOfDeath({ code, signal, timedOut, stderr }: End): string | undefined {
  if (timedOut) return 'waits for ever';
  if (signal !== undefined) return `${signal}: ${stderr.trim().split('\n')[0] ?? ''}`;
  // An exception of Python is an end that the interpreter survives.
  return code === 0 || /^\w*(?:Error|Exception|Interrupt)\b/m.test(stderr)
    ? undefined
    : `ended with ${code}: ${stderr.trim()}`;
}

export function printFixed({ sample, fixes, left, death }: FixedSample): string {
  const isWell = left.length === 0 && death === undefined && fixes > 0;
  const says = left.length === 0 ? 'silent' : `${left.length} left`;
  return [
    `${isWell ? 'ok' : 'not ok'} ${sample.name}: ${fixes} fixes; ${says}; ${death ?? 'lives'}`,
    ...left.map((line) => `    ${line}`),
  ].join('\n');
}

export function totalsOfFixed(all: readonly FixedSample[], isRun: boolean): string {
  const silent = all.filter(({ left, fixes }) => left.length === 0 && fixes > 0).length;
  const alive = all.filter(({ death }) => death === undefined).length;
  return `${silent} of ${all.length} mistakes silent with their fixes${isRun ? `, ${alive} alive` : ''}`;
}
