// An exception, for the log: with the place it comes from where that is known.

export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
