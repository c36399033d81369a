import type { Chat } from '../../client/chat.ts';
import type { Clock } from '../../client/clock.ts';
import type { Cost } from '../../client/transport/http.ts';
import { changesIn, costOfChanges } from '../../client/traffic-cost.ts';
import { currentRoom, type State } from '../../client/state/state.ts';
import { Store } from '../../client/state/store.ts';
import type { Traffic } from '../../client/transport/traffic.ts';
import type { TransportKind } from '../../client/transport/transport.ts';
import type { RoomChanges } from '../../protocol/frames.ts';
import { Race, type Runner } from './race.ts';

/** Milliseconds from one question to the next. */
const pace = 1_000;
/** Delays of which the middle one is told. */
const remembered = 1_000;

/** What a way took to bring the news of the room. */
export interface Figures extends Cost {
  /** Changes of the room. */
  brought: number;
  /** Milliseconds that each of them was on its way. */
  delays: readonly number[];
}

/** The same room over the same time, by the ways of the line and by asking every second. */
export interface Compared {
  /** Milliseconds since 1970. */
  since: number;
  room: string;
  line: Partial<Record<TransportKind, Figures>>;
  asked: Figures;
}

/** One question over HTTP, and its answer. */
export interface Polled {
  is: 'polled';
  at: number;
  by: 'poll';
  path: string;
  /** The answer, and what both took; neither where none came. */
  text?: string;
  bytes?: number;
}

interface Parts {
  store: Store<State>;
  api: Pick<Chat['api'], 'changes'>;
  clock: Clock;
  note: (polled: Polled) => void;
}

/**
 * Asks over plain HTTP every second whether there is something new in the room, beside the line
 * that tells it anyway: the lesson's first try, for comparison. Both count from the same moment,
 * and begin again where another room is looked at.
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
      () => this.#begin(),
    );
    parts.store.watch(
      (state) => currentRoom(state)?.name,
      () => this.#begin(),
    );
  }

  /** Sees all that passes on the line. */
  hear(traffic: Traffic): void {
    const compared = this.compared.get();
    if (compared === undefined) return;
    const changes = changesIn(traffic, compared.room);
    const cost = costOfChanges(traffic, compared.room);
    if (changes === undefined && cost === undefined) return;
    const before = compared.line[traffic.by] ?? noFigures;
    // What leaves a hole before it is no news yet: the hole is asked for.
    const isNews = changes?.reset || (changes && changes.from <= this.#race.revOf('line'));
    const figures = this.#after(before, 'line', cost ?? nothing, isNews ? changes?.rev : undefined);
    this.compared.set({ ...compared, line: { ...compared.line, [traffic.by]: figures } });
  }

  #begin(): void {
    this.#cancel();
    const room = currentRoom(this.#parts.store.get());
    const race = new Race(room?.rev ?? 0);
    this.#race = race;
    if (!this.isOn.get() || room === undefined) return this.compared.set(undefined);
    const since = this.#parts.clock.now();
    this.compared.set({ since, room: room.name, line: {}, asked: noFigures });
    this.#cancel = this.#parts.clock.after(pace, () => void this.#ask(race, room.name));
  }

  async #ask(race: Race, room: string): Promise<void> {
    const { api, clock, note } = this.#parts;
    const [begun, after] = [clock.monotonic(), race.revOf('asked')];
    // What does not come now is asked for again in a second.
    const answer = await api.changes(room, after).catch(() => undefined);
    if (race !== this.#race) return;
    const path = `/api/rooms/${encodeURIComponent(room)}/changes?after=${after}`;
    const answered = answer && this.#took(answer.changes, answer.cost);
    note({ is: 'polled', at: clock.now(), by: 'poll', path, ...answered });
    const rest = Math.max(0, begun + pace - clock.monotonic());
    this.#cancel = clock.after(rest, () => void this.#ask(race, room));
  }

  #took(changes: RoomChanges, cost: Cost): Pick<Polled, 'text' | 'bytes'> {
    const compared = this.compared.get();
    if (compared !== undefined) {
      const asked = this.#after(compared.asked, 'asked', cost, changes.rev);
      this.compared.set({ ...compared, asked });
    }
    return { text: JSON.stringify(changes), bytes: cost.up + cost.down };
  }

  /** A change is on its way for about as long as an answer, and longer where it came later. */
  #after(before: Figures, runner: Runner, cost: Cost, rev = 0): Figures {
    const { store, clock } = this.#parts;
    const late = this.#race.arrived(runner, rev, clock.monotonic());
    const { latency } = store.get();
    const delays = latency === undefined ? [] : late.map((each) => each + latency);
    return {
      requests: before.requests + cost.requests,
      up: before.up + cost.up,
      down: before.down + cost.down,
      brought: this.#race.brought(runner),
      delays: [...before.delays, ...delays].slice(-remembered),
    };
  }
}

const nothing: Cost = { requests: 0, up: 0, down: 0 };
const noFigures: Figures = { ...nothing, brought: 0, delays: [] };
