import { Store } from '../../client/state/store.ts';

/** Lines that are remembered. */
const linesKept = 200;

export type EchoReadyState = 'CONNECTING' | 'OPEN' | 'CLOSING' | 'CLOSED';

export interface EchoLine {
  is: 'sent' | 'received' | 'event';
  text: string;
  /** Milliseconds from the frame that it answers. */
  took?: number;
}

export interface EchoState {
  readyState: EchoReadyState;
  lines: readonly EchoLine[];
}

/** What is used of a browser's WebSocket. */
export type Socket = Pick<
  WebSocket,
  'binaryType' | 'onopen' | 'onmessage' | 'onclose' | 'onerror' | 'readyState' | 'send' | 'close'
>;

const readyStates: readonly EchoReadyState[] = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/** A WebSocket in somebody's hands: what they do with it, and what comes of that. */
export class EchoSocket {
  readonly store = new Store<EchoState>({ readyState: 'CLOSED', lines: [] });
  readonly #open: () => Socket;
  readonly #now: () => number;
  #socket: Socket | undefined;
  /** When each frame went that has not come back: the echo answers them in their order. */
  #sent: number[] = [];

  /** `open` opens a socket; `now` is in milliseconds. */
  constructor(open: () => Socket, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  /** All that a WebSocket needs: an address, and four handlers. Nothing where it is open. */
  open(): void {
    if (this.store.get().readyState !== 'CLOSED') return;
    const socket = this.#open();
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#note({ is: 'event', text: 'onopen' });
    socket.onmessage = ({ data }) => this.#came(data as string | ArrayBuffer);
    socket.onclose = (event) => this.#note({ is: 'event', text: inWords(event) });
    socket.onerror = () => this.#note({ is: 'event', text: 'onerror' });
    this.#socket = socket;
    this.#sent = [];
    this.#note({ is: 'event', text: "new WebSocket('/echo')" });
  }

  send(text: string): void {
    this.#go(text, text);
  }

  /** Sends a text as its bytes in UTF-8, in a binary frame. */
  sendBytes(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#go(bytes, inHex(bytes));
  }

  /** Closes, as far as a browser lets a page: returns false where it does not take the code or the reason. */
  close(code?: number, reason?: string): boolean {
    try {
      this.#socket?.close(code, reason);
    } catch (error) {
      const name = error instanceof Error ? error.name : String(error);
      this.#note({ is: 'event', text: `close(${code ?? ''}): ${name}` });
      return false;
    }
    this.#note();
    return true;
  }

  #go(data: string | Uint8Array<ArrayBuffer>, text: string): void {
    if (this.#socket?.readyState !== 1) return;
    this.#socket.send(data);
    this.#sent.push(this.#now());
    this.#note({ is: 'sent', text });
  }

  /** The first frame answers nothing: it is the greeting. */
  #came(data: string | ArrayBuffer): void {
    const text = typeof data === 'string' ? data : inHex(new Uint8Array(data));
    const sentAt = this.#sent.shift();
    const took = sentAt === undefined ? {} : { took: this.#now() - sentAt };
    this.#note({ is: 'received', text, ...took });
  }

  #note(line?: EchoLine): void {
    const { lines } = this.store.get();
    const readyState = readyStates[this.#socket?.readyState ?? 3] ?? 'CLOSED';
    this.store.set({
      readyState,
      lines: line === undefined ? lines : [...lines.slice(1 - linesKept), line],
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
