import { v7 as newId } from 'uuid';
import type { Command } from '../protocol/commands.ts';
import { frameTypes } from '../protocol/frame-types.ts';
import type { Frame, Welcome } from '../protocol/frames.ts';
import type { Reacted } from '../protocol/http.ts';
import { limits } from '../protocol/limits.ts';
import type { Refusal } from '../protocol/refusals.ts';
import { Api } from './transport/api.ts';
import { wallClock, type Clock } from './runtime/clock.ts';
import { Connection } from './connection/connection.ts';
import { Games, type Unsent } from './game-commands.ts';
import { Rooms } from './room-commands.ts';
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
  /** The server's address: `new URL('http://127.0.0.1:3000')`. */
  server: URL;
  /** The token from `POST /api/session`, for programs; a browser has its cookie. */
  token?: string;
  clock?: Clock;
  openTransport?: OpenTransport;
  /** The state and unsent changes of an earlier page or run of this person; see `restored`. */
  known?: State;
}

/** The client of one person: holds the state and sends commands. */
export class Chat {
  readonly store: Store<State>;
  readonly api: Api;
  readonly connection: Connection;
  /** Whether this person is accepted; if not, the connection is closed. A cookie may change. */
  admits: (welcome: Welcome) => boolean = () => true;
  readonly games = new Games((change) => this.#submit(change));
  readonly rooms = new Rooms((change) => this.#submit(change));
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #presence: PresenceReporter;
  readonly #pages: HistoryLoader;
  readonly #effects: FrameEffects;
  #typedAt = -Infinity;
  /** How the last open connection ended; shown while later attempts fail. */
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
      (refused) => this.#dispatch({ ...refused, at: this.#clock.now() }),
      clock,
    );
    this.#presence = new PresenceReporter((command) => this.#send(command), clock);
    this.#pages = new HistoryLoader(this.api, (event) => this.#dispatch(event));
    this.#effects = new FrameEffects(this.#parts());
    const unsent = known.outbox.filter(({ is }) => is !== 'refused');
    for (const { change, at } of unsent) void this.#outbox.add(change, at);
    this.connection.onopen = () => this.#opened();
    this.connection.onmessage = (event) => this.#received(JSON.parse(event.data) as Frame);
    this.connection.mayTakeOver = (event) =>
      isUpToDate(this.store.get(), JSON.parse(event.data) as Frame);
    this.connection.onclose = (event, retryIn) => this.#closed(event, retryIn);
  }

  open(): void {
    this.#dispatch({ type: 'link', link: { is: 'connecting', by: this.connection.by } });
    this.connection.open();
    this.#stopWatchingSleep();
    this.#stopWatchingSleep = watchSleep(this.#clock, () => this.wake());
  }

  /** Closes the connection for good; the state stays. */
  close(): void {
    this.#stopWatchingSleep();
    this.connection.close();
    this.#ending = undefined;
    this.#dispatch({ type: 'link', link: { is: 'closed' } });
  }

  /** Closes the connection until `wake`, if it is open: for a hidden page. */
  suspend(): void {
    if (this.store.get().link.is === 'closed') return;
    this.connection.suspend();
    this.#dispatch({ type: 'link', link: { is: 'connecting', by: this.connection.by } });
  }

  /** After a sleep, or when the network may be back: checks the connection at once. */
  wake(): void {
    this.connection.proveAlive();
    this.#effects.probe();
  }

  /** Makes a room the current one. */
  enter(room: string): void {
    this.#dispatch({ type: 'entered', room });
    this.#effects.showPresence();
    this.#pages.fill(this.store.get());
  }

