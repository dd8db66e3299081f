// A client of a language server down to the bytes: it counts the answers to every request, which a library would hide.
import type { Readable, Writable } from 'node:stream';

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Wire {
  /** Everything the server sent, in order. */
  readonly received: readonly Message[];
  /** Sends a request and gives its id. */
  request(method: string, params?: unknown): number;
  notify(method: string, params?: unknown): void;
  respond(id: Message['id'], result: unknown): void;
  /** Bytes as they are, to be rude with. */
  sendRaw(text: string): void;
  /** The first message that fits, already received or not. */
  waitFor(fits: (message: Message) => boolean): Promise<Message>;
}

export function wire(fromServer: Readable, toServer: Writable): Wire {
  const received: Message[] = [];
  let waiting: { fits: (message: Message) => boolean; resolve: (message: Message) => void }[] = [];
  let nextId = 0;

  const take = (message: Message): void => {
    received.push(message);
    for (const { resolve } of waiting.filter(({ fits }) => fits(message))) resolve(message);
    waiting = waiting.filter(({ fits }) => !fits(message));
  };
  readFrames(fromServer, take);

  const sendRaw = (text: string): void => void toServer.write(text);
  const send = (message: Message): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    sendRaw(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  return {
    received,
    request: (method, params) => {
      const id = ++nextId;
      send({ id, method, ...(params === undefined ? {} : { params }) });
      return id;
    },
    notify: (method, params) => send({ method, params }),
    respond: (id, result) => send({ ...(id === undefined ? {} : { id }), result }),
    sendRaw,
    waitFor: (fits) => {
      const found = received.find(fits);
      return found !== undefined ? Promise.resolve(found) : new Promise((resolve) => waiting.push({ fits, resolve }));
    },
  };
}

function readFrames(stream: Readable, take: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const headerEnd = buffer.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, headerEnd))?.[1]);
      const end = headerEnd + 4 + length;
      if (buffer.length < end) return;
      const body = buffer.toString('utf8', headerEnd + 4, end);
      buffer = buffer.subarray(end);
      take(JSON.parse(body) as Message);
    }
  });
}
