import { Backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { lost, type Ending, type OpenTransport, type Transport } from './transport.ts';

/** Something that happened on the wire, as the wire panel shows it. */
export type Traffic =
  | { is: 'connecting'; at: number }
  | { is: 'open'; at: number }
  | { is: 'received'; at: number; text: string }
  | { is: 'sent'; at: number; text: string }
  | { is: 'error'; at: number }
  | { is: 'close'; at: number; ending: Ending }
  | { is: 'retry'; at: number; delay: number };

/** Milliseconds of silence before the other end has said how often it will be heard. */
const firstPatience = 10_000;

/**
 * Stays connected: opens a transport, watches that it is alive, and opens the next one after
 * a while when it ends. It has the four handlers of a `WebSocket`, called for each transport.
 */
export class Connection {
  onopen: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  /** `retryIn`: milliseconds until the next try; undefined when there will be none. */
  onclose: (event: Ending, retryIn: number | undefined) => void = () => {};
  onerror: () => void = () => {};
  /** Sees all that passes. */
  ontraffic: (traffic: Traffic) => void = () => {};

  readonly backoff: Backoff;
  readonly #openTransport: OpenTransport;
  readonly #clock: Clock;
  #transport: Transport | undefined;
  #isOpen = false;
  #wanted = false;
  /** Milliseconds of silence after which the other end is taken for dead. */
  #patience = firstPatience;
  #cancelTimer = (): void => {};

  constructor(openTransport: OpenTransport, clock: Clock) {
    this.#openTransport = openTransport;
    this.#clock = clock;
    this.backoff = new Backoff(clock);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    this.#wanted = true;
    if (this.#transport === undefined) this.#connect();
  }

  /** Ends the connection for good. */
  close(): void {
    this.#wanted = false;
    this.#cancelTimer();
    this.#transport?.close(1000);
    this.#end({ code: 1000, reason: '', wasClean: true });
  }

  /** Cuts the line as a fault would: the connection comes back by itself. */
  cut(): void {
    this.#transport?.close();
    this.#end(lost);
  }

  /** Tries again at once when it is waiting to. */
  retryNow(): void {
    if (this.#wanted && this.#transport === undefined) this.#connect();
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    this.#tell({ is: 'sent', at: this.#clock.now(), text });
    this.#transport?.send(text);
  }

  /** Ends the connection when nothing arrives for two heartbeats, given in seconds. */
  expectHeartbeat(seconds: number): void {
    if (!this.#isOpen) return;
    this.#patience = seconds * 2_000;
    this.#watch();
  }

  #connect(): void {
    this.#patience = firstPatience;
    this.#tell({ is: 'connecting', at: this.#clock.now() });
    const transport = this.#openTransport();
    this.#transport = transport;
    transport.onopen = () => this.#opened();
    transport.onmessage = (event) => this.#received(event);
    transport.onclose = (event) => this.#end(event);
    transport.onerror = () => this.#failed();
    this.#watch();
  }

  #opened(): void {
    this.#isOpen = true;
    this.#watch();
    this.#tell({ is: 'open', at: this.#clock.now() });
    this.onopen();
  }

  #received(event: { data: string }): void {
    this.#watch();
    this.#tell({ is: 'received', at: this.#clock.now(), text: event.data });
    this.onmessage(event);
  }

  #failed(): void {
    this.#tell({ is: 'error', at: this.#clock.now() });
    this.onerror();
  }

  #watch(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(this.#patience, () => this.cut());
  }

  #end(ending: Ending): void {
    const transport = this.#transport;
    if (transport === undefined) return;
    transport.onopen = transport.onmessage = transport.onclose = transport.onerror = null;
    this.#transport = undefined;
    this.#isOpen = false;
    this.#cancelTimer();
    this.#tell({ is: 'close', at: this.#clock.now(), ending: plain(ending) });
    const delay = this.#wanted ? this.backoff.next() : undefined;
    if (delay !== undefined) this.#retryIn(delay);
    this.onclose(plain(ending), delay);
  }

  #retryIn(delay: number): void {
    this.#tell({ is: 'retry', at: this.#clock.now(), delay });
    this.#cancelTimer = this.#clock.after(delay, () => this.#connect());
  }

  #tell(traffic: Traffic): void {
    this.ontraffic(traffic);
  }
}

/** A browser's `CloseEvent` as a plain value. */
function plain({ code, reason, wasClean }: Ending): Ending {
  return { code, reason, wasClean };
}
