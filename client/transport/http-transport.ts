import type { EventSourceMessage } from 'eventsource-parser';
import { limits } from '../../protocol/limits.ts';
import { bytesIn } from './bytes.ts';
import { costOf, Http, chunksOf, type Cost } from './http.ts';
import { lost, tryLater, type Ending, type Transport } from './transport.ts';

/** Seconds that the server may hold a poll without frames. */
const wait = 25;

export interface HttpOptions {
  server: URL;
  token?: string;
  /** The query of the connection request. */
  query?: string;
  /** One response that never ends, or long polls. */
  transport: 'stream' | 'poll';
  /** Called with the cost of each exchange. */
  spent?: (cost: Cost) => void;
}

/**
 * Opens a connection made of HTTP requests. Frames arrive as server-sent events; commands are
 * posted one request at a time to keep their order, and those that wait are sent together.
 */
export function openHttp(options: HttpOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #http: Http;
  readonly #transport: 'stream' | 'poll';
  readonly #spent: (cost: Cost) => void;
  readonly #over = new AbortController();
  readonly #queue: string[] = [];
  #path: string | undefined;
  #isPosting = false;
  #isPinged = false;

  constructor({ server, token, query = '', transport, spent = () => {} }: HttpOptions) {
    this.#http = new Http(server, token);
    this.#transport = transport;
    this.#spent = spent;
    void this.#run(query);
  }

  send(text: string): void {
    this.#queue.push(text);
    void this.#post();
  }

  close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    if (this.#path === undefined) return;
    // No need to wait: the server drops an unread connection by itself.
    const request = this.#http.request('DELETE', this.#path, { keepalive: true });
    request.then((response) => this.#spent(costOf(response))).catch(() => {});
  }

  async #run(query: string): Promise<void> {
    try {
      this.#path = await this.#connect(query);
      this.#call(() => this.onopen?.());
      await this.#read();
      while (this.#transport === 'poll') await this.#read();
      this.#fail(lost);
    } catch (error) {
      this.#fail(error instanceof UnexpectedStatus ? error.busyEnding : lost);
    }
  }

  /** Returns the path of a new connection. */
  async #connect(query: string): Promise<string> {
    const response = await this.#request('POST', `/api/connections${query}`);
    const text = await response.text();
    this.#spent({ requests: 0, up: 0, down: bytesIn(text) });
    const { connection } = JSON.parse(text) as { connection: string };
    return `/api/connections/${encodeURIComponent(connection)}`;
  }

  /** Reads one response to its end. */
  async #read(): Promise<void> {
    const query = this.#transport === 'poll' ? `?wait=${wait}` : '';
    const response = await this.#request('GET', `${this.#path}/frames${query}`);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream')) throw new TypeError(`not a stream: ${type}`);
    // Loaded only when needed: most pages use a WebSocket.
    const { createParser } = await import('eventsource-parser');
    const parser = createParser({ onEvent: (event) => this.#dispatch(event) });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(response)) {
      this.#spent({ requests: 0, up: 0, down: chunk.length });
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
  }

  #dispatch({ event = 'message', data }: EventSourceMessage): void {
    if (event === 'message') this.#call(() => this.onmessage?.({ data }));
    if (event === 'close') this.#end({ ...(JSON.parse(data) as Ending), wasClean: true });
    // Over polling, the next poll is the answer to a ping.
    if (event !== 'ping' || this.#transport === 'poll') return;
    this.#isPinged = true;
    void this.#post();
  }

  async #post(): Promise<void> {
    if (this.#isPosting) return;
    this.#isPosting = true;
    try {
      while (this.#queue.length > 0 || this.#isPinged) {
        this.#isPinged = false;
        await this.#request('POST', `${this.#path}/commands`, nextBody(this.#queue));
      }
      this.#isPosting = false;
    } catch (error) {
      this.#fail(error instanceof UnexpectedStatus ? endingOf(error) : lost);
    }
  }

  async #request(method: string, path: string, body?: string): Promise<Response> {
    const { signal } = this.#over;
    const response = await this.#http.request(method, path, {
      signal,
      ...(body !== undefined && { body }),
    });
    this.#spent(costOf(response));
    if (!response.ok) throw new UnexpectedStatus(response);
    return response;
  }

  #fail(ending: Ending): void {
    this.#call(() => this.onerror?.());
    this.#end(ending);
  }

  #end(ending: Ending): void {
    this.#call(() => this.onclose?.(ending));
    this.#over.abort();
  }

  /** An exception of a handler is not a transport failure; after the end no handler is called. */
  #call(handler: () => void): void {
    if (this.#over.signal.aborted) return;
    try {
      handler();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

class UnexpectedStatus extends Error {
  readonly status: number;
  /** The close code that a WebSocket would have got: try again later, or connection lost. */
  readonly busyEnding: Ending;

  constructor({ status, headers }: Response) {
    super(`answered with ${status}`);
    this.status = status;
    const seconds = Number(headers.get('retry-after'));
    this.busyEnding = seconds > 0 ? { ...tryLater, retryAfter: seconds * 1_000 } : lost;
  }
}

/** The close code that a WebSocket would have got for such commands, RFC 6455 §7.4.1. */
function endingOf({ status, busyEnding }: UnexpectedStatus): Ending {
  const codes: Readonly<Record<number, number>> = { 400: 1007, 413: 1009 };
  const code = codes[status];
  return code === undefined ? busyEnding : { code, reason: `HTTP ${status}`, wasClean: true };
}

/** Takes as many commands off the queue as fit into one request. */
function nextBody(queue: string[]): string {
  let bytes = 1;
  const first = queue.findIndex(
    (text, at) => at === limits.commands || (bytes += bytesIn(text) + 1) > limits.frame,
  );
  const taken = queue.splice(0, first === -1 ? queue.length : Math.max(1, first));
  return `[${taken.join()}]`;
}
