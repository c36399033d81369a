import { v7 as newId } from 'uuid';
import type { Command } from '../protocol/commands.ts';
import type { Ack, Frame, Refused } from '../protocol/frames.ts';
import { limits } from '../protocol/limits.ts';
import { Api } from './api.ts';
import { wallClock, type Clock } from './clock.ts';
import { Connection } from './connection.ts';
import { Outbox } from './outbox.ts';
import { reduce, type Event } from './reduce.ts';
import { Resume } from './resume.ts';
import { currentRoom, nothing, type Pending, type State } from './state.ts';
import { Store } from './store.ts';
import type { Ending, OpenTransport } from './transport.ts';
import { openWebSocket } from './websocket.ts';

export interface ChatOptions {
  /** Where the server is: `new URL('http://127.0.0.1:3000')`. */
  server: URL;
  /** What `POST /api/session` gave a program; a browser has its cookie. */
  token?: string;
  clock?: Clock;
  openTransport?: OpenTransport;
}

export type Answer = Ack | Refused;

type Unsent<Change> = Change extends unknown ? Omit<Change, 'id'> : never;

/** The one object that a program holds to take part: what it knows, and what it can do. */
export class Chat {
  readonly store = new Store<State>(nothing);
  readonly api: Api;
  readonly connection: Connection;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #resume = new Resume();
  readonly #answers = new Map<string, (answer: Answer) => void>();
  #isAway = false;
  #askedAt: number | undefined;
  #typedAt = -Infinity;
  readonly #loading = new Map<string, Promise<void>>();

  constructor({ server, token, clock = wallClock, openTransport }: ChatOptions) {
    this.#clock = clock;
    this.api = new Api(server, token);
    this.connection = new Connection(openTransport ?? (() => openWebSocket(server, token)), clock);
    this.#outbox = new Outbox((change) => this.#send(change), clock);
    this.connection.onopen = () => this.#opened();
    this.connection.onmessage = (event) => this.#heard(JSON.parse(event.data) as Frame);
    this.connection.onclose = (event, retryIn) => this.#closed(event, retryIn);
  }

  open(): void {
    this.#happened({ type: 'link', link: { is: 'connecting' } });
    this.connection.open();
  }

  /** Ends the connection for good; what is known stays. */
  close(): void {
    this.connection.close();
  }

  /** Looks at a room from now on. */
  enter(room: string): void {
    this.#happened({ type: 'entered', room });
    this.#showPresence();
    void this.#fill();
  }

  /** Looks away from the page, or back at it. */
  lookAway(isAway: boolean): void {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.#showPresence();
  }

  /** Writes a message; it stands in the outbox until it is in the room. Returns its id. */
  post(room: string, text: string): string {
    return this.#write({ type: 'post', room, text });
  }

  edit(message: string, text: string): Promise<Answer> {
    return this.#ask({ type: 'edit', message, text });
  }

  delete(message: string): Promise<Answer> {
    return this.#ask({ type: 'delete', message });
  }

  react(message: string, emoji: string, on: boolean): Promise<Answer> {
    return this.#ask({ type: 'react', message, emoji, on });
  }

  createRoom(name: string, topic?: string): Promise<Answer> {
    return this.#ask({ type: 'room.create', name, ...(topic !== undefined && { topic }) });
  }

  /** Everything in the room up to this place has been seen. */
  read(room: string, seq: number): void {
    const held = this.store.get().rooms.get(room);
    if (held === undefined || seq <= held.read || !this.connection.isOpen) return;
    this.#happened({ type: 'read', room, seq });
    this.#send({ type: 'read', room, seq });
  }

  /** Tells the room that somebody writes here; often called, seldom sent. */
  typing(room: string): void {
    if (this.#clock.now() - this.#typedAt < (limits.typing * 1_000) / 2) return;
    this.#typedAt = this.#clock.now();
    this.#send({ type: 'typing', room });
  }

  /** Takes a refused message out of the outbox. */
  discard(id: string): void {
    this.#happened({ type: 'discarded', id });
  }

  /** Fetches the page of history before what is held of a room; at most one at a time. */
  older(room: string): Promise<void> {
    const loading = this.#loading.get(room) ?? this.#loadOlder(room);
    this.#loading.set(room, loading);
    return loading.finally(() => this.#loading.delete(room));
  }

  #opened(): void {
    this.#happened({ type: 'link', link: { is: 'open', since: this.#clock.now() } });
  }

  #heard(frame: Frame): void {
    const before = this.store.get();
    if (frame.type === 'heartbeat') {
      this.#follow(this.#resume.beat(before, frame));
      this.#showPresence();
      return;
    }
    this.#happened({ ...frame, at: this.#clock.now() });
    this.#respond(frame, before);
  }