  /** Sets whether the user is away, and sends it if that has changed. */
  setAway(isAway: boolean): void {
    if (this.#presence.setAway(isAway)) this.#effects.showPresence();
  }

  /** Posts a message; it stays in the outbox until it is in the room or refused. Returns its id. */
  post(room: string, text: string): string {
    const id = newId();
    void this.#write({ type: 'post', id, room, text });
    return id;
  }

  edit(message: string, text: string): Promise<Answer> {
    return this.#submit({ type: 'edit', message, text });
  }

  delete(message: string): Promise<Answer> {
    return this.#submit({ type: 'delete', message });
  }

  react(message: string, emoji: string, on: boolean): Promise<Answer> {
    return this.#submit({ type: 'react', message, emoji, on });
  }

  /** Fetches this person's reactions to a message and who put `emoji` there; throws as `api`. */
  async fetchReactions(room: string, message: string, emoji?: string): Promise<Reacted> {
    const since = this.store.get().reacted.get(message);
    const reacted = await this.api.reacted(room, message, emoji);
    this.#dispatch({ type: 'reacted', message, own: reacted.own, since });
    return reacted;
  }

  /** Moves the read mark of a room up to this message; sent to the server when connected. */
  read(room: string, seq: number): void {
    const held = this.store.get().rooms.get(room);
    if (held === undefined || seq <= held.read) return;
    this.#dispatch({ type: 'read', room, seq, at: this.#clock.now() });
    this.#send({ type: 'read', room, seq });
  }

  /** Sends that the user is typing, at most every 2.5 seconds; call it at each keystroke. */
  typing(room: string): void {
    const now = this.#clock.monotonic();
    if (now - this.#typedAt < (limits.typing * 1_000) / 2) return;
    this.#typedAt = now;
    this.#send({ type: 'typing', room });
  }

  /** Removes a refused message from the outbox. */
  discard(id: string): void {
    this.#dispatch({ type: 'discarded', id });
  }

  /** Fetches the previous page of history of a room; at most one at a time. */
  older(room: string): Promise<void> {
    return this.#pages.older(this.store.get().rooms.get(room));
  }

  /** Drops old read messages of a long room; call it when the user is not scrolled back. */
  shorten(room: string): void {
    this.#dispatch({ type: 'shortened', room });
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
      dispatch: (event) => this.#dispatch(event),
    };
  }

  #opened(): void {
    this.#outbox.closed(); // After a transport upgrade, the new transport has been sent nothing.
    const link = { is: 'open', since: this.#clock.now(), by: this.connection.by } as const;
    this.#dispatch({ type: 'link', link });
  }

  #received(frame: Frame): void {
    if (!Object.hasOwn(frameTypes, frame.type)) return; // A newer server may send others.
    if (frame.type === 'welcome' && !this.admits(frame)) return this.close();
    const before = this.store.get();
    const at = this.#clock.now();
    if (frame.type !== 'heartbeat') this.#dispatch({ ...frame, at });
    this.#effects.run(frame, before, at);
  }

  #closed(ending: Ending, retryIn: number | undefined): void {
    this.#outbox.closed(ending.code);
    if (this.store.get().link.is === 'open') this.#ending = ending;
    if (retryIn === undefined) return;
    const { by } = this.connection;
    if (retryIn === 0) return this.#dispatch({ type: 'link', link: { is: 'connecting', by } });
    const { code, reason, wasClean: clean } = this.#ending ?? ending;
    const retryAt = this.#clock.now() + retryIn;
    this.#dispatch({ type: 'link', link: { is: 'waiting', code, reason, clean, retryAt } });
  }

  #submit(unsent: Unsent<Pending['change']>): Promise<Answer> {
    return this.#write({ ...unsent, id: newId() } as Pending['change']);
  }

  #write(change: Pending['change']): Promise<Answer> {
    const fault = faultOfChange(change);
    if (fault !== undefined) return this.#refuse(change, fault);
    const pending: Pending = { change, at: this.#clock.now(), is: 'waiting' };
    this.#dispatch({ type: 'wrote', pending });
    return this.#outbox.add(change);
  }

  /** A local refusal shows like one of the server: a refused post stays with its text. */
  #refuse(change: Pending['change'], fault: Refusal): Promise<Answer> {
    const pending: Pending = { change, at: this.#clock.now(), is: 'refused', refusal: fault };
    if (change.type === 'post') this.#dispatch({ type: 'wrote', pending });
    return Promise.resolve({ type: 'refused', id: change.id, ...fault });
  }

  /** Drops a command that is too large: the server would close the connection each time. */
  #send(command: Command): void {
    const text = JSON.stringify(command);
    if (fits(text)) this.connection.send(text);
  }

  #dispatch(event: Event): void {
    const after = reduce(this.store.get(), event);
    if (after !== this.store.get()) this.store.set(after);
  }
}
