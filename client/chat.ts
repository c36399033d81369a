import { v7 as newId } from 'uuid';
import type { Command } from '../protocol/commands.ts';
import { frameTypes, type Frame, type Welcome } from '../protocol/frames.ts';
import type { Reacted } from '../protocol/http.ts';
import { limits } from '../protocol/limits.ts';
import type { Refusal } from '../protocol/refusals.ts';
import { Api } from './api.ts';
import { wallClock, type Clock } from './clock.ts';
import { Connection } from './connection/connection.ts';
import { Games, type Unsent } from './game-commands.ts';
import { TransportFallback, type FallbackOptions } from './connection/transport-fallback.ts';
import { Outbox, type Answer } from './sync/outbox.ts';
import { HistoryLoader } from './sync/history-loader.ts';
import { PresenceReporter } from './sync/presence-reporter.ts';
import { reduce, type Event } from './state/reduce.ts';
import { FrameEffects, type Parts } from './sync/frame-effects.ts';
import { isUpToDate, openingQuery } from './sync/resume.ts';
import { watchSleep } from './connection/wake-detector.ts';
import { emptyState, type Pending, type State } from './state/state.ts';
import { Store } from './state/store.ts';
import type { Ending, OpenTransport } from './transport/transport.ts';
import { faultOfChange, fits } from './sync/unsendable.ts';
import { transportOpener } from './transport/open-transport.ts';

export interface ChatOptions extends FallbackOptions {
  /** Where the server is: `new URL('http://127.0.0.1:3000')`. */
  server: URL;
  /** What `POST /api/session` gave a program; a browser has its cookie. */
  token?: string;
  clock?: Clock;
  openTransport?: OpenTransport;
  /** What an earlier page or run of this person knew, and had not sent; see `restored`. */
  known?: State;
}

export type { Answer };

/** The one object that a program holds to take part: what it knows, and what it can do. */
export class Chat {
  readonly store: Store<State>;
  readonly api: Api;
  readonly connection: Connection;
  /** Whether this client may be whom a line is for; if not, the connection ends. A cookie may change. */
  admits: (welcome: Welcome) => boolean = () => true;
  readonly games = new Games((change) => this.#ask(change));
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #presence: PresenceReporter;
  readonly #pages: HistoryLoader;
  readonly #replies: FrameEffects;
  #typedAt = -Infinity;
  /** How the last open line ended: tries that fail after it tell nothing new. */
  #ending: Ending | undefined;
  #stopWatchingSleep = (): void => {};

  constructor({ server, token, clock = wallClock, known = emptyState, ...rest }: ChatOptions) {
    const queryNow = (): string => openingQuery(this.store.get());
    const { openTransport = transportOpener(server, token, queryNow) } = rest;
    this.store = new Store(known);
    this.#clock = clock;
    this.api = new Api(server, token);
    this.connection = new Connection(openTransport, clock, new TransportFallback(rest));
    this.#outbox = new Outbox(
      (change) => this.#send(change),
      (refused) => this.#happened({ ...refused, at: this.#clock.now() }),
      clock,
    );
    this.#presence = new PresenceReporter((command) => this.#send(command), clock);
    this.#pages = new HistoryLoader(this.api, (event) => this.#happened(event));
    this.#replies = new FrameEffects(this.#parts());
    const unsent = known.outbox.filter(({ is }) => is !== 'refused');
    for (const { change, at } of unsent) void this.#outbox.add(change, at);
    this.connection.onopen = () => this.#opened();
    this.connection.onmessage = (event) => this.#heard(JSON.parse(event.data) as Frame);
    this.connection.mayTakeOver = (event) =>
      isUpToDate(this.store.get(), JSON.parse(event.data) as Frame);
    this.connection.onclose = (event, retryIn) => this.#closed(event, retryIn);
  }

  open(): void {
    this.#happened({ type: 'link', link: { is: 'connecting', by: this.connection.by } });
    this.connection.open();
    this.#stopWatchingSleep();
    this.#stopWatchingSleep = watchSleep(this.#clock, () => this.wake());
  }

  /** Ends the connection for good; what is known stays. */
  close(): void {
    this.#stopWatchingSleep();
    this.connection.close();
    this.#ending = undefined;
    this.#happened({ type: 'link', link: { is: 'closed' } });
  }

  /** Lets go of the line until `wake`, if there is one: for a page that is put away. */
  suspend(): void {
    if (this.store.get().link.is === 'closed') return;
    this.connection.suspend();
    this.#happened({ type: 'link', link: { is: 'connecting', by: this.connection.by } });
  }

  /** After a sleep, or when there may be a network again: is at once what it can be. */
  wake(): void {
    this.connection.proveAlive();
    this.#replies.probe();
  }

  /** Looks at a room from now on. */
  enter(room: string): void {
    this.#happened({ type: 'entered', room });
    this.#replies.showPresence();
    this.#pages.fill(this.store.get());
  }

