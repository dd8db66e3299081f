// Work that follows a change of a document, once its writer pauses. One timer a document; a new change starts it again,
// so that nothing is ever computed for a version that is out of date when it is wanted.

export interface Schedule {
  /** Do the work `delay` milliseconds from now, unless asked again before. */
  later(uri: string, delay: number): void;
  cancel(uri: string): void;
  cancelAll(): void;
}

export function schedule(work: (uri: string) => void): Schedule {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const cancel = (uri: string): void => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
  };
  return {
    later: (uri, delay) => {
      cancel(uri);
      const run = (): void => {
        timers.delete(uri);
        work(uri);
      };
      timers.set(uri, setTimeout(run, delay));
    },
    cancel,
    cancelAll: () => {
      for (const uri of [...timers.keys()]) cancel(uri);
    },
  };
}
