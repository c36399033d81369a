import { currentRoom, type Room, type State } from '../client/state.ts';
import type { Message } from '../protocol/model.ts';
import { ahead } from './dom/edges.ts';
import { list, type Entry } from './dom/list.ts';
import { Place } from './dom/scroll.ts';
import type { Page } from './page.ts';
import { Reading } from './reading.ts';
import type { Row } from './rows.ts';

/** Pixels of the lowest message there is. */
const lowest = 27;

/** Shows the part of a room that is around its reader, and moves it along as they scroll. */
export class Scrollback {
  readonly #page: Page;
  readonly #log: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #place: Place;
  readonly #showRows: (rows: readonly Row[]) => void;
  #reading: Reading | undefined;
  #isLoading = false;

  constructor(
    page: Page,
    [log, rows]: [HTMLElement, HTMLElement],
    make: (row: Row) => Entry<Row>,
    signal: AbortSignal,
  ) {
    this.#page = page;
    this.#log = log;
    this.#rows = rows;
    this.#place = new Place(log, rows, signal);
    this.#showRows = list(rows, ({ key }) => key, make);
    page.sought.watch(
      (target) => target,
      () => this.#seekSoon(),
      signal,
    );
  }

  get isAtEnd(): boolean {
    return this.#place.isAtEnd;
  }

  /** What is new is read aloud; what was merely not on the page is not. */
  show(state: State, isNews = !this.#isLoading && !this.#page.sought.get()): void {
    const room = currentRoom(state);
    if (room === undefined) return;
    const reading = this.#readingOf(room);
    if (reading.hasNewPost(state, room)) this.#follow(reading, room);
    const live = isNews && !reading.isFresh ? 'polite' : 'off';
    if (this.#log.ariaLive !== live) this.#log.ariaLive = live;
    this.#place.keep(() => this.#showRows(reading.rows(state, room, this.isAtEnd)));
    this.#place.isEndShown = reading.span.followsEnd;
    if (reading.isFresh && room.messages.length > 0) this.#settle(reading);
    this.#seekSoon();
  }

  toEnd(): void {
    const [room, reading] = [this.#room, this.#reading];
    if (room === undefined || reading === undefined) return;
    this.#follow(reading, room);
    this.show(this.#page.screen.get(), false);
  }

  /** Shows earlier messages, from the server when no more are held. */
  async earlier(): Promise<void> {
    const room = this.#room;
    if (room === undefined) return;
    if (this.#reading?.span.earlier(room.messages)) this.show(this.#page.screen.get(), false);
    else if (room.floor > 0) await this.#load(room.name);
  }

  later(): void {
    const room = this.#room;
    if (room && this.#reading?.span.later(room.messages)) this.show(this.#page.screen.get(), false);
  }

  /** The page went out of sight, or came back into it. */
  look(isAway: boolean): void {
    const room = this.#room;
    if (room === undefined) return;
    if (isAway) this.#reading?.away(room);
    else this.#reading?.back(room);
  }

  get #room(): Room | undefined {
    return currentRoom(this.#page.screen.get());
  }

  #readingOf(room: Room): Reading {
    if (this.#reading?.room === room.name) return this.#reading;
    // Before the first room it is empty, and at its end: to ask for that would be a layout more.
    if (this.#reading !== undefined) this.#empty();
    this.#reading = new Reading(room, linesIn(innerHeight), linesIn(innerHeight + ahead));
    return this.#reading;
  }

  #empty(): void {
    this.#showRows([]);
    this.#place.toEnd();
  }

  /** Once all the page shows this state: what is hidden until then can have no focus. */
  #seekSoon(): void {
    if (this.#page.sought.get() !== undefined) queueMicrotask(() => this.#seek());
  }

  /** Goes to the message that is looked for, once it is there. */
  #seek(): void {
    const { sought } = this.#page;
    const [room, target] = [this.#room, sought.get()];
    const message = room?.messages.find(({ id }) => id === target?.message);
    const reading = this.#reading;
    if (message === undefined || reading === undefined || reading.room !== target?.room) return;
    sought.set(undefined);
    this.#goTo(reading, message);
  }

  #goTo(reading: Reading, { id, seq }: Message): void {
    reading.span.reach(this.#room?.messages ?? [], seq);
    this.#place.leaveEnd();
    this.show(this.#page.screen.get(), false);
    const line = this.#rows.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (line === null) return;
    this.#place.to(line);
    line.focus({ preventScroll: true });
  }

  #follow(reading: Reading, room: Room): void {
    reading.span.toEnd(room.messages);
    this.#place.toEnd();
  }

  /** A room opens at its first new message, or at its end. */
  #settle(reading: Reading): void {
    reading.isFresh = false;
    const firstNew = this.#rows.querySelector('[data-is="new"]');
    if (firstNew !== null) this.#place.backTo(firstNew);
  }

  async #load(room: string): Promise<void> {
    this.#isLoading = true;
    try {
      await this.#page.chat.older(room);
    } finally {
      // What has come is shown with the next frame.
      requestAnimationFrame(() => (this.#isLoading = false));
    }
  }
}

/** Messages that fill so many pixels, however short they are. */
function linesIn(height: number): number {
  return Math.ceil(height / lowest);
}
