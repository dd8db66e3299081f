// The frame around every request: when it may be answered, how it is cancelled, and what happens when it fails.
// The analysis runs in one go and cannot be interrupted, so a request lets the messages behind it in first: a
// cancellation among them is honoured before any work is done, and a change is part of the answer.
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { describeError } from './describeError.js';
import { letMessagesIn } from './pace.js';

export type Phase = 'new' | 'running' | 'shut down';

export interface Gate {
  phase(): Phase;
  /** Settles when there is something to answer with. Never rejects. */
  ready(): Promise<unknown>;
  log(message: string): void;
}

export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R>;

/** `whenItFails` is sent instead of an answer that could not be computed: the editor goes on without it. */
export function answer<P, R>(
  gate: Gate,
  method: string,
  compute: (params: P, token: CancellationToken) => R | Promise<R>,
  whenItFails: (params: P) => R,
): Handler<P, R> {
  return async (params, token) => {
    refuseOutOfPhase(gate.phase());
    await unlessCancelled(gate.ready(), token);
    await unlessCancelled(letMessagesIn(), token);
    // A message that came in may have opened a document that needs more than was there.
    await unlessCancelled(gate.ready(), token);
    try {
      return await compute(params, token);
    } catch (error) {
      // The answer itself is that there is none.
      if (error instanceof ResponseError) throw error;
      gate.log(`${method} failed: ${describeError(error)}`);
      return whenItFails(params);
    }
  };
}

function refuseOutOfPhase(phase: Phase): void {
  if (phase === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
  if (phase === 'shut down') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server was shut down.');
}

/** Rejects as soon as the token is cancelled, whatever the work is waiting for. */
export async function unlessCancelled(work: Promise<unknown>, token: CancellationToken): Promise<void> {
  const cancelled = (): ResponseError<void> =>
    new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  if (token.isCancellationRequested) throw cancelled();
  let stop = (): void => undefined;
  const cancellation = new Promise<never>((_, reject) => {
    const listener = token.onCancellationRequested(() => reject(cancelled()));
    stop = () => listener.dispose();
  });
  try {
    await Promise.race([work, cancellation]);
  } finally {
    stop();
  }
}
