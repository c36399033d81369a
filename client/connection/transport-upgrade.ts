import type { Clock } from '../clock.ts';
import type { TransportFallback } from './transport-fallback.ts';
import { lost, silence, type Ending, type Transport } from '../transport/transport.ts';

/** Milliseconds until the first frame must have come. */
const patience = 10_000;

/**
 * Tries a better way again and again beside the one that is open, and hands it over once its
 * first frame has come: nobody is ever without a line for it.
 */
export class TransportUpgrade {
  onbegin: () => void = () => {};
  /** Whether a first frame is good enough to take over with. */
  accepts: (event: { data: string }) => boolean = () => true;
  onlose: (ending: Ending) => void = () => {};
  /** The handlers of the transport are the winner's to set. */
  onwin: (transport: Transport, event: { data: string }) => void = () => {};
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

  /** Waits for the moment to try, if there is a better way at all. */
  start(): void {
    const delay = this.#fallback.lookUpIn();
    if (delay !== undefined) this.#cancelTimer = this.#clock.after(delay, () => this.#try());
  }

  stop(): void {
    this.#cancelTimer();
    this.#release()?.close(1000);
  }

  #try(): void {
    this.onbegin();
    const transport = this.#open();
    this.#transport = transport;
    transport.onmessage = (event) => this.#heard(transport, event);
    transport.onclose = (ending) => this.#lose(ending);
    this.#cancelTimer = this.#clock.after(patience, () => {
      transport.close();
      this.#lose(lost);
    });
  }

  #heard(transport: Transport, event: { data: string }): void {
    if (!this.accepts(event)) {
      transport.close(1000);
      return this.#lose({ code: 1000, reason: '', wasClean: true });
    }
    this.#cancelTimer();
    this.#release();
    this.onwin(transport, event);
  }

  #lose(ending: Ending): void {
    this.#cancelTimer();
    this.#release();
    this.onlose(ending);
    this.start();
  }

  #release(): Transport | undefined {
    const transport = this.#transport;
    if (transport !== undefined) silence(transport);
    this.#transport = undefined;
    return transport;
  }
}
