import { randomUUIDv7 as newId } from 'node:crypto';
import type { Person } from '../../protocol/model.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import { personName } from '../../protocol/text/names.ts';
import { refusals } from '../../protocol/refusals.ts';
import { helpLines, readLine, type Line } from '../../protocol/plain-text/lines.ts';
import { register, unregister, type LifecycleDeps } from './lifecycle.ts';
import { anyGuest, newGuest } from '../access/guests.ts';
import type { HeartbeatConnection } from '../transport/heartbeat.ts';
import type { Subscriber } from '../realtime/subscriber.ts';
import { lineFrame, plainText } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';
import type { Member, Presence } from '../presence/presence.ts';
import { ViolationCounter } from '../runtime/violation-counter.ts';
import { TextGames, type TextRequest, type TextGameDeps } from './text-game-commands.ts';
import type { RateLimiter } from '../runtime/rate-limiter.ts';
import type { Hub } from '../realtime/hub.ts';
import type { JoinNotices } from '../presence/join-notices.ts';
import type { RoomAccess } from '../access/room-access.ts';
import type { RoomList } from '../store/room-list.ts';

export type TextSessionDeps = LifecycleDeps &
  TextGameDeps & {
    readonly addressLimiter: RateLimiter;
    readonly commandLimiter: RateLimiter;
    readonly hub: Pick<Hub, 'join' | 'leave'>;
    readonly joinNotices: Pick<JoinNotices, 'joined'>;
    readonly presence: Pick<Presence, 'enter'>;
    readonly reportError: (error: unknown) => void;
    readonly roomAccess: Pick<RoomAccess, 'whileVisible'>;
    readonly roomList: Pick<RoomList, 'seenBy'>;
  };

/** A client that exceeds this number of refused lines a minute is disconnected. */
const rateLimitedAMinute = 100;

/** A connection in the plain-text protocol: the client of the lesson, or a person with `wscat`. */
export class TextSession implements Subscriber, Member, HeartbeatConnection {
  readonly codec = plainText;
  readonly sink: Sink;
  readonly hash: string | undefined;
  /** The client's address: the only identity that guests share across connections. */
  readonly address: string;
  missed = 0;
  readonly #deps: TextSessionDeps;
  readonly #games: TextGames;
  readonly #rateViolations: ViolationCounter;
  #isClosed = false;
  #person: Person;
  #room: string;
  /** Lines are handled one after the other, so that `/join` is done before the next line. */
  #lastLine: Promise<void> = Promise.resolve();

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
    this.#rateViolations = new ViolationCounter(rateLimitedAMinute, deps.clock);
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

  /** Handles one text frame of the client. */
  receive(text: string): void {
    const { commandLimiter, addressLimiter } = this.#deps;
    if (commandLimiter.take(this.person.id) > 0) return this.#refuseRateLimited();
    if (addressLimiter.take(this.address) > 0) return this.#refuseRateLimited();
    const act = () => this.#act(readLine(text));
    this.#lastLine = this.#lastLine.then(act).catch((error: unknown) => this.#reportFailure(error));
  }

  /** The codec has no heartbeat frame: the WebSocket ping is enough. */
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
        return this.#reply(...helpLines);
      case 'name':
        return this.#rename(line.name);
      case 'rooms':
        return this.#listRooms();
      case 'join':
        return this.#join(line.room);
      case 'unknown':
        return this.#reply(`There is no command /${line.word}; /help lists them.`);
      default:
        return this.#games.act(line, this.#textRequest());
    }
  }

  /** Does not wait for the commit: the queue keeps the order, and commits many lines at once. */
  #post({ text, name, line }: Extract<Line, { is: 'say' }>): void {
    const { commitQueue, clock } = this.#deps;
    const { id, name: ownName } = this.person;
    const by: Person = { id, name: name ?? ownName, via: 'text' };
    const asSent = line === undefined ? {} : { line };
    const change = { type: 'post', id: newId(), room: this.#room, text, ...asSent } as const;
    commitQueue.write({ by, at: clock.now(), change }).then(
      (outcome) => outcome.is === 'refused' && this.#reply(outcome.refusal.message),
      (error: unknown) => this.#reportFailure(error),
    );
  }

  #textRequest(): TextRequest {
    return { by: this.person, room: this.#room, reply: (...lines) => this.#reply(...lines) };
  }

  #rename(raw: string): void {
    if (this.hash !== undefined) return this.#reply(`You are ${this.person.name}.`);
    const name = personName(raw);
    if (name === undefined) return this.#reply(refusals.invalid_name);
    if (this.#isClosed) return;
    const { presence } = this.#deps;
    presence.leave(this);
    this.#person = { ...this.#person, name };
    presence.enter(this, this.#room, false);
    this.#reply(`You are ${name}.`);
  }

  async #listRooms(): Promise<void> {
    const rooms = await this.#deps.roomList.seenBy(anyGuest.id);
    this.#reply(...rooms.map(({ name, topic }) => `# ${name}${topic && `  ${topic}`}`));
  }

  async #join(typed: string): Promise<void> {
    const { roomAccess, roomDirectory } = this.#deps;
    const room = await roomAccess.whileVisible(anyGuest, typed, (id) => {
      if (!this.#isClosed) this.#enter(id);
      return id;
    });
    if (room === undefined) return this.#reply(refusals.unknown_room);
    this.#reply(`You are in # ${await roomDirectory.nameOf(room)}.`);
  }

  #enter(room: string): void {
    const { hub, presence } = this.#deps;
    hub.leave(this, this.#room);
    this.#room = room;
    hub.join(this, room);
    presence.enter(this, room, false);
  }

  /** The room was deleted, or the person has left it: goes on in the room that always exists. */
  roomLost(): void {
    this.#enter(defaultRoom);
    this.#reply('You are no longer in this room; you are in # general.');
  }

  #reportFailure(error: unknown): void {
    this.#deps.reportError(error);
    this.#reply(refusals.internal_error);
  }

  #refuseRateLimited(): void {
    this.#reply(refusals.rate_limited);
    if (this.#rateViolations.exceeded()) this.sink.end(1008, 'too many lines');
  }

  #reply(...lines: string[]): void {
    this.sink.write(Buffer.concat(lines.map(lineFrame)));
  }
}

export interface KnownPerson {
  person: Person;
  hash: string;
}
