import { indexAfter } from '../../../client/state/merge.ts';
import { currentRoom, type Room, type State } from '../../../client/state/state.ts';
import type { Message } from '../../../protocol/model.ts';
import { ahead } from '../../dom/scrolling/edges.ts';
import { list, type Entry } from '../../dom/list.ts';
import { ScrollPosition, type VisibleRow } from '../../dom/scrolling/scroll.ts';
import type { AppContext } from '../../app-context.ts';
import { RoomVisit } from '../../timeline/room-visit.ts';
import type { Row } from '../../timeline/rows.ts';

/** Pixels of the lowest message there is. */
const lowest = 27;

/** A line that holds a message that the server has. */
const message = '[data-seq]';

/** Where a reader was in a room that they left: at a message so many pixels below the view's top. */
export interface SavedPosition {
  seq: number;
  offset: number;
}

/** Shows the part of a room that is around its reader, and moves it along as they scroll. */
export class Scrollback {
  readonly #context: AppContext;
  readonly #log: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #scroll: ScrollPosition;
  readonly #showRows: (rows: readonly Row[]) => void;
  #visit: RoomVisit | undefined;
  #isLoading = false;

  constructor(
    context: AppContext,
    [log, rows]: [HTMLElement, HTMLElement],
    make: (row: Row) => Entry<Row>,
    signal: AbortSignal,
  ) {
    this.#context = context;
    this.#log = log;
    this.#rows = rows;
    this.#scroll = new ScrollPosition(log, rows, signal);
    this.#showRows = list(rows, ({ key }) => key, make);
    signal.addEventListener('abort', () => this.#leave());
    context.jumpTarget.watch(
      (target) => target,
      () => this.#seekSoon(),
      signal,
    );
  }

  get isAtEnd(): boolean {
    return this.#scroll.isAtEnd;
  }

  /** The place of the last message that is in view. */
  get seenTo(): number | undefined {
    const last = this.#scroll.lastInView(message);
    return last && seqOf(last);
  }

  /** What is new is read aloud; what was merely not on the page is not. */
  show(state: State, isNews = !this.#isLoading && !this.#context.jumpTarget.get()): void {
    const room = currentRoom(state);
    if (this.#visit?.room !== room?.name) this.#leave();
    if (room === undefined) return;
    const visit = (this.#visit ??= this.#enter(room));
    if (visit.hasNewPost(state, room)) this.#follow(visit, room);
    const live = isNews && !visit.isFirstDraw ? 'polite' : 'off';
    if (this.#log.ariaLive !== live) this.#log.ariaLive = live;
    const rows = visit.rows(state, room, this.isAtEnd);
    const lost = this.#scroll.keep(() => this.#showRows(rows));
    this.#scroll.isEndShown = visit.window.followsEnd;
    this.#goBack(room, placeIn(lost));
    if (visit.isFirstDraw && room.messages.length > 0) this.#settle(visit, room);
    this.#seekSoon();
  }

  toEnd(): void {
    const [room, visit] = [this.#room, this.#visit];
    if (room === undefined || visit === undefined) return;
    this.#follow(visit, room);
    this.show(this.#context.screen.get(), false);
  }

  /** Whether there are messages before those on the page. */
  get hasEarlier(): boolean {
    const room = this.#room;
    if (room === undefined || this.#visit === undefined) return false;
    return room.floor > 0 || this.#visit.window.hasEarlier(room.messages);
  }

  /** Shows earlier messages, from the server when no more are held. */
  async earlier(): Promise<void> {
    const room = this.#room;
    if (room === undefined) return;
    if (this.#visit?.window.earlier(room.messages)) this.show(this.#context.screen.get(), false);
    else if (room.floor > 0) await this.#load(room.name);
  }

  later(): void {
    const room = this.#room;
    if (room && this.#visit?.window.later(room.messages))
      this.show(this.#context.screen.get(), false);
  }

  /** Somebody looks at the page, or not any more. */
  look(isFocused: boolean): void {
    const room = this.#room;
    if (isFocused) this.#visit?.lookBack();
    else if (room !== undefined) this.#visit?.lookAway(room);
  }

  get #room(): Room | undefined {
    return currentRoom(this.#context.screen.get());
  }

  #enter(room: Room): RoomVisit {
    const kept = this.#context.positions.get(room.name);
    if (kept !== undefined) this.#scroll.leaveEnd();
    const [view, screenful] = [linesIn(innerHeight), linesIn(innerHeight + ahead)];
    const visit = new RoomVisit(room, view, screenful, kept?.seq);
    if (!this.#context.focused.get()) visit.lookAway(room);
    return visit;
  }

  /** Keeps the place of a reader who goes elsewhere; whoever is at the end comes back to the end. */
  #leave(): void {
    // Before the first room it is empty, and at its end: to ask for that would be a layout more.
    if (this.#visit === undefined) return;
    const { room, isFirstDraw } = this.#visit;
    const place = this.isAtEnd ? undefined : placeIn(this.#scroll.inView());
    if (place !== undefined) this.#context.positions.set(room, place);
    else if (!isFirstDraw) this.#context.positions.delete(room);
    this.#visit = undefined;
    this.#showRows([]);
    this.#scroll.toEnd();
  }

  /** Shows a message where it was in the view, or the nearest that is held. */
  #goBack({ messages }: Room, kept: SavedPosition | undefined): void {
    if (kept === undefined) return;
    const nearest = messages[indexAfter(messages, kept.seq - 1)] ?? messages.at(-1);
    const line = nearest && this.#lineOf(nearest);
    if (line) this.#scroll.put(line, kept.offset);
  }

  /** Once all the page shows this state: what is hidden until then can have no focus. */
  #seekSoon(): void {
    if (this.#context.jumpTarget.get() !== undefined) queueMicrotask(() => this.#jumpToMessage());
  }

  /** Goes to the message that is looked for, once it is there. */
  #jumpToMessage(): void {
    const { jumpTarget } = this.#context;
    const [room, target] = [this.#room, jumpTarget.get()];
    const message = room?.messages.find(({ id }) => id === target?.message);
    const visit = this.#visit;
    if (message === undefined || visit === undefined || visit.room !== target?.room) return;
    jumpTarget.set(undefined);
    this.#goTo(visit, message);
  }

  #goTo(visit: RoomVisit, message: Message): void {
    visit.window.reach(this.#room?.messages ?? [], message.seq);
    this.#scroll.leaveEnd();
    this.show(this.#context.screen.get(), false);
    const line = this.#lineOf(message);
    if (line === null) return;
    this.#scroll.to(line);
    line.focus({ preventScroll: true });
  }

  #follow(visit: RoomVisit, room: Room): void {
    visit.window.toEnd(room.messages);
    this.#scroll.toEnd();
  }

  #lineOf({ seq }: Message): HTMLElement | null {
    return this.#rows.querySelector<HTMLElement>(`:scope > [data-seq="${seq}"]`);
  }

  /** A room opens where it was left, at its first new message, or at its end. */
  #settle(visit: RoomVisit, room: Room): void {
    visit.isFirstDraw = false;
    const kept = this.#context.positions.get(room.name);
    if (kept !== undefined) return this.#goBack(room, kept);
    const firstNew = this.#rows.querySelector('[data-is="new"]');
    if (firstNew !== null) this.#scroll.backTo(firstNew);
  }

  async #load(room: string): Promise<void> {
    this.#isLoading = true;
    try {
      await this.#context.chat.older(room);
    } finally {
      // What has come is shown with the next frame.
      requestAnimationFrame(() => (this.#isLoading = false));
    }
  }
}

/** The place of the first message among what was in view. */
function placeIn(seen: readonly VisibleRow[]): SavedPosition | undefined {
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
