import type { Clock } from '../runtime/clock.ts';
import type { TransportFallback } from './transport-fallback.ts';
import { lost, detach, type Ending, type Transport } from '../transport/transport.ts';

/** Milliseconds until the first frame must have arrived. */
const timeout = 10_000;

/**
 * Tries a better transport repeatedly while the current one stays open, and hands it over after its
 * first frame, so that the client is never disconnected.
 */
export class TransportUpgrade {
  onattempt: () => void = () => {};
  /** Whether to take over with this first frame. */
  accepts: (event: { data: string }) => boolean = () => true;
  onfail: (ending: Ending) => void = () => {};
  /** The receiver must set the handlers of the transport. */
  onsuccess: (transport: Transport, event: { data: string }) => void = () => {};
  readonly #open: () => Transport;
  readonly #fallback: TransportFallback;
  readonly #clock: Clock;
  #transport: Transport | undefined;
  #cancelTimer = (): void => {};

  constructor(open: () => Transport, fallback: TransportFallback, clock: Clock) {
    this.#open = open;
    this.#fallback = fallback;
    this.#clock = clock;
  }

  /** Schedules the next attempt, if there is a better transport. */
  start(): void {
    const delay = this.#fallback.upgradeDelay();
    if (delay !== undefined) this.#cancelTimer = this.#clock.after(delay, () => this.#try());
  }

  stop(): void {
    this.#cancelTimer();
    this.#release()?.close(1000);
  }

  #try(): void {
    this.onattempt();
    const transport = this.#open();
    this.#transport = transport;
    transport.onmessage = (event) => this.#received(transport, event);
    transport.onclose = (ending) => this.#fail(ending);
    this.#cancelTimer = this.#clock.after(timeout, () => {
      transport.close();
      this.#fail(lost);
    });
  }

  #received(transport: Transport, event: { data: string }): void {
    if (!this.accepts(event)) {
      transport.close(1000);
      return this.#fail({ code: 1000, reason: '', wasClean: true });
    }
    this.#cancelTimer();
    this.#release();
    this.onsuccess(transport, event);
  }

  #fail(ending: Ending): void {
    this.#cancelTimer();
    this.#release();
    this.onfail(ending);
    this.start();
  }

  #release(): Transport | undefined {
    const transport = this.#transport;
    if (transport !== undefined) detach(transport);
    this.#transport = undefined;
    return transport;
  }
}
