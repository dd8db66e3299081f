// Long work in small steps: whoever runs it may let others in between two of them, and stop for good at any.
// The work itself knows nothing of time; a step is as much as nobody minds waiting for.

export type Steps<T = void> = Generator<undefined, T, undefined>;

/** All steps in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