  /** Looks away from the page, or back at it. */
  setAway(isAway: boolean): void {
    if (this.#presence.setAway(isAway)) this.#replies.showPresence();
  }

  /** Writes a message: it waits in the outbox until it is in the room or refused. Returns its id. */
  post(room: string, text: string): string {
    const id = newId();
    void this.#write({ type: 'post', id, room, text });
    return id;
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

  /** Asks what this person has put on a message, and who put `emoji` there. Throws as `api` does. */
  async fetchReactions(room: string, message: string, emoji?: string): Promise<Reacted> {
    const since = this.store.get().reacted.get(message);
    const reacted = await this.api.reacted(room, message, emoji);
    this.#happened({ type: 'reacted', message, own: reacted.own, since });
    return reacted;
  }

  createRoom(name: string, topic?: string): Promise<Answer> {
    return this.#ask({ type: 'room.create', name, ...(topic !== undefined && { topic }) });
  }

  /** Everything in the room up to this place has been seen; told to the server when it can be. */
  read(room: string, seq: number): void {
    const held = this.store.get().rooms.get(room);
    if (held === undefined || seq <= held.read) return;
    this.#happened({ type: 'read', room, seq, at: this.#clock.now() });
    this.#send({ type: 'read', room, seq });
  }

  /** Tells the room that somebody writes here; often called, seldom sent. */
  typing(room: string): void {
    const now = this.#clock.monotonic();
    if (now - this.#typedAt < (limits.typing * 1_000) / 2) return;
    this.#typedAt = now;
    this.#send({ type: 'typing', room });
  }

  /** Takes a refused message out of the outbox. */
  discard(id: string): void {
    this.#happened({ type: 'discarded', id });
  }

  /** Fetches the page of history before what is held of a room; at most one at a time. */
  older(room: string): Promise<void> {
    return this.#pages.older(this.store.get().rooms.get(room));
  }

  /** Lets go of what was read long ago in a room that nobody scrolls back in now, if it is much. */
  shorten(room: string): void {
    this.#happened({ type: 'longAgo', room });
  }

  #parts(): Parts {
    return {
      store: this.store,
      connection: this.connection,
      outbox: this.#outbox,
      presence: this.#presence,
      pages: this.#pages,
      clock: this.#clock,
      send: (command) => this.#send(command),
      happened: (event) => this.#happened(event),
    };
  }

  #opened(): void {
    this.#outbox.closed(); // Where one way took over from another, this one was asked nothing.
    const link = { is: 'open', since: this.#clock.now(), by: this.connection.by } as const;
    this.#happened({ type: 'link', link });
  }

  #heard(frame: Frame): void {
    if (!Object.hasOwn(frameTypes, frame.type)) return; // A newer server may send others.
    if (frame.type === 'welcome' && !this.admits(frame)) return this.close();
    const before = this.store.get();
    const at = this.#clock.now();
    if (frame.type !== 'heartbeat') this.#happened({ ...frame, at });
    this.#replies.reply(frame, before, at);
  }

  #closed(ending: Ending, retryIn: number | undefined): void {
    this.#outbox.closed(ending.code);
    if (this.store.get().link.is === 'open') this.#ending = ending;
    if (retryIn === undefined) return;
    const { by } = this.connection;
    if (retryIn === 0) return this.#happened({ type: 'link', link: { is: 'connecting', by } });
    const { code, reason, wasClean: clean } = this.#ending ?? ending;
    const retryAt = this.#clock.now() + retryIn;
    this.#happened({ type: 'link', link: { is: 'waiting', code, reason, clean, retryAt } });
  }

  #ask(unsent: Unsent<Pending['change']>): Promise<Answer> {
    return this.#write({ ...unsent, id: newId() } as Pending['change']);
  }

  #write(change: Pending['change']): Promise<Answer> {
    const fault = faultOfChange(change);
    if (fault !== undefined) return this.#refuse(change, fault);
    const pending: Pending = { change, at: this.#clock.now(), is: 'waiting' };
    this.#happened({ type: 'wrote', pending });
    return this.#outbox.add(change);
  }

  /** What is refused here is seen like what the server refuses: a post stays with its words. */
  #refuse(change: Pending['change'], fault: Refusal): Promise<Answer> {
    const pending: Pending = { change, at: this.#clock.now(), is: 'refused', refusal: fault };
    if (change.type === 'post') this.#happened({ type: 'wrote', pending });
    return Promise.resolve({ type: 'refused', id: change.id, ...fault });
  }

  /** A sign that no server takes is left out: it would get the line closed, again and again. */
  #send(command: Command): void {
    const text = JSON.stringify(command);
    if (fits(text)) this.connection.send(text);
  }

  #happened(event: Event): void {
    const after = reduce(this.store.get(), event);
    if (after !== this.store.get()) this.store.set(after);
  }
}
