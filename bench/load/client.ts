import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';
import { maskedFrame, opcodes } from './masked.ts';

/** The protocol of a server, as far as the load client needs it. */
export interface Dialect {
  /**
   * The request after the first line of the handshake: path and headers of a client, by its number.
   */
  path(client: number): string;
  headers?(client: number): Record<string, string>;
  /** Bytes of each payload that `received` needs; the rest is skipped. */
  readonly headOfPayload: number;
  /** Called when the WebSocket is open; without it clients are ready at once. */
  opened?(client: Client): void;
  /** Called with a text frame. Returns the number of messages in it. */
  received(client: Client, length: number, bytes: Buffer, at: number): number;
  /** A message of 100 bytes in the server's format, with a number in it. */
  readonly message: string;
}

/** Shared: what is read is counted before the next read begins. */
const readInto = Buffer.allocUnsafeSlow(512 * 1_024);
const pong = maskedFrame(Buffer.alloc(0), opcodes.pong);
/** Shared: the key only proves that the server speaks WebSocket, which is not tested here. */
const key = randomBytes(16).toString('base64');
const endOfHead = '\r\n\r\n';

/** Called when more messages have reached a client. */
export type OnDelivered = (client: Client, count: number) => void;

/** A minimal WebSocket client: a raw socket that counts messages. */
export class Client {
  readonly number: number;
  readonly #dialect: Dialect;
  readonly #socket: Socket;
  readonly #reader: FrameReader;
  readonly #onDelivered: OnDelivered;
  #head: string | undefined = '';
  #ready = (): void => {};
  #failed = (_reason: Error): void => {};
  /** Resolves when this client is ready, as its dialect defines. */
  readonly ready = new Promise<void>((resolve, reject) => {
    [this.#ready, this.#failed] = [resolve, reject];
  });
  /** Messages in the current read, which share one timestamp: reading the clock is expensive. */
  #delivered = 0;
  /** Messages since the last reset of the counter. */
  received = 0;
  /** The revision of a client of our own server. */
  rev = -1;
  isReading = true;
  isOpen = true;

  constructor(port: number, number: number, dialect: Dialect, onDelivered: OnDelivered) {
    this.number = number;
    this.#dialect = dialect;
    this.#onDelivered = onDelivered;
    this.#reader = new FrameReader(dialect.headOfPayload, (opcode, length, bytes, at) =>
      this.#received(opcode, length, bytes, at),
    );
    const callback = (length: number): boolean => {
      this.#read(length);
      return this.isReading;
    };
    const onread = { buffer: readInto, callback };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('close', () => this.#closed());
    this.#socket.write(this.#request());
    // Avoids an unhandled rejection; an await of `ready` still rejects.
    this.ready.catch(() => {});
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  send(text: string): void {
    this.write(maskedFrame(Buffer.from(text)));
  }

  /** Called by the dialect when this client is ready. */
  markReady(): void {
    this.#ready();
  }

  /** Resumes reading. */
  resume(): void {
    this.isReading = true;
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  #request(): string {
    const headers = {
      Host: '127.0.0.1',
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': key,
      ...this.#dialect.headers?.(this.number),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return `GET ${this.#dialect.path(this.number)} HTTP/1.1\r\n${lines.join('\r\n')}${endOfHead}`;
  }

  #read(length: number): void {
    if (this.#head === undefined) return this.#readFrames(readInto, length);
    this.#head += readInto.toString('latin1', 0, length);
    const end = this.#head.indexOf(endOfHead);
    if (end < 0) return;
    const rest = Buffer.from(this.#head.slice(end + endOfHead.length), 'latin1');
    const isUpgraded = this.#head.startsWith('HTTP/1.1 101');
    if (!isUpgraded) return this.#failed(new Error(this.#head.split('\r\n', 1)[0]));
    this.#head = undefined;
    if (this.#dialect.opened === undefined) this.#ready();
    else this.#dialect.opened(this);
    this.#readFrames(rest, rest.length);
  }

  #readFrames(bytes: Buffer, end: number): void {
    this.#delivered = 0;
    this.#reader.read(bytes, end);
    if (this.#delivered > 0) this.#onDelivered(this, this.#delivered);
  }

  #received(opcode: number, length: number, bytes: Buffer, at: number): void {
    if (opcode === opcodes.text) this.#delivered += this.#dialect.received(this, length, bytes, at);
    else if (opcode === opcodes.ping) this.write(pong);
    else if (opcode === opcodes.close) this.close();
  }

  #closed(): void {
    this.isOpen = false;
    this.#failed(new Error('the server closed the connection'));
  }
}
