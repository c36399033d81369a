import type { ServerResponse } from 'node:http';
import type { Clock } from '../runtime/clock.ts';
import { cutAbove } from './watermarks.ts';
import type { Sink } from './sink.ts';

/** Milliseconds without a reader after which the connection is closed. */
const readerTimeout = 10_000;
/** Milliseconds within which the client must receive the rest of a finished body. */
const flushWithin = 30_000;

const pingEvent = Buffer.from('event: ping\ndata:\n\n');

interface Reader {
  readonly response: ServerResponse;
  readonly isPoll: boolean;
  /** The response of this poll is scheduled or sent. */
  isDue: boolean;
}

/**
 * Sends over HTTP as server-sent events to the current reader, and buffers while there is none.
 * A poll is a stream whose body ends after the first batch of events.
 */
export class SseSink implements Sink {
  readonly #clock: Clock;
  readonly #over: () => void;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #reader: Reader | undefined;
  #stopTimer: () => void;
  #drained: (() => void)[] = [];
  #isEnding = false;
  #isOver = false;

  /** `over` is called once, when the connection has ended for good. */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
    this.#stopTimer = this.#cutUnlessRead();
  }

  /**
   * Replaces the current reader by this response. With `wait` (a poll), the body ends after the first
   * batch of events, or empty after `wait` seconds. Without it the body is an endless stream.
   */
  read(response: ServerResponse, wait?: number): void {
    this.#replace();
    const reader = { response, isPoll: wait !== undefined, isDue: false };
    this.#reader = reader;
    if (this.#isOver || response.destroyed) return this.cut();
    response.once('close', () => this.#closed(reader));
    if (wait === undefined) return this.#stream(response);
    this.#stopTimer = this.#clock.after(wait * 1_000, () => this.#answerSoon(reader));
    if (this.#held.length > 0) this.#answerSoon(reader);
  }

  /** Whether it still accepts writes. */
  get isOpen(): boolean {
    return !this.#isOver && !this.#isEnding;
  }

  /** Whether there is a reader at this moment. */
  get isRead(): boolean {
    return this.#reader !== undefined;
  }

  write(bytes: Buffer): void {
    if (!this.isOpen) return;
    if (this.unsentBytes > cutAbove) this.cut();
    else this.#put(bytes);
  }

  get unsentBytes(): number {
    return this.#heldBytes + (this.#reader?.response.writableLength ?? 0);
  }

  onceDrained(call: () => void): void {
    this.#drained.push(call);
  }

  ping(): void {
    this.write(pingEvent);
  }

  /** Sends a `close` event to the current or the next reader. */
  end(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.#put(Buffer.from(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`));
    this.#isEnding = true;
    if (this.#reader?.isPoll === false) this.#finish(this.#reader.response);
  }

  /** The client has closed the connection. */
  close(): void {
    if (this.#reader?.isDue === false) this.#finish(this.#reader.response);
    this.#end();
  }

  cut(): void {
    this.#reader?.response.destroy();
    this.#end();
  }

  #replace(): void {
    this.#stopTimer();
    const before = this.#reader;
    this.#reader = undefined;
    if (before?.isDue === false) this.#finish(before.response);
  }

  #stream(response: ServerResponse): void {
    response.on('drain', () => this.#drain());
    response.flushHeaders();
    if (response.write(this.#takeHeld())) this.#drain();
    if (this.#isEnding) this.#finish(response);
  }

  #put(bytes: Buffer): void {
    const reader = this.#reader;
    if (reader?.isPoll === false) {
      reader.response.write(bytes);
      return;
    }
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (reader !== undefined) this.#answerSoon(reader);
  }

  /** Answers at the end of this turn of the event loop, with everything written until then. */
  #answerSoon(reader: Reader): void {
    if (reader.isDue) return;
    reader.isDue = true;
    this.#stopTimer();
    setImmediate(() => {
      const isCurrent = this.#reader === reader;
      this.#finish(reader.response, isCurrent ? this.#takeHeld() : undefined);
    });
  }

  #takeHeld(): Buffer {
    this.#heldBytes = 0;
    return Buffer.concat(this.#held.splice(0));
  }

  /** Ends a body. The socket is destroyed if the client does not receive it in time. */
  #finish(response: ServerResponse, body?: Buffer): void {
    if (response.destroyed) return;
    response.end(body);
    const cancel = this.#clock.after(flushWithin, () => response.destroy());
    response.once('close', cancel);
  }

  #closed({ response }: Reader): void {
    if (this.#reader?.response !== response) return;
    this.#reader = undefined;
    if (this.#isEnding || !response.writableFinished) return this.#end();
    this.#stopTimer = this.#cutUnlessRead();
    this.#drain();
  }

  #drain(): void {
    for (const call of this.#drained.splice(0)) call();
  }

  #cutUnlessRead(): () => void {
    return this.#clock.after(readerTimeout, () => this.cut());
  }

  /** Calls `over` in a microtask: the caller may be in the middle of using the connection. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#takeHeld();
    this.#reader = undefined;
    this.#stopTimer();
    queueMicrotask(this.#over);
  }
}
