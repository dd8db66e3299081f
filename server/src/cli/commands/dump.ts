// `gilscope dump`: what the analysis made of a file, for debugging and bug reports. The output has no fixed shape.
import { EXIT_CLEAN } from '../exitCodes.js';
import { type Io, UsageError } from '../io.js';
import type { Services } from '../services.js';
import { openSingleFile, type SingleFileOptions } from './singleFile.js';

const STAGES = ['ir', 'facts', 'summaries'] as const;

export type DumpOptions = SingleFileOptions & Readonly<Partial<Record<(typeof STAGES)[number], boolean>>>;

export async function dump(file: string, options: DumpOptions, io: Io, services: Services): Promise<number> {
  const [stage, ...others] = STAGES.filter((name) => options[name] === true);
  if (stage === undefined || others.length > 0) throw new UsageError('give one of --ir, --facts, --summaries');
  const { project, path } = await openSingleFile(file, options, io, services);
  const output = project.dump(path, stage);
  io.out(output.endsWith('\n') ? output : `${output}\n`);
  return EXIT_CLEAN;
}
