import type { Clock } from '../runtime/clock.ts';
import type { Sink } from './sink.ts';

/** Seconds between two heartbeats of a connection. */
export const heartbeatSeconds = 25;

/** Number of missed heartbeats after which a connection is considered dead. */
const mostMissed = 1;

export interface HeartbeatConnection {
  readonly sink: Sink;
  /** Heartbeats since the last sign of life. */
  missed: number;
  /** Sends the application-level heartbeat, if the codec of the connection has one. */
  sendHeartbeat(): void;
  /** Announces the shutdown, asks to reconnect after `retryAfter` seconds, and closes. */
  announceShutdown(retryAfter: number): void;
}

/** A timer wheel for all connections: one slot per second, so that pings never come in a burst. */
export class Heartbeat {
  readonly #slots = Array.from({ length: heartbeatSeconds }, () => new Set<HeartbeatConnection>());
  readonly #slotOf = new Map<HeartbeatConnection, Set<HeartbeatConnection>>();
  #next = 0;

  constructor(clock: Clock) {
    clock.every(1_000, () => this.#turn());
  }

  /** The first heartbeat comes after one full turn of the wheel. */
  add(connection: HeartbeatConnection): void {
    const slot = this.#slots[(this.#next + heartbeatSeconds - 1) % heartbeatSeconds]!;
    slot.add(connection);
    this.#slotOf.set(connection, slot);
  }

  delete(connection: HeartbeatConnection): void {
    this.#slotOf.get(connection)?.delete(connection);
    this.#slotOf.delete(connection);
  }

  /** Every connection of this server. */
  get all(): HeartbeatConnection[] {
    return [...this.#slotOf.keys()];
  }

  /** Unsent bytes of all connections together. */
  get unsentBytes(): number {
    return this.all.reduce((sum, { sink }) => sum + sink.unsentBytes, 0);
  }

  #turn(): void {
    const slot = this.#slots[this.#next]!;
    this.#next = (this.#next + 1) % heartbeatSeconds;
    for (const connection of slot) heartbeat(connection);
  }
}

function heartbeat(connection: HeartbeatConnection): void {
  if (connection.missed >= mostMissed) {
    connection.sink.cut();
    return;
  }
  connection.missed += 1;
  connection.sink.ping();
  connection.sendHeartbeat();
}
