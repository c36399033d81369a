import type { Connection, Traffic } from '../../client/connection/connection.ts';
import { Store } from '../../client/state/store.ts';
import type { Polled } from './polling-comparison.ts';
import type { Injected } from './failure-lab.ts';
import { FrameMarks, type Mark } from './frame-marks.ts';
import { throttled } from '../dom/throttle.ts';

const linesKept = 500;

/** A busy wire is drawn so seldom that it leaves the time to the messages, in milliseconds. */
const drawPace = { calm: 100, busy: 1_000 };

/** Lines since the last drawing that nobody can read as they pass. */
const busyFrom = 8;

export type Handler = 'onopen' | 'onmessage' | 'onclose' | 'onerror';
export type ReadyState = 'CONNECTING' | 'OPEN' | 'CLOSED';

/** What is remembered: what passed on the line, what the lab did to it, and what was asked beside it. */
export type Passed = Traffic | Injected | Polled;

/** Something that passed, with a number of its own. */
export interface WireLine {
  key: string;
  traffic: Passed;
  mark: Mark | undefined;
}

/** How often a handler of the connection was called, and with what the last time. */
export interface Calls {
  count: number;
  last?: Passed;
}

export interface WireState {
  readyState: ReadyState;
  calls: Readonly<Record<Handler, Calls>>;
  fired: Handler | undefined;
  lines: readonly WireLine[];
}

const never: Calls = { count: 0 };

/** Listens to all that passes on this tab's connection, and remembers the last of it. */
export class WireLog {
  /** Sees all that passes, and what it takes. */
  ontraffic: (traffic: Traffic) => void = () => {};
  readonly store = new Store<WireState>({
    readyState: 'CONNECTING',
    calls: { onopen: never, onmessage: never, onclose: never, onerror: never },
    fired: undefined,
    lines: [],
  });
  #state = this.store.get();
  #count = 0;
  #drawn = 0;
  readonly #marks = new FrameMarks();
  readonly #show = throttled(
    () => this.#pace(),
    () => this.store.set(this.#state),
  );

  constructor(connection: Connection) {
    connection.ontraffic = (traffic) => {
      this.ontraffic(traffic);
      if (traffic.is !== 'cost') this.note(traffic);
    };
  }

  /** Remembers one more thing, and shows it in time. */
  note(traffic: Passed): void {
    const line = { key: String(this.#count++), traffic, mark: this.#marks.of(traffic) };
    const { calls, lines, ...before } = this.#state;
    const fired = handlers[traffic.is];
    this.#state = {
      readyState: readyStates[traffic.is] ?? before.readyState,
      calls: fired
        ? { ...calls, [fired]: { count: calls[fired].count + 1, last: traffic } }
        : calls,
      fired: fired ?? before.fired,
      lines: [...lines.slice(1 - linesKept), line],
    };
    if (traffic.is === 'close') this.store.set(this.#state);
    else this.#show();
  }

  #pace(): number {
    const passed = this.#count - this.#drawn;
    this.#drawn = this.#count;
    return passed > busyFrom ? drawPace.busy : drawPace.calm;
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
