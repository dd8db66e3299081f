// One question to the server that a newer question makes worthless.
// Easy to get wrong: while the user types, answers come back out of date and out of order. A question therefore waits
// until the typing pauses, cancels the one before it, and its answer is handed on only if nothing newer was asked.
import { CancellationTokenSource, type Disposable, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

const PAUSE_MILLISECONDS = 100;

export interface Question<Answer> {
  readonly method: string;
  readonly params: object;
  readonly use: (answer: Answer) => void;
  /** There will be no answer, and nothing newer was asked. */
  readonly failed?: () => void;
}

/** Asks the latest question only. One of these for each thing that is kept up to date. */
export class LatestQuestion<Answer> implements Disposable {
  private readonly server: BaseLanguageClient;
  private readonly log: LogOutputChannel;
  private timer: NodeJS.Timeout | undefined;
  private current: CancellationTokenSource | undefined;

  constructor(server: BaseLanguageClient, log: LogOutputChannel) {
    this.server = server;
    this.log = log;
  }

  ask(question: Question<Answer>, pause = PAUSE_MILLISECONDS): void {
    this.dispose();
    this.timer = setTimeout(() => this.send(question), pause);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.current?.cancel();
    this.current?.dispose();
    this.current = undefined;
  }

  private async send({ method, params, use, failed }: Question<Answer>): Promise<void> {
    if (!this.server.isRunning()) return;
    const source = new CancellationTokenSource();
    this.current = source;
    try {
      const answer = await this.server.sendRequest<Answer | null>(method, params, source.token);
      if (this.current === source && answer !== null) use(answer);
    } catch (error) {
      // A cancelled question, or a server that was stopped meanwhile; the next event asks again.
      this.log.debug(`${method}: ${String(error)}`);
      if (this.current === source) failed?.();
    }
  }
}
