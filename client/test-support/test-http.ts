import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '../transport/transport.ts';

/** A request that waits for its response from the test. */
export interface PendingRequest {
  /** Method, path and body. */
  text: string;
  token: string | undefined;
  /** Resolves when the client has closed the connection. */
  closed: Promise<unknown>;
  response: ServerResponse;
}

/** An HTTP server whose responses the test writes. */
export class ScriptedHttpServer {
  readonly url: URL;
  readonly #close: () => void;
  readonly #waiting: PendingRequest[] = [];
  #arrived = (): void => {};

  static async start(): Promise<ScriptedHttpServer> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedHttpServer(new URL(`http://127.0.0.1:${port}`), () => {
      server.closeAllConnections();
      server.close();
    });
    server.on('request', (request, response) => void scripted.#take(request, response));
    return scripted;
  }

  private constructor(url: URL, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  /** Resolves with the next request. */
  async next(): Promise<PendingRequest> {
    while (this.#waiting.length === 0) await new Promise<void>((here) => (this.#arrived = here));
    return this.#waiting.shift()!;
  }

  /** Resolves with the next request; throws when it is another one. */
  async expect(text: string): Promise<PendingRequest> {
    const next = await this.next();
    if (next.text !== text) throw new Error(`${next.text} instead of ${text}`);
    return next;
  }

  close(): void {
    this.#close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close');
    const parts: Buffer[] = await request.toArray();
    const text = [request.method, request.url, Buffer.concat(parts).toString()].join(' ').trim();
    this.#waiting.push({ text, token: request.headers.authorization, closed, response });
    this.#arrived();
  }
}

/** Begins a response of server-sent events. */
export function stream({ response }: PendingRequest): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  return response;
}

export interface Traced {
  /** The calls of the handlers. */
  trace: string[];
  /** Resolves after this call. */
  seen: (what: string) => Promise<void>;
}

/** Records the calls of the handlers of a transport. */
export function traced(transport: Transport): Traced {
  const trace: string[] = [];
  let wake = (): void => {};
  const note = (what: string): void => {
    trace.push(what);
    wake();
  };
  transport.onopen = () => note('open');
  transport.onmessage = ({ data }) => note(data);
  transport.onerror = () => note('error');
  transport.onclose = ({ code, reason, wasClean }) =>
    note(['close', code, reason, wasClean ? 'clean' : ''].join(' ').replace(/ +/g, ' ').trim());
  const seen = async (what: string): Promise<void> => {
    while (!trace.includes(what)) await new Promise<void>((again) => (wake = again));
  };
  return { trace, seen };
}
