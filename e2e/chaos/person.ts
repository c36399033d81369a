import { Chat, type ChatOptions } from '../../client/chat.ts';
import { wallClock, type Clock } from '../../client/runtime/clock.ts';
import { keptRoom, originOf, restored } from '../../client/state/snapshot.ts';
import type { State } from '../../client/state/state.ts';
import type { SessionMade } from '../../protocol/http.ts';
import type { RequestedChange, Replica } from './checker/history.ts';
import type { Random } from './random.ts';
import { Recorder, type Places } from './recorder.ts';
import type { Tally } from './tally.ts';

/** The settings shared by all people. */
export interface Setting {
  /** Where the network begins. */
  server: URL;
  /** By how much timeouts and retries of the clients are faster than normal. */
  speedUp: number;
  places: Places;
  tally: Tally;
}

/** The transport of a client, and the options for it. */
export interface Route {
  name: string;
  options: Partial<ChatOptions>;
}

/** A person with a client, replaced by a new one at each reload. */
export class ChaosPerson {
  readonly recorder: Recorder;
  readonly random: Random;
  chat: Chat;
  readonly #options: ChatOptions;

  constructor({ person, token }: SessionMade, random: Random, route: Route, setting: Setting) {
    const { server, speedUp, places, tally } = setting;
    this.random = random;
    this.recorder = new Recorder(person, route.name, places, tally);
    this.#options = { server, token, clock: fasterClock(speedUp, random.fork()), ...route.options };
    this.chat = this.#open({});
  }

  get state(): State {
    return this.chat.store.get();
  }

  /** Requests a change through the client, and records it. */
  ask(act: (chat: Chat) => unknown): void {
    const before = this.state.outbox.at(-1);
    void act(this.chat);
    const pending = this.state.outbox.at(-1);
    if (pending === undefined || pending === before) throw new Error('nothing was requested');
    this.recorder.requested(pending.change as RequestedChange);
  }

  /**
   * A new client with the stored state of the one before, as in a browser, or with its outbox only.
   */
  reload(): void {
    const { state, recorder, random } = this;
    const origin = originOf(state);
    if (origin === undefined) return;
    recorder.look(state);
    this.chat.close();
    const rooms = random.chance(0.5) ? [...state.rooms.values()].map(keptRoom) : [];
    const known = structuredClone({ origin, rooms, outbox: state.outbox });
    recorder.reloaded(known.outbox.map(({ change }) => change.id));
    this.chat = this.#open({ known: restored(known) });
    if (state.current !== undefined) this.chat.enter(state.current);
  }

  /** Whether everything is answered, and the client is at these revisions. */
  isSettled(revisions: ReadonlyMap<string, number>): boolean {
    const { rooms, outbox } = this.state;
    const isWaiting = outbox.some(({ is }) => is === 'waiting');
    const isThere = [...revisions].every(([room, rev]) => rooms.get(room)?.rev === rev);
    return this.recorder.unanswered.size === 0 && !isWaiting && isThere;
  }

  replicas(): Replica[] {
    const { person } = this.recorder;
    return [...this.state.rooms.values()].map(({ id: room, floor, rev, messages }) => ({
      person,
      room,
      floor,
      rev,
      messages,
    }));
  }

  #open(options: Partial<ChatOptions>): Chat {
    const chat = new Chat({ ...this.#options, ...options });
    this.recorder.listen(chat);
    chat.open();
    return chat;
  }
}

/** The system clock with faster timers, and randomness from a seed. */
function fasterClock(speedUp: number, random: Random): Clock {
  return {
    ...wallClock,
    monotonic: () => wallClock.monotonic() * speedUp,
    after: (milliseconds, call) => wallClock.after(milliseconds / speedUp, call),
    random: () => random.next(),
  };
}
