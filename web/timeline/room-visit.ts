import type { Room, State } from '../../client/state/state.ts';
import type { Message, Person } from '../../protocol/model.ts';
import { rowsOf, type Post, type Row } from './rows.ts';
import { MessageWindow } from './message-window.ts';

/** One visit to a room: which part is rendered, and where the new messages begin. */
export class RoomVisit {
  readonly room: string;
  readonly window: MessageWindow;
  /** Until the first messages are rendered. */
  isFirstDraw = true;
  #newAfter: number | undefined;
  /** The last read `seq` when the reader looked away. */
  #leftAt: number | undefined;
  #lastPost: string | undefined;
  readonly #view: number;
  readonly #at: number | undefined;

  /**
   * `view`: messages that fill the view; `screenful`: those rendered at the end of the room, with
   * some above the view. `at`: the `seq` to open at, instead of the end.
   */
  constructor({ id, read, unread }: Room, view: number, screenful: number, at?: number) {
    this.room = id;
    this.window = new MessageWindow(screenful);
    this.#view = view;
    this.#at = at;
    // In a room that was never read everything is new: no line is needed.
    if (unread > 0 && read > 0) this.#newAfter = read;
  }

  /** `title`: the room as its first row names it. */
  rows(state: State, room: Room, isAtEnd: boolean, title = room.name): Row[] {
    if (this.isFirstDraw) this.#open(room.messages);
    if (this.#leftAt !== undefined && room.unread > 0) this.#newAfter = this.#leftAt;
    const messages = this.window.of(room.messages, isAtEnd);
    const isStart = room.floor === 0 && messages[0] === room.messages[0];
    return rowsOf({
      title,
      messages,
      posts: this.window.followsEnd ? postsOf(state, this.room) : [],
      arrivals: this.window.followsEnd ? room.arrivals : [],
      isStart,
      newAfter: this.#newAfter,
      you: state.you?.id,
      now: Date.now(),
    });
  }

  /** Renders little at first, to show it fast; the rest follows before anybody scrolls to it. */
  #open(messages: readonly Message[]): void {
    const isAtEnd = this.#newAfter === undefined && this.#at === undefined;
    this.window.toEnd(messages, isAtEnd ? this.#view : undefined);
    if (this.#at !== undefined) this.window.reach(messages, this.#at);
  }

  /** The reader looks away: later messages are new. */
  lookAway({ read, unread, messages }: Room): void {
    if (unread === 0) this.#leftAt = messages.at(-1)?.seq ?? read;
    else this.#leftAt = read > 0 ? read : undefined;
  }

  lookBack(): void {
    this.#leftAt = undefined;
  }

  /** True once per own message: the view always scrolls to it. */
  hasNewPost({ outbox, you }: State, { messages }: Room): boolean {
    const post = outbox.findLast(({ change }) => change.type === 'post')?.change.id;
    const last = post ?? ownGame(messages.at(-1), you);
    const isNew = last !== undefined && last !== this.#lastPost && !this.isFirstDraw;
    this.#lastPost = last ?? this.#lastPost;
    return isNew;
  }
}

/** A proposed game is not in the outbox as a post: it shows once the server has it. */
function ownGame(last: Message | undefined, you: Person | undefined): string | undefined {
  return last?.kind === 'game' && last.author.id === you?.id ? last.id : undefined;
}

function postsOf({ outbox, you: author, link }: State, room: string): Post[] {
  if (author === undefined) return [];
  const isSending = link.is === 'open';
  return outbox.flatMap((pending): Post[] => {
    const { change } = pending;
    if (change.type !== 'post' || change.room !== room) return [];
    return [{ pending, text: change.text, author, isSending }];
  });
}
