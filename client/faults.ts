import type { Clock } from './clock.ts';
import type { Ending, Transport } from './transport.ts';

export type Fault = 'lost' | 'delayed' | 'repeated';
export type Direction = 'sent' | 'received';

/** Told of a frame that something was done to. */
export type Injected = (fault: Fault, direction: Direction, text: string) => void;

/** Milliseconds by which a frame is delayed; what comes after it overtakes it. */
const delay = 3_000;

/** The failure lab: does to the next frame what a bad network would, when somebody asks for it. */
export class Faults {
  readonly #clock: Clock;
  readonly #asked = new Map<Direction, Fault>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next frame in this direction is lost, delayed or repeated. */
  inject(fault: Fault, direction: Direction): void {
    this.#asked.set(direction, fault);
  }

  /** The same transport, with the faults that will be asked for; each is told when it happens. */
  through(transport: Transport, injected: Injected): Transport {
    return new FaultyTransport(transport, (direction, text, pass) => {
      const fault = this.#asked.get(direction);
      if (fault === undefined) return pass();
      this.#asked.delete(direction);
      injected(fault, direction, text);
      if (fault === 'delayed') this.#clock.after(delay, pass);
      if (fault === 'repeated') for (let times = 0; times < 2; times++) pass();
    });
  }
}

type Pass = (direction: Direction, text: string, pass: () => void) => void;

class FaultyTransport implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #inner: Transport;
  readonly #pass: Pass;
  #isBegun = false;
  #isOver = false;

  constructor(inner: Transport, pass: Pass) {
    this.#inner = inner;
    this.#pass = pass;
    inner.onopen = () => this.onopen?.();
    inner.onmessage = ({ data }) => this.#arrived(data);
    inner.onclose = (event) => this.#closed(event);
    inner.onerror = () => this.onerror?.();
  }

  send(text: string): void {
    this.#pass('sent', text, () => {
      if (!this.#isOver) this.#inner.send(text);
    });
  }

  close(code?: number, reason?: string): void {
    this.#isOver = true;
    this.#inner.close(code, reason);
  }

  /** The welcome is left alone: it is no frame of a line but its beginning. */
  #arrived(data: string): void {
    const hear = (): void => this.#received(data);
    if (this.#isBegun) return this.#pass('received', data, hear);
    this.#isBegun = true;
    hear();
  }

  #received(data: string): void {
    if (!this.#isOver) this.onmessage?.({ data });
  }

  #closed(event: Ending): void {
    this.#isOver = true;
    this.onclose?.(event);
  }
}
