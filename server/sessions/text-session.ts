import { randomUUIDv7 as newId } from 'node:crypto';
import type { Person } from '../../protocol/model.ts';
import { personName } from '../../protocol/text/names.ts';
import { refusals } from '../../protocol/refusals.ts';
import { helpLines, readLine, type Line } from '../../protocol/plain-text/lines.ts';
import { register, unregister } from './lifecycle.ts';
import { newGuest } from '../commands/guests.ts';
import type { HeartbeatConnection } from '../transport/heartbeat.ts';
import type { Subscriber } from '../realtime/subscriber.ts';
import { lineFrame, plainText } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';
import type { Member } from '../presence/presence.ts';
import { ViolationCounter } from '../runtime/violation-counter.ts';
import { TextGames, type Table } from './text-game-commands.ts';
import type { LifecycleDeps } from './lifecycle.ts';
import type { TextGameDeps } from './text-game-commands.ts';
import type { RateLimiter } from '../runtime/rate-limiter.ts';
import type { Hub } from '../realtime/hub.ts';
import type { JoinNotices } from '../presence/join-notices.ts';
import type { Presence } from '../presence/presence.ts';
import type { RoomDirectory } from '../realtime/room-directory.ts';
import type { RoomList } from '../store/room-list.ts';

export interface TextSessionDeps extends LifecycleDeps, TextGameDeps {
  readonly addressLimiter: RateLimiter;
  readonly commandLimiter: RateLimiter;
  readonly hub: Pick<Hub, 'join' | 'leave' | 'leaveAll'>;
  readonly joinNotices: Pick<JoinNotices, 'joined'>;
  readonly presence: Pick<Presence, 'enter' | 'leave'>;
  readonly reportError: (error: unknown) => void;
  readonly roomDirectory: Pick<RoomDirectory, 'find' | 'titleOf'>;
  readonly roomList: Pick<RoomList, 'seenBy'>;
}

const refusalsAMinute = 100;

/** One connection that speaks plain text: the lesson's client, or a person with `wscat`. */
export class TextSession implements Subscriber, Member, HeartbeatConnection {
  readonly codec = plainText;
  readonly sink: Sink;
  readonly hash: string | undefined;
  /** Where the line comes from: guests are nobody, but each has an address. */
  readonly address: string;
  missed = 0;
  readonly #deps: TextSessionDeps;
  readonly #games: TextGames;
  readonly #hurries: ViolationCounter;
  #isClosed = false;
  #person: Person;
  #room: string;
  /** Lines are taken one after the other, so that `/join` is over before what follows it. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    deps: TextSessionDeps,
    sink: Sink,
    room: string,
    { address, known }: { address: string; known?: KnownPerson | undefined },
  ) {
    this.#deps = deps;
    this.#games = new TextGames(deps);
    this.sink = sink;
    this.hash = known?.hash;
    this.address = address;
    this.#person = known?.person ?? newGuest();
    this.#room = room;
    this.#hurries = new ViolationCounter(refusalsAMinute, deps.clock);
  }

  get person(): Person {
    return this.#person;
  }

  open(): void {
    const { joinNotices, hub, presence } = this.#deps;
    register(this.#deps, this);
    hub.join(this, this.#room);
    presence.enter(this, this.#room, false);
    joinNotices.joined(this);
  }

  close(): void {
    this.#isClosed = true;
    unregister(this.#deps, this);
  }

  /** Takes one text frame of the client. */
  receive(text: string): void {
    const { commandLimiter, addressLimiter } = this.#deps;
    if (commandLimiter.take(this.person.id) > 0) return this.#slowDown();
    if (addressLimiter.take(this.address) > 0) return this.#slowDown();
    const act = () => this.#act(readLine(text));
    this.#turn = this.#turn.then(act).catch((error: unknown) => this.#failed(error));
  }

  /** Nothing but lines reaches a plain client: its heartbeat is the ping alone. */
  sendHeartbeat(): void {}

  /** 1001 is "going away", RFC 6455 §7.4.1. */
  announceShutdown(): void {
    this.sink.end(1001, 'the server goes away');
  }

  async #act(line: Line): Promise<void> {
    switch (line.is) {
      case 'say':
        return this.#post(line);
      case 'help':
        return this.#say(...helpLines);
      case 'name':
        return this.#rename(line.name);
      case 'rooms':
        return this.#listRooms();
      case 'join':
        return this.#join(line.room);
      case 'unknown':
        return this.#say(`There is no command /${line.word}; /help lists them.`);
      default:
        return this.#games.act(line, this.#table());
    }
  }

  /** Not waited for: the commit queue keeps the order, and one commit serves many lines. */
  #post({ text, name, line }: Extract<Line, { is: 'say' }>): void {
    const { commitQueue, clock } = this.#deps;
    const { id, name: ownName } = this.person;
    const by: Person = { id, name: name ?? ownName, via: 'text' };
    const asSent = line === undefined ? {} : { line };
    const change = { type: 'post', id: newId(), room: this.#room, text, ...asSent } as const;
    commitQueue.write({ by, at: clock.now(), change }).then(
      (outcome) => outcome.is === 'refused' && this.#say(outcome.refusal.message),
      (error: unknown) => this.#failed(error),
    );
  }

  #table(): Table {
    return { by: this.person, room: this.#room, say: (...lines) => this.#say(...lines) };
  }

  #rename(raw: string): void {
    if (this.hash !== undefined) return this.#say(`You are ${this.person.name}.`);
    const name = personName(raw);
    if (name === undefined) return this.#say(refusals.invalid_name);
    if (this.#isClosed) return;
    const { presence } = this.#deps;
    presence.leave(this);
    this.#person = { ...this.#person, name };
    presence.enter(this, this.#room, false);
    this.#say(`You are ${name}.`);
  }

  async #listRooms(): Promise<void> {
    const rooms = await this.#deps.roomList.seenBy(this.person.id);
    this.#say(...rooms.map(({ title, topic }) => `# ${title}${topic && `  ${topic}`}`));
  }

  async #join(name: string): Promise<void> {
    const { roomDirectory, hub, presence } = this.#deps;
    const room = await roomDirectory.find(name);
    if (room === undefined) return this.#say(refusals.unknown_room);
    const title = await roomDirectory.titleOf(room);
    if (this.#isClosed) return;
    hub.leave(this, this.#room);
    this.#room = room;
    hub.join(this, room);
    presence.enter(this, room, false);
    this.#say(`You are in # ${title}.`);
  }

  #failed(error: unknown): void {
    this.#deps.reportError(error);
    this.#say(refusals.internal_error);
  }

  #slowDown(): void {
    this.#say(refusals.rate_limited);
    if (this.#hurries.exceeded()) this.sink.end(1008, 'too many lines');
  }

  #say(...lines: string[]): void {
    this.sink.write(Buffer.concat(lines.map(lineFrame)));
  }
}

export interface KnownPerson {
  person: Person;
  hash: string;
}
