import { bytesIn } from './bytes.ts';
import { placeOf } from './server-url.ts';

/** What exchanges over HTTP took: `up` and `down` are bytes, with headers where they can be known. */
export interface Cost {
  requests: number;
  up: number;
  down: number;
}

interface Asked {
  /** A JSON text. */
  body?: string;
  signal?: AbortSignal;
  /** Lets the request outlive the page that sends it. */
  keepalive?: boolean;
}

/** Sends requests as one person: by cookie in a browser, by token from a program. */
export class Http {
  readonly #server: URL;
  readonly #token: string | undefined;

  constructor(server: URL, token?: string) {
    this.#server = server;
    this.#token = token;
  }

  /** Throws `TypeError` without a network; whatever is answered is returned. */
  request(method: string, path: string, asked: Asked = {}): Promise<Response> {
    return fetch(placeOf(path, this.#server), {
      ...asked,
      method,
      headers: {
        ...(asked.body !== undefined && { 'content-type': 'application/json' }),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
    });
  }
}

/** What an exchange took without the body of its answer: the server says what it read. */
export function costOf({ status, statusText, headers }: Response): Cost {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${lines.join('')}\r\n`;
  return { requests: 1, up: Number(headers.get('request-bytes') ?? 0), down: bytesIn(head) };
}

/** What a body took on the way: less than its text, where it came compressed. */
export function bodyBytes({ headers }: Response, text: string): number {
  const isCompressed = headers.has('content-encoding');
  return Number((isCompressed && headers.get('content-length')) || bytesIn(text));
}

/** The body of an answer as it arrives; throws when it breaks off. */
export async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    yield piece.value;
  }
}
