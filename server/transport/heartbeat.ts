import type { Clock } from '../runtime/clock.ts';
import type { Sink } from './sink.ts';

/** Seconds between two heartbeats of a connection. */
export const heartbeatSeconds = 25;

/** Number of missed heartbeats after which a connection is considered dead. */
const mostMissed = 1;

export interface Beating {
  readonly sink: Sink;
  /** Heartbeats since the last sign of life. */
  missed: number;
  /** Sends the application-level heartbeat, if the codec of the connection has one. */
  beat(): void;
  /** Announces the shutdown, asks to reconnect after `retryAfter` seconds, and closes. */
  dismiss(retryAfter: number): void;
}

/** A timer wheel for all connections: one slot per second, so that pings never come in a burst. */
export class Heartbeat {
  readonly #slots = Array.from({ length: heartbeatSeconds }, () => new Set<Beating>());
  readonly #slotOf = new Map<Beating, Set<Beating>>();
  #next = 0;

  constructor(clock: Clock) {
    clock.every(1_000, () => this.#turn());
  }

  /** The first heartbeat comes after one full turn of the wheel. */
  add(beating: Beating): void {
    const slot = this.#slots[(this.#next + heartbeatSeconds - 1) % heartbeatSeconds]!;
    slot.add(beating);
    this.#slotOf.set(beating, slot);
  }

  delete(beating: Beating): void {
    this.#slotOf.get(beating)?.delete(beating);
    this.#slotOf.delete(beating);
  }

  /** Every connection of this server. */
  get all(): Beating[] {
    return [...this.#slotOf.keys()];
  }

  /** Unsent bytes of all connections together. */
  get waiting(): number {
    return this.all.reduce((sum, { sink }) => sum + sink.waiting, 0);
  }

  #turn(): void {
    const slot = this.#slots[this.#next]!;
    this.#next = (this.#next + 1) % heartbeatSeconds;
    for (const beating of slot) heartbeat(beating);
  }
}

function heartbeat(beating: Beating): void {
  if (beating.missed >= mostMissed) {
    beating.sink.cut();
    return;
  }
  beating.missed += 1;
  beating.sink.ping();
  beating.beat();
}
