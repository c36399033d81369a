import type { Connection, Traffic } from '../../client/connection/connection.ts';
import { Store } from '../../client/state/store.ts';
import { FrameMarks, type Mark } from './frame-marks.ts';
import type { LogEntry } from './log-entry.ts';
import { throttled } from '../dom/throttle.ts';

/** Maximum number of lines. */
const maxLines = 500;

/** Milliseconds between updates. A busy log updates less often, to leave time for the messages. */
const updateInterval = { calm: 100, busy: 1_000 };

/** From this number of lines per update on the log is busy: nobody can read that fast. */
const busyFrom = 8;

export type Handler = 'onopen' | 'onmessage' | 'onclose' | 'onerror';
export type ReadyState = 'CONNECTING' | 'OPEN' | 'CLOSED';

/** A log entry with a unique key. */
export interface WireLine {
  key: string;
  traffic: LogEntry;
  mark: Mark | undefined;
}

/** How often a handler was called, and its last event. */
export interface Calls {
  count: number;
  last?: LogEntry;
}

export interface WireState {
  readyState: ReadyState;
  calls: Readonly<Record<Handler, Calls>>;
  fired: Handler | undefined;
  lines: readonly WireLine[];
}

const never: Calls = { count: 0 };

/** Records the latest traffic of the connection of this tab. */
export class WireLog {
  /** Called with all traffic, costs included. */
  ontraffic: (traffic: Traffic) => void = () => {};
  readonly store = new Store<WireState>({
    readyState: 'CONNECTING',
    calls: { onopen: never, onmessage: never, onclose: never, onerror: never },
    fired: undefined,
    lines: [],
  });
  #state = this.store.get();
  #count = 0;
  #updatedAt = 0;
  readonly #marks = new FrameMarks();
  readonly #update = throttled(
    () => this.#interval(),
    () => this.store.set(this.#state),
  );

  constructor(connection: Connection) {
    connection.ontraffic = (traffic) => {
      this.ontraffic(traffic);
      if (traffic.is !== 'cost') this.record(traffic);
    };
  }

  /** Adds an entry; the store updates with a delay, at once for a close. */
  record(traffic: LogEntry): void {
    const line = { key: String(this.#count++), traffic, mark: this.#marks.of(traffic) };
    const { calls, lines, ...before } = this.#state;
    const fired = handlers[traffic.is];
    this.#state = {
      readyState: readyStates[traffic.is] ?? before.readyState,
      calls: fired
        ? { ...calls, [fired]: { count: calls[fired].count + 1, last: traffic } }
        : calls,
      fired: fired ?? before.fired,
      lines: [...lines.slice(1 - maxLines), line],
    };
    if (traffic.is === 'close') this.store.set(this.#state);
    else this.#update();
  }

  #interval(): number {
    const added = this.#count - this.#updatedAt;
    this.#updatedAt = this.#count;
    return added > busyFrom ? updateInterval.busy : updateInterval.calm;
  }
}

const handlers: Partial<Record<WireLine['traffic']['is'], Handler>> = {
  open: 'onopen',
  received: 'onmessage',
  close: 'onclose',
  error: 'onerror',
};

const readyStates: Partial<Record<WireLine['traffic']['is'], ReadyState>> = {
  connecting: 'CONNECTING',
  open: 'OPEN',
  close: 'CLOSED',
};
