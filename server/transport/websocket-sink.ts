import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { cutAbove } from './watermarks.ts';
import type { Sink } from './sink.ts';
import { pingFrame } from './websocket-frame.ts';

/**
 * Sends over a WebSocket. Frames are written directly to the TCP socket, so that one buffer serves
 * a whole room. Nothing else may write while the connection is open, and compression stays off.
 */
export class WebSocketSink implements Sink {
  readonly #socket: WebSocket;
  readonly #raw: Socket;

  constructor(socket: WebSocket, raw: Socket) {
    this.#socket = socket;
    this.#raw = raw;
  }

  write(bytes: Buffer): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#raw.writableLength > cutAbove) this.#socket.terminate();
    else this.#raw.write(bytes);
  }

  get unsentBytes(): number {
    return this.#raw.writableLength;
  }

  onceDrained(call: () => void): void {
    this.#raw.once('drain', call);
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#raw.write(pingFrame);
  }

  end(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  cut(): void {
    this.#socket.terminate();
  }
}
