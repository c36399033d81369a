import { bytesIn } from './bytes.ts';
import { urlOf } from './server-url.ts';

/** The cost of HTTP exchanges: `up` and `down` are bytes, with headers where they are known. */
export interface Cost {
  requests: number;
  up: number;
  down: number;
}

interface RequestOptions {
  /** JSON. */
  body?: string;
  signal?: AbortSignal;
  /** Lets the request outlive its page. */
  keepalive?: boolean;
}

/**
 * Sends requests with the credentials of one person: a cookie in a browser, a token in a program.
 */
export class Http {
  readonly #server: URL;
  readonly #token: string | undefined;

  constructor(server: URL, token?: string) {
    this.#server = server;
    this.#token = token;
  }

  /** Returns any response, whatever its status. Throws `TypeError` without a network. */
  request(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    return fetch(urlOf(path, this.#server), {
      ...options,
      method,
      headers: {
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
    });
  }
}

/** The cost of an exchange without its response body; the server sends the size of the request. */
export function costOf({ status, statusText, headers }: Response): Cost {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${lines.join('')}\r\n`;
  return { requests: 1, up: Number(headers.get('request-bytes') ?? 0), down: bytesIn(head) };
}

/** The size of a body on the wire: its `content-length` where it was compressed. */
export function bodyBytes({ headers }: Response, text: string): number {
  const isCompressed = headers.has('content-encoding');
  return Number((isCompressed && headers.get('content-length')) || bytesIn(text));
}

/** The chunks of a response body as they arrive; throws when the connection breaks. */
export async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    yield chunk.value;
  }
}
