// What the commands need beside the outside world. `main.ts` names the real ones; tests may put others in their place.
import type { Parsers, Project, ProjectInput, Rule } from '../core/project.js';

export interface Services {
  readonly version: string;
  readonly rules: readonly Rule[];
  createProject(input: ProjectInput): Project;
  /** Only called by commands that analyse, and with C++ only where a file is C++: loading that takes a while. */
  loadParsers(needsCpp: boolean): Promise<Parsers>;
  /** The C source that counts what probes see. */
  probeRuntime(): string;
  /** What goes into the page of the GIL report. */
  reportAssets(): { readonly script: string; readonly style: string };
  /** Serves the editor on standard input and output; resolves when it has said goodbye. */
  serveLanguage(): Promise<void>;
}
