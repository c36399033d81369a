import { Backoff } from './backoff.ts';
import { TransportUpgrade } from './transport-upgrade.ts';
import type { Clock } from '../clock.ts';
import { TransportFallback } from './transport-fallback.ts';
import type { Traffic } from '../transport/traffic.ts';
import {
  lost,
  silence,
  type Ending,
  type OpenTransport,
  type Transport,
  type TransportKind,
} from '../transport/transport.ts';

export type { Traffic };

type Event<Of> = Of extends Traffic ? Omit<Of, 'at' | 'by'> : never;

/** Milliseconds of silence before the other end has said how often it will be heard. */
const firstPatience = 10_000;
/** Milliseconds of silence for a line that is asked whether it is alive. */
const proofPatience = 5_000;
/** Milliseconds after which a connection has held: one that is welcomed and dropped has not. */
const hold = 10_000;
const done: Ending = { code: 1000, reason: '', wasClean: true };

/**
 * Stays connected: opens a transport, watches that it is alive, and opens the next one after
 * a while when it ends, by another way where one is blocked. It has the four handlers of a
 * `WebSocket`, called for each transport.
 */
export class Connection {
  /** Called again without `onclose` when a better way takes over from one that works. */
  onopen: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  /** `retryIn`: milliseconds until the next try, `Infinity` when it is asked for; undefined when there will be none. */
  onclose: (event: Ending, retryIn: number | undefined) => void = () => {};
  onerror: () => void = () => {};
  /** Whether the first frame of a better way may be taken in now; if not, the way is left. */
  mayTakeOver: (event: { data: string }) => boolean = () => true;
  /** Sees all that passes. */
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
  /** When the first frame of this transport came. */
  #heardAt: number | undefined;
  /** Milliseconds of silence after which the other end is taken for dead. */
  #patience = firstPatience;
  #cancelTimer = (): void => {};

  constructor(openTransport: OpenTransport, clock: Clock, fallback = new TransportFallback()) {
    this.#openTransport = openTransport;
    this.#clock = clock;
    this.#fallback = fallback;
    this.#by = fallback.kind;
    this.backoff = new Backoff(clock);
    this.#upgrade = new TransportUpgrade(() => this.#newTransport('websocket'), fallback, clock);
    this.#upgrade.onbegin = () => this.#tell({ is: 'upgrading' }, 'websocket');
    this.#upgrade.onlose = (ending) =>
      this.#tell({ is: 'upgrading', ending: plain(ending) }, 'websocket');
    this.#upgrade.accepts = (event) => this.mayTakeOver(event);
    this.#upgrade.onwin = (transport, event) => this.#takeOver(transport, event);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The way that is open, or tried, or to be tried next. */
  get by(): TransportKind {
    return this.#by;
  }

  open(): void {
    this.#wanted = true;
    if (this.#transport === undefined) this.#connect();
  }

  /** Ends the connection for good. */
  close(): void {
    this.#wanted = this.#staysCut = false;
    this.#cancelTimer();
    this.#transport?.close(1000);
    this.#end(done);
  }

  /** Lets go of the line until `proveAlive`: a page that is put away must hold none. */
  suspend(): void {
    if (!this.#wanted) return;
    this.close();
    this.#wanted = true;
  }

  /** Cuts the line as a fault would: the connection comes back by itself, or `stays` cut until `retryNow`. */
  cut(stays = false): void {
    this.#staysCut = stays;
    this.#transport?.close();
    this.#end(lost);
  }

  /** Tries again at once when it is waiting to. */
  retryNow(): void {
    if (this.#wanted && this.#transport === undefined) this.#connect();
  }

  /**
   * For the moments after which nothing is certain: waking, a network that is back. A connection
   * that waits tries at once; one that is open must be heard within five seconds, so ask it
   * something. Otherwise it is cut, and the next one tried at once.
   */
  proveAlive(): void {
    if (!this.#staysCut) this.retryNow();
    if (this.#heardAt === undefined) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(proofPatience, () => {
      this.#transport?.close();
      this.#end(lost, 0);
    });
  }

  send(text: string): void {
    if (!this.#isOpen) return;
    this.#tell({ is: 'sent', text });
    this.#transport?.send(text);
  }

  /** Ends the connection when nothing arrives for two heartbeats, given in seconds. */
  expectHeartbeat(seconds: number): void {
    if (!this.#isOpen) return;
    this.#patience = seconds * 2_000;
    this.#watch();
  }

  #connect(): void {
    this.#staysCut = false;
    this.#by = this.#fallback.kind;
    this.#tell({ is: 'connecting' });
    this.#listen(this.#newTransport(this.#by));
  }

  #newTransport(kind: TransportKind): Transport {
    return this.#openTransport(kind, (cost) => this.#tell({ is: 'cost', ...cost }, kind));
  }

  #listen(transport: Transport): void {
    this.#transport = transport;
    transport.onopen = () => this.#opened();
    transport.onmessage = (event) => this.#received(event);
    transport.onclose = (event) => this.#end(event);
    transport.onerror = () => this.#failed();
    this.#heardAt = undefined;
    this.#patience = firstPatience;
    this.#watch();
  }

  #opened(): void {
    this.#isOpen = true;
    this.#watch();
    this.#tell({ is: 'open' });
    this.onopen();
  }

  #received(event: { data: string }): void {
    if (this.#heardAt === undefined) this.#works();
    this.#watch();
    this.#tell({ is: 'received', text: event.data });
    this.onmessage(event);
  }

  #failed(): void {
    this.#tell({ is: 'error' });
    this.onerror();
  }

  #works(): void {
    this.#heardAt = this.#clock.monotonic();
    this.#fallback.worked(this.#by);
    this.#upgrade.start();
  }

