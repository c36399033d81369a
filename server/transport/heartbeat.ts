import type { Clock } from '../runtime/clock.ts';
import type { Sink } from './sink.ts';

/** Seconds between two heartbeats of a connection. */
export const heartbeatSeconds = 25;

/** Whoever shows no life from one beat to the next is taken for dead. */
const patience = 1;

export interface Beating {
  readonly sink: Sink;
  /** Beats since the last sign of life. */
  missed: number;
  /** Says what a heartbeat says in the codec of the connection. */
  beat(): void;
  /** Says that the server goes away, and in how many seconds to come back, and closes. */
  dismiss(retryAfter: number): void;
}

/** One wheel for all connections: each second a slot of them beats, so that no burst ever does. */
export class Heartbeat {
  readonly #slots = Array.from({ length: heartbeatSeconds }, () => new Set<Beating>());
  readonly #slotOf = new Map<Beating, Set<Beating>>();
  #next = 0;

  constructor(clock: Clock) {
    clock.every(1_000, () => this.#turn());
  }

  /** Its first beat comes after one whole turn of the wheel. */
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

  /** Bytes that all of them together have not taken yet. */
  get waiting(): number {
    return this.all.reduce((sum, { sink }) => sum + sink.waiting, 0);
  }

  #turn(): void {
    const slot = this.#slots[this.#next]!;
    this.#next = (this.#next + 1) % heartbeatSeconds;
    for (const beating of slot) pulse(beating);
  }
}

function pulse(beating: Beating): void {
  if (beating.missed >= patience) {
    beating.sink.cut();
    return;
  }
  beating.missed += 1;
  beating.sink.ping();
  beating.beat();
}
