import { indexAfter } from '../../../client/state/merge.ts';
import { currentRoom, type Room, type State } from '../../../client/state/state.ts';
import type { Message } from '../../../protocol/model.ts';
import { ahead } from '../../dom/scrolling/edges.ts';
import { list, type Entry } from '../../dom/list.ts';
import { ScrollPosition, type VisibleRow } from '../../dom/scrolling/scroll.ts';
import type { AppContext, SavedPosition } from '../../app/app-context.ts';
import { RoomVisit } from '../../timeline/room-visit.ts';
import type { Row } from '../../timeline/rows.ts';
import { roomTitle } from '../../words/words.ts';

/** Height of the smallest message in pixels. */
const minHeight = 27;

/** Selects the rows of messages that the server has. */
const message = '[data-seq]';

/** Renders the part of a room around the reader, and moves it while they scroll. */
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
      () => this.#jumpSoon(),
      signal,
    );
  }

  get isAtEnd(): boolean {
    return this.#scroll.isAtEnd;
  }

  /** The `seq` of the last message in view. */
  get seenTo(): number | undefined {
    const last = this.#scroll.lastInView(message);
    return last && seqOf(last);
  }

  /** New messages are announced to screen readers; loaded earlier ones are not. */
  show(state: State, isNews = !this.#isLoading && !this.#context.jumpTarget.get()): void {
    const room = currentRoom(state);
    if (this.#visit?.room !== room?.id) this.#leave();
    if (room === undefined) return;
    const visit = (this.#visit ??= this.#enter(room));
    if (visit.hasNewPost(state, room)) this.#follow(visit, room);
    const live = isNews && !visit.isFirstDraw ? 'polite' : 'off';
    if (this.#log.ariaLive !== live) this.#log.ariaLive = live;
    const rows = visit.rows(state, room, this.isAtEnd, roomTitle(room));
    const lost = this.#scroll.keep(() => this.#showRows(rows));
    this.#scroll.isEndShown = visit.window.followsEnd;
    this.#restore(room, positionIn(lost));
    if (visit.isFirstDraw && room.messages.length > 0) this.#firstScroll(visit, room);
    this.#jumpSoon();
  }

  toEnd(): void {
    const [room, visit] = [this.#room, this.#visit];
    if (room === undefined || visit === undefined) return;
    this.#follow(visit, room);
    this.show(this.#context.screen.get(), false);
  }

  /** Whether there are messages before the rendered ones. */
  get hasEarlier(): boolean {
    const room = this.#room;
    if (room === undefined || this.#visit === undefined) return false;
    return room.floor > 0 || this.#visit.window.hasEarlier(room.messages);
  }

  /** Renders earlier messages; loads them from the server if necessary. */
  async earlier(): Promise<void> {
    const room = this.#room;
    if (room === undefined) return;
    if (this.#visit?.window.earlier(room.messages)) this.show(this.#context.screen.get(), false);
    else if (room.floor > 0) await this.#load(room.id);
  }

  later(): void {
    const room = this.#room;
    if (room && this.#visit?.window.later(room.messages))
      this.show(this.#context.screen.get(), false);
  }

  /** Call when the page gets or loses the focus. */
  look(isFocused: boolean): void {
    const room = this.#room;
    if (isFocused) this.#visit?.lookBack();
    else if (room !== undefined) this.#visit?.lookAway(room);
  }

  get #room(): Room | undefined {
    return currentRoom(this.#context.screen.get());
  }

  #enter(room: Room): RoomVisit {
    const kept = this.#context.positions.get(room.id);
    if (kept !== undefined) this.#scroll.leaveEnd();
    const [view, screenful] = [messagesIn(innerHeight), messagesIn(innerHeight + ahead)];
    const visit = new RoomVisit(room, view, screenful, kept?.seq);
    if (!this.#context.focused.get()) visit.lookAway(room);
    return visit;
  }

  /** Saves the scroll position of the room; none is saved at its end. */
  #leave(): void {
    // Nothing is rendered before the first room: measuring would cost a layout.
    if (this.#visit === undefined) return;
    const { room, isFirstDraw } = this.#visit;
    const place = this.isAtEnd ? undefined : positionIn(this.#scroll.inView());
    if (place !== undefined) this.#context.positions.set(room, place);
    else if (!isFirstDraw) this.#context.positions.delete(room);
    this.#visit = undefined;
    this.#showRows([]);
    this.#scroll.toEnd();
  }

  /** Scrolls to a saved position: its message, or the nearest one that is loaded. */
  #restore({ messages }: Room, kept: SavedPosition | undefined): void {
    if (kept === undefined) return;
    const nearest = messages[indexAfter(messages, kept.seq - 1)] ?? messages.at(-1);
    const line = nearest && this.#lineOf(nearest);
    if (line) this.#scroll.put(line, kept.offset);
  }

  /** After all watchers have run: a hidden element cannot get the focus. */
  #jumpSoon(): void {
    if (this.#context.jumpTarget.get() !== undefined) queueMicrotask(() => this.#jumpToMessage());
  }

  /** Scrolls to the jump target once it is loaded. */
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

  /** A room opens at its saved position, at its first new message, or at its end. */
  #firstScroll(visit: RoomVisit, room: Room): void {
    visit.isFirstDraw = false;
    const kept = this.#context.positions.get(room.id);
    if (kept !== undefined) return this.#restore(room, kept);
    const firstNew = this.#rows.querySelector('[data-is="new"]');
    if (firstNew !== null) this.#scroll.backTo(firstNew);
  }

  async #load(room: string): Promise<void> {
    this.#isLoading = true;
    try {
      await this.#context.chat.older(room);
    } finally {
      // The loaded messages render in the next frame.
      requestAnimationFrame(() => (this.#isLoading = false));
    }
  }
}

/** The position of the first message among the rows in view. */
function positionIn(seen: readonly VisibleRow[]): SavedPosition | undefined {
  const first = seen.find(({ row }) => row.matches(message));
  return first && { seq: seqOf(first.row), offset: first.offset };
}

function seqOf(row: HTMLElement): number {
  return Number(row.dataset['seq'] ?? 0);
}

/** Maximum number of messages in so many pixels. */
function messagesIn(height: number): number {
  return Math.ceil(height / minHeight);
}
