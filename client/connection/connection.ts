import { Backoff } from './backoff.ts';
import { TransportUpgrade } from './transport-upgrade.ts';
import type { Clock } from '../runtime/clock.ts';
import { TransportFallback } from './transport-fallback.ts';
import type { Traffic } from '../transport/traffic.ts';
import {
  lost,
  detach,
  type Ending,
  type OpenTransport,
  type Transport,
  type TransportKind,
} from '../transport/transport.ts';

export type { Traffic };

type Event<Of> = Of extends Traffic ? Omit<Of, 'at' | 'by'> : never;

/** Milliseconds of detach allowed until the heartbeat interval is known. */
const firstTimeout = 10_000;
/** Milliseconds of detach allowed after `proveAlive`. */
const proofTimeout = 5_000;
/** Milliseconds after which a connection counts as stable. */
const stableAfter = 10_000;
const done: Ending = { code: 1000, reason: '', wasClean: true };

/**
 * Stays connected: opens a transport, checks that it is alive, and reconnects after a delay when it
 * ends, with another transport where one is blocked. Has the four handlers of a `WebSocket`, called
 * for each transport.
 */
export class Connection {
  /** Called again without `onclose` when a better transport takes over. */
  onopen: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  /** `retryIn`: milliseconds, `Infinity` until `retryNow`; undefined if there is no next try. */
  onclose: (event: Ending, retryIn: number | undefined) => void = () => {};
  onerror: () => void = () => {};
  /** Whether a better transport may take over with this first frame; if not, it is closed. */
  mayTakeOver: (event: { data: string }) => boolean = () => true;
  /** Receives everything that passes, for the wire panel. */
  ontraffic: (traffic: Traffic) => void = () => {};

  readonly backoff: Backoff;
  readonly #openTransport: OpenTransport;
  readonly #clock: Clock;
  readonly #fallback: TransportFallback;
  readonly #upgrade: TransportUpgrade;
  #transport: Transport | undefined;
  #by: TransportKind;
  #isOpen = false;
  #wanted = false;
  #staysCut = false;
  /** When the first frame of this transport arrived. */
  #liveSince: number | undefined;
  /** Milliseconds of detach after which the connection counts as dead. */
  #timeout = firstTimeout;
  #cancelTimer = (): void => {};

  constructor(openTransport: OpenTransport, clock: Clock, fallback = new TransportFallback()) {
    this.#openTransport = openTransport;
    this.#clock = clock;
    this.#fallback = fallback;
    this.#by = fallback.kind;
    this.backoff = new Backoff(clock);
    this.#upgrade = new TransportUpgrade(() => this.#newTransport('websocket'), fallback, clock);
    this.#upgrade.onattempt = () => this.#report({ is: 'upgrading' }, 'websocket');
    this.#upgrade.onfail = (ending) =>
      this.#report({ is: 'upgrading', ending: plain(ending) }, 'websocket');
    this.#upgrade.accepts = (event) => this.mayTakeOver(event);
    this.#upgrade.onsuccess = (transport, event) => this.#takeOver(transport, event);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The transport that is open or being tried, or is next. */
  get by(): TransportKind {
    return this.#by;
  }

  open(): void {
    this.#wanted = true;
    if (this.#transport === undefined) this.#connect();
  }

  /** Closes the connection for good. */
  close(): void {
    this.#wanted = this.#staysCut = false;
    this.#cancelTimer();
    this.#transport?.close(1000);
    this.#end(done);
  }

  /** Closes the connection until `proveAlive`: a hidden page must not stableAfter one. */
  suspend(): void {
    if (!this.#wanted) return;
    this.close();
    this.#wanted = true;
  }

  /** Cuts the connection as a fault would; it reconnects by itself or, if `stays`, on demand. */
  cut(stays = false): void {
    this.#staysCut = stays;
    this.#transport?.close();
    this.#end(lost);
  }

  /** Reconnects at once if it is waiting. */
  retryNow(): void {
    if (this.#wanted && this.#transport === undefined) this.#connect();
  }

  /**
   * For moments of doubt: waking, or a network that is back. A waiting connection reconnects at
   * once; an open one must receive something within five seconds, so send a command that is
   * answered. Otherwise it is cut and reopened at once.
   */
  proveAlive(): void {
    if (!this.#staysCut) this.retryNow();
    if (this.#liveSince === undefined) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(proofTimeout, () => {
      this.#transport?.close();
      this.#end(lost, 0);
    });
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    this.#report({ is: 'sent', text });
    this.#transport?.send(text);
  }

  /** Sets the heartbeat interval in seconds: after two of detach the connection is cut. */
  expectHeartbeat(seconds: number): void {
    if (!this.#isOpen) return;
    this.#timeout = seconds * 2_000;
    this.#restartTimer();
  }

  #connect(): void {
    this.#staysCut = false;
    this.#by = this.#fallback.kind;
    this.#report({ is: 'connecting' });
    this.#use(this.#newTransport(this.#by));
  }

  #newTransport(kind: TransportKind): Transport {
    return this.#openTransport(kind, (cost) => this.#report({ is: 'cost', ...cost }, kind));
  }

  #use(transport: Transport): void {
    this.#transport = transport;
    transport.onopen = () => this.#opened();
    transport.onmessage = (event) => this.#received(event);
    transport.onclose = (event) => this.#end(event);
    transport.onerror = () => this.#failed();
    this.#liveSince = undefined;
    this.#timeout = firstTimeout;
    this.#restartTimer();
  }

  #opened(): void {
    this.#isOpen = true;
    this.#restartTimer();
    this.#report({ is: 'open' });
    this.onopen();
  }

  #received(event: { data: string }): void {
    if (this.#liveSince === undefined) this.#markWorking();
    this.#restartTimer();
    this.#report({ is: 'received', text: event.data });
    this.onmessage(event);
  }

  #failed(): void {
    this.#report({ is: 'error' });
    this.onerror();
  }

