import { Store } from '../../client/state/store.ts';

/** Maximum number of lines. */
const maxLines = 200;

export type EchoReadyState = 'CONNECTING' | 'OPEN' | 'CLOSING' | 'CLOSED';

export interface EchoLine {
  is: 'sent' | 'received' | 'event';
  text: string;
  /** Round trip in milliseconds. */
  roundTrip?: number;
}

export interface EchoState {
  readyState: EchoReadyState;
  lines: readonly EchoLine[];
}

/** The part of a browser WebSocket that is used. */
export type Socket = Pick<
  WebSocket,
  'binaryType' | 'onopen' | 'onmessage' | 'onclose' | 'onerror' | 'readyState' | 'send' | 'close'
>;

const readyStates: readonly EchoReadyState[] = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/** A WebSocket to /echo that is operated by hand, with a log of its events and frames. */
export class EchoSocket {
  readonly store = new Store<EchoState>({ readyState: 'CLOSED', lines: [] });
  readonly #open: () => Socket;
  readonly #now: () => number;
  #socket: Socket | undefined;
  /** Times of the frames without an answer yet: the server answers in order. */
  #sentAt: number[] = [];

  /** `open` opens a socket; `now` returns milliseconds. */
  constructor(open: () => Socket, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  /** Opens the socket and sets the four handlers. Does nothing while it is open. */
  open(): void {
    if (this.store.get().readyState !== 'CLOSED') return;
    const socket = this.#open();
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#record({ is: 'event', text: 'onopen' });
    socket.onmessage = ({ data }) => this.#received(data as string | ArrayBuffer);
    socket.onclose = (event) => this.#record({ is: 'event', text: inWords(event) });
    socket.onerror = () => this.#record({ is: 'event', text: 'onerror' });
    this.#socket = socket;
    this.#sentAt = [];
    this.#record({ is: 'event', text: "new WebSocket('/echo')" });
  }

  send(text: string): void {
    this.#send(text, text);
  }

  /** Sends a text as its bytes in UTF-8, in a binary frame. */
  sendBytes(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#send(bytes, inHex(bytes));
  }

  /** Closes the socket. Returns false when the browser rejects the code or the reason. */
  close(code?: number, reason?: string): boolean {
    try {
      this.#socket?.close(code, reason);
    } catch (error) {
      const name = error instanceof Error ? error.name : String(error);
      this.#record({ is: 'event', text: `close(${code ?? ''}): ${name}` });
      return false;
    }
    this.#record();
    return true;
  }

  #send(data: string | Uint8Array<ArrayBuffer>, text: string): void {
    if (this.#socket?.readyState !== 1) return;
    this.#socket.send(data);
    this.#sentAt.push(this.#now());
    this.#record({ is: 'sent', text });
  }

  /** The first frame is the greeting and has no round trip. */
  #received(data: string | ArrayBuffer): void {
    const text = typeof data === 'string' ? data : inHex(new Uint8Array(data));
    const start = this.#sentAt.shift();
    const timing = start === undefined ? {} : { roundTrip: this.#now() - start };
    this.#record({ is: 'received', text, ...timing });
  }

  #record(line?: EchoLine): void {
    const { lines } = this.store.get();
    const readyState = readyStates[this.#socket?.readyState ?? 3] ?? 'CLOSED';
    this.store.set({
      readyState,
      lines: line === undefined ? lines : [...lines.slice(1 - maxLines), line],
    });
  }
}

function inWords({ code, reason, wasClean }: CloseEvent): string {
  return `onclose: code ${code}, reason ${JSON.stringify(reason)}, wasClean ${wasClean}`;
}

function inHex(bytes: Uint8Array): string {
  const each = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  return `[${each.join(' ')}]`;
}
