import { Chat, type ChatOptions } from '../../client/chat.ts';
import { wallClock, type Clock } from '../../client/clock.ts';
import { keptRoom, originOf, restored } from '../../client/state/snapshot.ts';
import type { State } from '../../client/state/state.ts';
import type { SessionMade } from '../../protocol/http.ts';
import type { Asked, Replica } from './checker/history.ts';
import type { Random } from './random.ts';
import { Recorder, type Places } from './recorder.ts';
import type { Tally } from './tally.ts';

/** How people take part, and what is the same for all of them. */
export interface Setting {
  /** Where the network begins. */
  server: URL;
  /** How much faster than people their clients lose patience and try again. */
  hurry: number;
  places: Places;
  tally: Tally;
}

/** How a client gets to the server, and what it is told so that it does. */
export interface Way {
  name: string;
  options: Partial<ChatOptions>;
}

/** Somebody with a client, and with another one after each reload. */
export class ChaosPerson {
  readonly recorder: Recorder;
  readonly random: Random;
  chat: Chat;
  readonly #options: ChatOptions;

  constructor({ person, token }: SessionMade, random: Random, way: Way, setting: Setting) {
    const { server, hurry, places, tally } = setting;
    this.random = random;
    this.recorder = new Recorder(person, way.name, places, tally);
    this.#options = { server, token, clock: hurried(hurry, random.fork()), ...way.options };
    this.chat = this.#open({});
  }

  get state(): State {
    return this.chat.store.get();
  }

  /** Asks for a change through the client, and writes down what that made of it. */
  ask(act: (chat: Chat) => unknown): void {
    const before = this.state.outbox.at(-1);
    void act(this.chat);
    const pending = this.state.outbox.at(-1);
    if (pending === undefined || pending === before) throw new Error('nothing was asked');
    this.recorder.asked(pending.change as Asked);
  }

  /** A new client, that knows what a browser would have kept of the one before, or only its outbox. */
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

  /** Everything was answered, and the client is where the rooms are. */
  isSettled(revisions: ReadonlyMap<string, number>): boolean {
    const { rooms, outbox } = this.state;
    const isWaiting = outbox.some(({ is }) => is === 'waiting');
    const isThere = [...revisions].every(([room, rev]) => rooms.get(room)?.rev === rev);
    return this.recorder.unanswered.size === 0 && !isWaiting && isThere;
  }

  replicas(): Replica[] {
    const { person } = this.recorder;
    return [...this.state.rooms.values()].map(({ name: room, floor, rev, messages }) => ({
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

/** The wall clock with timers that come sooner, and chance from a seed. */
function hurried(hurry: number, random: Random): Clock {
  return {
    ...wallClock,
    monotonic: () => wallClock.monotonic() * hurry,
    after: (milliseconds, call) => wallClock.after(milliseconds / hurry, call),
    random: () => random.next(),
  };
}