  #markWorking(): void {
    this.#liveSince = this.#clock.monotonic();
    this.#fallback.worked(this.#by);
    this.#upgrade.start();
  }

  /** Closes the old transport last, after the first frame of the new one is handled. */
  #takeOver(transport: Transport, event: { data: string }): void {
    const before = this.#transport;
    if (before !== undefined) detach(before);
    this.#report({ is: 'close', ending: done });
    this.#by = 'websocket';
    this.#use(transport);
    this.#opened();
    this.#received(event);
    before?.close(1000);
  }

  #restartTimer(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(this.#timeout, () => this.cut());
  }

  #end(ending: Ending, retryIn?: number): void {
    if (this.#transport === undefined) return;
    detach(this.#transport);
    this.#transport = undefined;
    this.#cancelTimer();
    this.#upgrade.stop();
    this.#report({ is: 'close', ending: plain(ending) });
    const delay = this.#wanted ? (retryIn ?? this.#nextTry(ending)) : undefined;
    this.#isOpen = false;
    this.#liveSince = undefined;
    if (delay !== undefined) this.#retryIn(delay);
    this.onclose(plain(ending), this.#staysCut ? Infinity : delay);
  }

  /** Milliseconds until the next try; 0 for another transport, unless the server asks to wait. */
  #nextTry({ retryAfter }: Ending): number {
    if (retryAfter !== undefined) this.backoff.addDelay(retryAfter);
    else if (this.#liveSince === undefined) {
      return this.#fallback.failed(this.#isOpen) ? 0 : this.backoff.next();
    }
    if (this.#liveSince !== undefined && this.#clock.monotonic() - this.#liveSince >= stableAfter) {
      this.backoff.reset();
    }
    return this.backoff.next();
  }

  #retryIn(delay: number): void {
    this.#by = this.#fallback.kind;
    this.#report({ is: this.#staysCut ? 'held' : 'retry', delay });
    if (!this.#staysCut) this.#cancelTimer = this.#clock.after(delay, () => this.#connect());
  }

  #report(event: Event<Traffic>, by = this.#by): void {
    this.ontraffic({ ...event, at: this.#clock.now(), by });
  }
}

/** A browser's `CloseEvent` as a plain object. */
function plain({ code, reason, wasClean }: Ending): Ending {
  return { code, reason, wasClean };
}
