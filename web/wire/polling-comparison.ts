import type { Chat } from '../../client/chat.ts';
import type { Clock } from '../../client/runtime/clock.ts';
import type { Cost } from '../../client/transport/http.ts';
import { changesIn, costOfChanges } from '../../client/traffic-cost.ts';
import { currentRoom, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import type { Traffic } from '../../client/transport/traffic.ts';
import type { TransportKind } from '../../client/transport/transport.ts';
import type { RoomChanges } from '../../protocol/frames.ts';
import { Race, type Source } from './race.ts';

/** Milliseconds between two polls. */
const interval = 1_000;
/** Number of delays kept for the median. */
const maxDelays = 1_000;

/** The cost of getting the changes of a room from one source. */
export interface Figures extends Cost {
  /** Number of changes of the room. */
  changes: number;
  /** Delay of each change in milliseconds. */
  delays: readonly number[];
}

/** The figures of one room over the same time: live by transport, and by polling every second. */
export interface Compared {
  /** Milliseconds since 1970. */
  since: number;
  room: string;
  live: Partial<Record<TransportKind, Figures>>;
  polled: Figures;
}

/** One poll over HTTP, and its answer. */
export interface Polled {
  is: 'polled';
  at: number;
  by: 'poll';
  path: string;
  /** The answer, and the bytes of request and answer; undefined when the poll failed. */
  text?: string;
  bytes?: number;
}

interface Parts {
  store: Store<State>;
  api: Pick<Chat['api'], 'changes'>;
  clock: Clock;
  record: (polled: Polled) => void;
}

/**
 * Polls the room over HTTP every second, beside the live connection, to compare the two. Both count
 * from the same time, and start again when another room is opened.
 */
export class PollingComparison {
  readonly isOn = new Store(false);
  readonly compared = new Store<Compared | undefined>(undefined);
  readonly #parts: Parts;
  #race = new Race(0);
  #cancel = (): void => {};

  constructor(parts: Parts) {
    this.#parts = parts;
    this.isOn.watch(
      (isOn) => isOn,
      () => this.#restart(),
    );
    parts.store.watch(
      (state) => currentRoom(state)?.id,
      () => this.#restart(),
    );
  }

  /** Call with all traffic of the connection. */
  observe(traffic: Traffic): void {
    const compared = this.compared.get();
    if (compared === undefined) return;
    const changes = changesIn(traffic, compared.room);
    const cost = costOfChanges(traffic, compared.room);
    if (changes === undefined && cost === undefined) return;
    const before = compared.live[traffic.by] ?? noFigures;
    // A frame that leaves a gap does not count yet: the client requests the gap.
    const isNew = changes?.reset || (changes && changes.from <= this.#race.revOf('live'));
    const figures = this.#add(before, 'live', cost ?? nothing, isNew ? changes?.rev : undefined);
    this.compared.set({ ...compared, live: { ...compared.live, [traffic.by]: figures } });
  }

  #restart(): void {
    this.#cancel();
    const room = currentRoom(this.#parts.store.get());
    const race = new Race(room?.rev ?? 0);
    this.#race = race;
    if (!this.isOn.get() || room === undefined) return this.compared.set(undefined);
    const since = this.#parts.clock.now();
    this.compared.set({ since, room: room.id, live: {}, polled: noFigures });
    this.#cancel = this.#parts.clock.after(interval, () => void this.#poll(race, room.id));
  }

  async #poll(race: Race, room: string): Promise<void> {
    const { api, clock, record } = this.#parts;
    const [start, after] = [clock.monotonic(), race.revOf('polled')];
    // A failed poll is repeated in a second.
    const answer = await api.changes(room, after).catch(() => undefined);
    if (race !== this.#race) return;
    const path = `/api/rooms/${encodeURIComponent(room)}/changes?after=${after}`;
    const answered = answer && this.#received(answer.changes, answer.cost);
    record({ is: 'polled', at: clock.now(), by: 'poll', path, ...answered });
    const rest = Math.max(0, start + interval - clock.monotonic());
    this.#cancel = clock.after(rest, () => void this.#poll(race, room));
  }

  #received(changes: RoomChanges, cost: Cost): Pick<Polled, 'text' | 'bytes'> {
    const compared = this.compared.get();
    if (compared !== undefined) {
      const polled = this.#add(compared.polled, 'polled', cost, changes.rev);
      this.compared.set({ ...compared, polled });
    }
    return { text: JSON.stringify(changes), bytes: cost.up + cost.down };
  }

  /** The delay of a change is the latency of the connection, plus how much later this source had it. */
  #add(before: Figures, source: Source, cost: Cost, rev = 0): Figures {
    const { store, clock } = this.#parts;
    const late = this.#race.arrived(source, rev, clock.monotonic());
    const { latency } = store.get();
    const delays = latency === undefined ? [] : late.map((each) => each + latency);
    return {
      requests: before.requests + cost.requests,
      up: before.up + cost.up,
      down: before.down + cost.down,
      changes: this.#race.changes(source),
      delays: [...before.delays, ...delays].slice(-maxDelays),
    };
  }
}

const nothing: Cost = { requests: 0, up: 0, down: 0 };
const noFigures: Figures = { ...nothing, changes: 0, delays: [] };
