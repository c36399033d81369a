import type { Connection, Traffic } from '../client/connection.ts';
import { Store } from '../client/store.ts';
import { lastMinute, nothingTallied, tallied, type Figures } from '../client/tally.ts';
import type { Way } from '../client/transport.ts';
import type { Injected } from './lab.ts';
import { Marks, type Mark } from './marks.ts';
import { paced } from './pace.ts';

const linesKept = 200;

/** A busy wire is drawn so seldom that it leaves the time to the messages, in milliseconds. */
const drawPace = { calm: 100, busy: 1_000 };

/** Lines since the last drawing that nobody can read as they pass. */
const busyFrom = 8;

export type Handler = 'onopen' | 'onmessage' | 'onclose' | 'onerror';
export type ReadyState = 'CONNECTING' | 'OPEN' | 'CLOSED';

/** Something that passed, with a number of its own. */
export interface WireLine {
  key: string;
  traffic: Traffic | Injected;
  mark: Mark | undefined;
}

export interface WireState {
  readyState: ReadyState;
  /** How often each handler of the connection was called. */
  calls: Readonly<Record<Handler, number>>;
  lastCode: number | undefined;
  fired: Handler | undefined;
  lines: readonly WireLine[];
}

/** Listens to all that passes on this tab's connection, and remembers the last of it. */
export class Wire {
  readonly store = new Store<WireState>({
    readyState: 'CONNECTING',
    calls: { onopen: 0, onmessage: 0, onclose: 0, onerror: 0 },
    lastCode: undefined,
    fired: undefined,
    lines: [],
  });
  #state = this.store.get();
  #count = 0;
  #drawn = 0;
  #tally = nothingTallied;
  readonly #marks = new Marks();
  readonly #show = paced(
    () => this.#pace(),
    () => this.store.set(this.#state),
  );

  constructor(connection: Connection) {
    connection.ontraffic = (traffic) => {
      this.#tally = tallied(this.#tally, traffic);
      if (traffic.is !== 'cost') this.note(traffic);
    };
  }

  /** What each way took in the minute before a time in milliseconds. */
  lastMinute(now: number): Record<Way, Figures> {
    return lastMinute(this.#tally, now);
  }

  /** Remembers one more thing, and shows it in time. */
  note(traffic: Traffic | Injected): void {
    const line = { key: String(this.#count++), traffic, mark: this.#marks.of(traffic) };
    const { calls, lines, ...before } = this.#state;
    const fired = handlers[traffic.is];
    this.#state = {
      readyState: readyStates[traffic.is] ?? before.readyState,
      calls: fired === undefined ? calls : { ...calls, [fired]: calls[fired] + 1 },
      lastCode: traffic.is === 'close' ? traffic.ending.code : before.lastCode,
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
