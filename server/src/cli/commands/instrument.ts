// `gilscope instrument`: sources with a probe before every statement, and beside each what the analysis predicts there.
// A program built of them counts what really happens; the two can be held against each other.
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { ConfigurationOptions } from '../configuration.js';
import { EXIT_CLEAN, EXIT_TROUBLE } from '../exitCodes.js';
import { printable } from '../formats/printable.js';
import { type Io, UsageError } from '../io.js';
import { openProject } from '../openProject.js';
import { placeOf } from '../place.js';
import { probeId, withProbes } from '../probeText.js';
import type { Services } from '../services.js';

export interface InstrumentOptions extends ConfigurationOptions {
  readonly out: string;
  readonly maxBytes: number;
  readonly project: boolean;
}

export async function instrument(
  paths: readonly string[],
  options: InstrumentOptions,
  io: Io,
  services: Services,
): Promise<number> {
  if (paths.length === 0) throw new UsageError('no path given; try `gilscope instrument FILE --out FOLDER`');
  const { project, gathered } = await openProject(paths, options, io, services);
  const out = resolve(io.cwd, options.out);
  const altered = new Set(gathered.notes.map(({ path }) => path));
  let written = 0;
  for (const { path, text } of gathered.sources) {
    const lines = project.report(path)?.lines;
    if (lines === undefined || altered.has(path) || isAbsolute(path) || path.startsWith('..')) {
      io.error(`warning: ${printable(path)}: is left out: it must be text, and lie under the current folder\n`);
      continue;
    }
    const probes = project.probes(path);
    io.makeFolder(dirname(join(out, path)));
    io.writeFile(join(out, path), withProbes(path, text, probes));
    const rows = probes.map(({ offset, functionName, predicted }) => {
      const { line, column } = placeOf(lines, { start: offset, end: offset });
      return { line, column, function: functionName, predicted };
    });
    io.writeFile(join(out, `${path}.probes.json`), `${JSON.stringify({ path, id: probeId(path), probes: rows })}\n`);
    written++;
  }
  io.makeFolder(out);
  io.writeFile(join(out, 'gilscope_probe.c'), services.probeRuntime());
  io.out(`${written} ${written === 1 ? 'file' : 'files'} with probes written to ${printable(options.out)}\n`);
  return written === gathered.sources.length ? EXIT_CLEAN : EXIT_TROUBLE;
}
