// What the commands need beside the outside world. `main.ts` names the real ones; tests may put others in their place.
import type { Parsers, Project, ProjectInput, Rule } from '../core/project.js';

export interface Services {
  readonly version: string;
  readonly rules: readonly Rule[];
  createProject(input: ProjectInput): Project;
  /** Only called by commands that analyse: loading takes a quarter of a second. */
  loadParsers(): Promise<Parsers>;
  /** Serves the editor on standard input and output; resolves when it has said goodbye. */
  serveLanguage(): Promise<void>;
}
