// The outside world of the command line, as far as it needs one. Commands take it as a parameter and touch nothing
// global, so that a test can run them in its own process.

export interface Io {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a person is looking: colours need the first, a progress line the second. */
  readonly outputIsTerminal: boolean;
  readonly errorIsTerminal: boolean;
  out(text: string): void;
  error(text: string): void;
  readInput(): Promise<Uint8Array>;
  writeFile(path: string, text: string): void;
  /** With the folders around it; there already is as good. */
  makeFolder(path: string): void;
  /** Puts another text into a source that was read before, in the encoding that it has; throws where that cannot be. */
  replaceFile(path: string, before: string, after: string): void;
  /** Milliseconds; only differences mean something. */
  now(): number;
}

/** The user asked for something that cannot be done. The message is a sentence for them, without a stack. */
export class UsageError extends Error {}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
