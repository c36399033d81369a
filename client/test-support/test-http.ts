import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '../transport/transport.ts';

/** A request that waits for the test to answer it. */
export interface Waiting {
  /** Method, path and body. */
  asked: string;
  token: string | undefined;
  /** Resolves when whoever asked has gone before the end of the answer. */
  left: Promise<unknown>;
  response: ServerResponse;
}

/** A small server whose answers are the test's. */
export class Answers {
  readonly url: URL;
  readonly #close: () => void;
  readonly #waiting: Waiting[] = [];
  #arrived = (): void => {};

  static async start(): Promise<Answers> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const answers = new Answers(new URL(`http://127.0.0.1:${port}`), () => {
      server.closeAllConnections();
      server.close();
    });
    server.on('request', (request, response) => void answers.#take(request, response));
    return answers;
  }

  private constructor(url: URL, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  /** The next request, whatever it is, once it is there. */
  async next(): Promise<Waiting> {
    while (this.#waiting.length === 0) await new Promise<void>((here) => (this.#arrived = here));
    return this.#waiting.shift()!;
  }

  /** The next request, which must be this one. */
  async takes(asked: string): Promise<Waiting> {
    const next = await this.next();
    if (next.asked !== asked) throw new Error(`${next.asked} instead of ${asked}`);
    return next;
  }

  close(): void {
    this.#close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = once(response, 'close');
    const parts: Buffer[] = await request.toArray();
    const asked = [request.method, request.url, Buffer.concat(parts).toString()].join(' ').trim();
    this.#waiting.push({ asked, token: request.headers.authorization, left, response });
    this.#arrived();
  }
}

/** Begins an answer of server-sent events. */
export function stream({ response }: Waiting): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  return response;
}

export interface Listening {
  /** What the handlers heard. */
  trace: string[];
  /** Resolves when it has been heard. */
  heard: (what: string) => Promise<void>;
}

/** Notes what the handlers of a line hear. */
export function listening(line: Transport): Listening {
  const trace: string[] = [];
  let note = (): void => {};
  const hear = (what: string): void => {
    trace.push(what);
    note();
  };
  line.onopen = () => hear('open');
  line.onmessage = ({ data }) => hear(data);
  line.onerror = () => hear('error');
  line.onclose = ({ code, reason, wasClean }) =>
    hear(['close', code, reason, wasClean ? 'clean' : ''].join(' ').replace(/ +/g, ' ').trim());
  const heard = async (what: string): Promise<void> => {
    while (!trace.includes(what)) await new Promise<void>((again) => (note = again));
  };
  return { trace, heard };
}
