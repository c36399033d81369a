import type { EventSourceMessage } from 'eventsource-parser';
import { limits } from '../../protocol/limits.ts';
import { bytesIn } from './bytes.ts';
import { costOf, Http, piecesOf, type Cost } from './http.ts';
import { lost, tryLater, type Ending, type Transport } from './transport.ts';

/** Seconds that the server may keep a poll that it has no answer for. */
const wait = 25;

export interface HttpOptions {
  server: URL;
  token?: string;
  /** What the connection is opened with. */
  query?: string;
  /** One answer that never ends, or one after the other. */
  transport: 'stream' | 'poll';
  /** Called whenever something has passed, with what that took. */
  spent?: (cost: Cost) => void;
}

/**
 * Opens a connection made of HTTP requests. Frames come as server-sent events; what is sent goes
 * one request at a time, so that it arrives in order, and what is sent meanwhile goes together.
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
    void this.#live(query);
  }

  send(text: string): void {
    this.#queue.push(text);
    void this.#post();
  }

  close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    if (this.#path === undefined) return;
    // Nobody waits for it: a connection that nobody reads ends by itself.
    const goodbye = this.#http.request('DELETE', this.#path, { keepalive: true });
    goodbye.then((response) => this.#spent(costOf(response))).catch(() => {});
  }

  async #live(query: string): Promise<void> {
    try {
      this.#path = await this.#connect(query);
      this.#call(() => this.onopen?.());
      await this.#read();
      while (this.#transport === 'poll') await this.#read();
      this.#fail(lost);
    } catch (error) {
      this.#fail(error instanceof UnexpectedStatus ? error.askedToWait : lost);
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

  /** Reads one answer to its end. */
  async #read(): Promise<void> {
    const query = this.#transport === 'poll' ? `?wait=${wait}` : '';
    const response = await this.#request('GET', `${this.#path}/frames${query}`);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream')) throw new TypeError(`not a stream: ${type}`);
    // Most pages never need it, and do not wait for it when they open.
    const { createParser } = await import('eventsource-parser');
    const parser = createParser({ onEvent: (event) => this.#happened(event) });
    const decoder = new TextDecoder();
    for await (const piece of piecesOf(response)) {
      this.#spent({ requests: 0, up: 0, down: piece.length });
      parser.feed(decoder.decode(piece, { stream: true }));
    }
  }

  #happened({ event = 'message', data }: EventSourceMessage): void {
    if (event === 'message') this.#call(() => this.onmessage?.({ data }));
    if (event === 'close') this.#end({ ...(JSON.parse(data) as Ending), wasClean: true });
    // The next poll is a sign of life by itself.
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

  /** What a handler throws is not a failure of the line; after the end nobody hears anything. */
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
  /** As a server says on a WebSocket that it cannot take one now, or else nothing. */
  readonly askedToWait: Ending;

  constructor({ status, headers }: Response) {
    super(`answered with ${status}`);
    this.status = status;
    const seconds = Number(headers.get('retry-after'));
    this.askedToWait = seconds > 0 ? { ...tryLater, retryAfter: seconds * 1_000 } : lost;
  }
}

/** What a server that takes no such commands would say on a WebSocket, RFC 6455 §7.4.1. */
function endingOf({ status, askedToWait }: UnexpectedStatus): Ending {
  const codes: Readonly<Record<number, number>> = { 400: 1007, 413: 1009 };
  const code = codes[status];
  return code === undefined ? askedToWait : { code, reason: `HTTP ${status}`, wasClean: true };
}

/** Takes as many commands off the queue as fit into one request: all, but for a great many. */
function nextBody(queue: string[]): string {
  let bytes = 1;
  const first = queue.findIndex(
    (text, at) => at === limits.commands || (bytes += bytesIn(text) + 1) > limits.frame,
  );
  const taken = queue.splice(0, first === -1 ? queue.length : Math.max(1, first));
  return `[${taken.join()}]`;
}