  /** The old line is let go after whatever the first frame of the new one brings about. */
  #takeOver(transport: Transport, event: { data: string }): void {
    const before = this.#transport;
    if (before !== undefined) silence(before);
    this.#tell({ is: 'close', ending: done });
    this.#by = 'websocket';
    this.#listen(transport);
    this.#opened();
    this.#received(event);
    before?.close(1000);
  }

  #watch(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(this.#patience, () => this.cut());
  }

  #end(ending: Ending, retryIn?: number): void {
    if (this.#transport === undefined) return;
    silence(this.#transport);
    this.#transport = undefined;
    this.#cancelTimer();
    this.#upgrade.stop();
    this.#tell({ is: 'close', ending: plain(ending) });
    const delay = this.#wanted ? (retryIn ?? this.#nextTry(ending)) : undefined;
    this.#isOpen = false;
    this.#heardAt = undefined;
    if (delay !== undefined) this.#retryIn(delay);
    this.onclose(plain(ending), this.#staysCut ? Infinity : delay);
  }

  /**
   * Milliseconds until the next try: none when another way is to be tried. A server that asks to be
   * left alone for a while is not blocked.
   */
  #nextTry({ retryAfter }: Ending): number {
    if (retryAfter !== undefined) this.backoff.ask(retryAfter);
    else if (this.#heardAt === undefined) {
      return this.#fallback.failed(this.#isOpen) ? 0 : this.backoff.next();
    }
    if (this.#heardAt !== undefined && this.#clock.monotonic() - this.#heardAt >= hold) {
      this.backoff.reset();
    }
    return this.backoff.next();
  }

  #retryIn(delay: number): void {
    this.#by = this.#fallback.kind;
    this.#tell({ is: this.#staysCut ? 'held' : 'retry', delay });
    if (!this.#staysCut) this.#cancelTimer = this.#clock.after(delay, () => this.#connect());
  }

  #tell(event: Event<Traffic>, by = this.#by): void {
    this.ontraffic({ ...event, at: this.#clock.now(), by });
  }
}

/** A browser's `CloseEvent` as a plain value. */
function plain({ code, reason, wasClean }: Ending): Ending {
  return { code, reason, wasClean };
}
