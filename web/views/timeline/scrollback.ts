import { indexAfter } from '../../../client/state/merge.ts';
import { currentRoom, type Room, type State } from '../../../client/state/state.ts';
import type { Message } from '../../../protocol/model.ts';
import { ahead } from '../../dom/scrolling/edges.ts';
import { list, type Entry } from '../../dom/list.ts';
import { Place, type Spot } from '../../dom/scrolling/scroll.ts';
import type { Page } from '../../app-context.ts';
import { Reading } from '../../timeline/room-visit.ts';
import type { Row } from '../../timeline/rows.ts';

/** Pixels of the lowest message there is. */
const lowest = 27;

/** A line that holds a message that the server has. */
const message = '[data-seq]';

/** Where a reader was in a room that they left: at a message so many pixels below the view's top. */
export interface KeptPlace {
  seq: number;
  offset: number;
}

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
    signal.addEventListener('abort', () => this.#leave());
    page.sought.watch(
      (target) => target,
      () => this.#seekSoon(),
      signal,
    );
  }

  get isAtEnd(): boolean {
    return this.#place.isAtEnd;
  }

  /** The place of the last message that is in view. */
  get seenTo(): number | undefined {
    const last = this.#place.lastInView(message);
    return last && seqOf(last);
  }

  /** What is new is read aloud; what was merely not on the page is not. */
  show(state: State, isNews = !this.#isLoading && !this.#page.sought.get()): void {
    const room = currentRoom(state);
    if (this.#reading?.room !== room?.name) this.#leave();
    if (room === undefined) return;
    const reading = (this.#reading ??= this.#enter(room));
    if (reading.hasNewPost(state, room)) this.#follow(reading, room);
    const live = isNews && !reading.isFresh ? 'polite' : 'off';
    if (this.#log.ariaLive !== live) this.#log.ariaLive = live;
    const rows = reading.rows(state, room, this.isAtEnd);
    const lost = this.#place.keep(() => this.#showRows(rows));
    this.#place.isEndShown = reading.span.followsEnd;
    this.#goBack(room, placeIn(lost));
    if (reading.isFresh && room.messages.length > 0) this.#settle(reading, room);
    this.#seekSoon();
  }

  toEnd(): void {
    const [room, reading] = [this.#room, this.#reading];
    if (room === undefined || reading === undefined) return;
    this.#follow(reading, room);
    this.show(this.#page.screen.get(), false);
  }

  /** Whether there are messages before those on the page. */
  get hasEarlier(): boolean {
    const room = this.#room;
    if (room === undefined || this.#reading === undefined) return false;
    return room.floor > 0 || this.#reading.span.hasEarlier(room.messages);
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

  /** Somebody looks at the page, or not any more. */
  look(isInFront: boolean): void {
    const room = this.#room;
    if (isInFront) this.#reading?.back();
    else if (room !== undefined) this.#reading?.away(room);
  }

  get #room(): Room | undefined {
    return currentRoom(this.#page.screen.get());
  }

  #enter(room: Room): Reading {
    const kept = this.#page.places.get(room.name);
    if (kept !== undefined) this.#place.leaveEnd();
    const [view, screenful] = [linesIn(innerHeight), linesIn(innerHeight + ahead)];
    const reading = new Reading(room, view, screenful, kept?.seq);
    if (!this.#page.front.get()) reading.away(room);
    return reading;
  }

  /** Keeps the place of a reader who goes elsewhere; whoever is at the end comes back to the end. */
  #leave(): void {
    // Before the first room it is empty, and at its end: to ask for that would be a layout more.
    if (this.#reading === undefined) return;
    const { room, isFresh } = this.#reading;
    const place = this.isAtEnd ? undefined : placeIn(this.#place.inView());
    if (place !== undefined) this.#page.places.set(room, place);
    else if (!isFresh) this.#page.places.delete(room);
    this.#reading = undefined;
    this.#showRows([]);
    this.#place.toEnd();
  }

  /** Shows a message where it was in the view, or the nearest that is held. */
  #goBack({ messages }: Room, kept: KeptPlace | undefined): void {
    if (kept === undefined) return;
    const nearest = messages[indexAfter(messages, kept.seq - 1)] ?? messages.at(-1);
    const line = nearest && this.#lineOf(nearest);
    if (line) this.#place.put(line, kept.offset);
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

  #goTo(reading: Reading, message: Message): void {
    reading.span.reach(this.#room?.messages ?? [], message.seq);
    this.#place.leaveEnd();
    this.show(this.#page.screen.get(), false);
    const line = this.#lineOf(message);
    if (line === null) return;
    this.#place.to(line);
    line.focus({ preventScroll: true });
  }

  #follow(reading: Reading, room: Room): void {
    reading.span.toEnd(room.messages);
    this.#place.toEnd();
  }

  #lineOf({ seq }: Message): HTMLElement | null {
    return this.#rows.querySelector<HTMLElement>(`:scope > [data-seq="${seq}"]`);
  }

  /** A room opens where it was left, at its first new message, or at its end. */
  #settle(reading: Reading, room: Room): void {
    reading.isFresh = false;
    const kept = this.#page.places.get(room.name);
    if (kept !== undefined) return this.#goBack(room, kept);
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

/** The place of the first message among what was in view. */
function placeIn(seen: readonly Spot[]): KeptPlace | undefined {
  const first = seen.find(({ row }) => row.matches(message));
  return first && { seq: seqOf(first.row), offset: first.offset };
}

function seqOf(row: HTMLElement): number {
  return Number(row.dataset['seq'] ?? 0);
}

/** Messages that fill so many pixels, however short they are. */
function linesIn(height: number): number {
  return Math.ceil(height / lowest);
}
