import type { Room, State } from '../../client/state/state.ts';
import type { Message, Person } from '../../protocol/model.ts';
import { rowsOf, type Post, type Row } from './rows.ts';
import { Span } from './message-window.ts';

/** One visit to a room: which part of it is on the page, and where the new messages begin. */
export class Reading {
  readonly room: string;
  readonly span: Span;
  /** Until something could be shown. */
  isFresh = true;
  #newAfter: number | undefined;
  /** What was read when nobody looked any more. */
  #leftAt: number | undefined;
  #lastPost: string | undefined;
  readonly #view: number;
  readonly #at: number | undefined;

  /**
   * `view`: messages that fill it; `screenful`: those on the page at its end, with what is above.
   * `at`: the message that it opens at, instead of its end.
   */
  constructor({ name, read, unread }: Room, view: number, screenful: number, at?: number) {
    this.room = name;
    this.span = new Span(screenful);
    this.#view = view;
    this.#at = at;
    // Whoever never was here finds everything new, and needs no line to say so.
    if (unread > 0 && read > 0) this.#newAfter = read;
  }

  rows(state: State, room: Room, isAtEnd: boolean): Row[] {
    if (this.isFresh) this.#open(room.messages);
    if (this.#leftAt !== undefined && room.unread > 0) this.#newAfter = this.#leftAt;
    const messages = this.span.of(room.messages, isAtEnd);
    const isStart = room.floor === 0 && messages[0] === room.messages[0];
    return rowsOf({
      messages,
      posts: this.span.followsEnd ? postsOf(state, this.room) : [],
      arrivals: this.span.followsEnd ? room.arrivals : [],
      isStart,
      newAfter: this.#newAfter,
      you: state.you?.id,
      now: Date.now(),
    });
  }

  /** Little is there at first, for the first look waits for it; the rest comes before it is scrolled to. */
  #open(messages: readonly Message[]): void {
    const isAtEnd = this.#newAfter === undefined && this.#at === undefined;
    this.span.toEnd(messages, isAtEnd ? this.#view : undefined);
    if (this.#at !== undefined) this.span.reach(messages, this.#at);
  }

  /** Nobody looks any more: what comes from here on is new. */
  away({ read, unread, messages }: Room): void {
    if (unread === 0) this.#leftAt = messages.at(-1)?.seq ?? read;
    else this.#leftAt = read > 0 ? read : undefined;
  }

  back(): void {
    this.#leftAt = undefined;
  }

  /** True once for each message of one's own, which is always gone to. */
  hasNewPost({ outbox, you }: State, { messages }: Room): boolean {
    const post = outbox.findLast(({ change }) => change.type === 'post')?.change.id;
    const last = post ?? ownGame(messages.at(-1), you);
    const isNew = last !== undefined && last !== this.#lastPost && !this.isFresh;
    this.#lastPost = last ?? this.#lastPost;
    return isNew;
  }
}

/** A proposal is no post: it is there as soon as the server has it. */
function ownGame(last: Message | undefined, you: Person | undefined): string | undefined {
  return last?.kind === 'game' && last.author.id === you?.id ? last.id : undefined;
}

function postsOf({ outbox, you: author, link }: State, room: string): Post[] {
  if (author === undefined) return [];
  const goes = link.is === 'open';
  return outbox.flatMap((pending): Post[] => {
    const { change } = pending;
    if (change.type !== 'post' || change.room !== room) return [];
    return [{ pending, text: change.text, author, goes }];
  });
}