  /** What a frame asks of this client beyond knowing it. */
  #respond(frame: Frame, before: State): void {
    switch (frame.type) {
      case 'welcome':
        this.connection.backoff.reset();
        this.connection.expectHeartbeat(frame.heartbeat);
        this.#follow(this.#resume.welcomed(this.store.get()));
        this.#showPresence();
        this.#outbox.opened();
        void this.#fill();
        break;
      case 'changes':
        this.#follow(this.#resume.changed(before, frame));
        break;
      case 'room':
        this.#follow({ type: 'follow', rooms: { [frame.room.name]: frame.room.rev } });
        break;
      case 'typing':
        this.#clock.after(limits.typing * 1_000, () => this.#lapse());
        break;
      case 'bye':
        this.connection.backoff.ask(frame.retryAfter * 1_000);
        break;
      case 'ack':
      case 'refused':
        this.#answered(frame);
        break;
    }
  }

  #closed({ code, reason, wasClean: clean }: Ending, retryIn: number | undefined): void {
    this.#outbox.closed();
    this.#askedAt = undefined;
    const retryAt = this.#clock.now() + (retryIn ?? 0);
    this.#happened({
      type: 'link',
      link:
        retryIn === undefined ? { is: 'closed' } : { is: 'waiting', code, reason, clean, retryAt },
    });
  }

  #answered(answer: Answer): void {
    if (answer.id === presenceId && this.#askedAt !== undefined) {
      this.#measured(this.#clock.now() - this.#askedAt);
      this.#askedAt = undefined;
    }
    const took = this.#outbox.answered(answer);
    if (took === undefined || answer.id === undefined) return;
    this.#measured(took);
    this.#answers.get(answer.id)?.(answer);
    this.#answers.delete(answer.id);
  }

  #measured(milliseconds: number): void {
    this.#happened({ type: 'latency', milliseconds });
  }

  /** Writes a change whose refusal its caller tells, so that none stays in the outbox. */
  async #ask(change: Unsent<Pending['change']>): Promise<Answer> {
    const id = this.#write(change);
    const answer = await new Promise<Answer>((settle) => this.#answers.set(id, settle));
    if (answer.type === 'refused') this.discard(id);
    return answer;
  }

  #write(unsent: Unsent<Pending['change']>): string {
    const id = newId();
    const change = { ...unsent, id } as Pending['change'];
    this.#happened({ type: 'wrote', pending: { change, at: this.#clock.now(), is: 'waiting' } });
    this.#outbox.add(change);
    return id;
  }

  #showPresence(): void {
    const room = this.store.get().current;
    if (room === undefined || !this.connection.isOpen) return;
    this.#askedAt = this.#clock.now();
    this.#send({ type: 'presence', id: presenceId, room, away: this.#isAway });
  }

  #follow(follow: Command | undefined): void {
    if (follow !== undefined) this.#send(follow);
  }

  /** Fetches what a room that is looked at lacks to fill a screen. */
  async #fill(): Promise<void> {
    const room = currentRoom(this.store.get());
    if (room === undefined || room.messages.length >= limits.page || room.floor === 0) return;
    await this.older(room.name).catch(() => {});
  }

  async #loadOlder(name: string): Promise<void> {
    const room = this.store.get().rooms.get(name);
    if (room === undefined || room.floor === 0) return;
    const history = await this.api.history(name, room.floor + 1);
    this.#happened({ type: 'history', history });
  }

  #lapse(): void {
    this.#happened({ type: 'lapsed', now: this.#clock.now() });
  }

  #send(command: Command): void {
    this.connection.send(JSON.stringify(command));
  }

  #happened(event: Event): void {
    this.store.set(reduce(this.store.get(), event));
  }
}

const presenceId = 'presence';
