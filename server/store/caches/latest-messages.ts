import { limits } from '../../../protocol/limits.ts';

/** Messages of others needed for any person: the most that are counted, and as many spare ones. */
const enough = 2 * limits.unread;

/** Messages held before those are dropped that cannot count as unread for anybody. */
const mostHeld = 1_000;

/** A message that is not deleted. */
export interface LiveMessage {
  seq: number;
  author: string;
}

/** The current state of a changed message. */
export interface Revised extends LiveMessage {
  rev: number;
  kind: string;
}

/**
 * Selects messages of a room, from the latest one backwards, until there are enough messages of
 * others for every person. An author of nearly all messages is skipped once all others have enough.
 */
export class Selection {
  /** The latest first. */
  readonly messages: LiveMessage[] = [];
  readonly #counts = new Map<string, number>();
  #most: { author: string; count: number } = { author: '', count: 0 };
  /** The second largest count of messages of one author. */
  #second = 0;

  get isComplete(): boolean {
    return this.messages.length - this.#most.count >= enough;
  }

  /** The author whose messages are no longer needed; '' if there is none. */
  get skippedAuthor(): string {
    return this.messages.length - this.#second >= enough ? this.#most.author : '';
  }

  /** Adds a message if it may be needed. */
  add(message: LiveMessage): void {
    const { author } = message;
    if (this.isComplete || author === this.skippedAuthor) return;
    this.messages.push(message);
    const count = (this.#counts.get(author) ?? 0) + 1;
    this.#counts.set(author, count);
    if (author === this.#most.author) this.#most.count = count;
    // Counts grow by one: a new first author was second before.
    else if (count > this.#most.count) this.#most = { author, count };
    else this.#second = Math.max(this.#second, count);
  }
}

/** The latest messages of a room, from which unread messages are counted for any person. */
export class LatestMessages {
  /** The revision of the room that this state belongs to. */
  rev: number;
  /** `seq` of the messages in ascending order; of the most frequent author only the latest. */
  #seqs: number[] = [];
  /** The author of each message, as a number per author. */
  #authors: number[] = [];
  #numbers = new Map<string, number>();
  /** Deletions until counts may be too low; Infinity if all messages of the room are held. */
  #spare: number;

  /** `isWhole`: the room has no earlier messages. */
  constructor(rev: number, selection: Selection, isWhole: boolean) {
    this.rev = rev;
    this.#spare = isWhole ? Infinity : limits.unread;
    this.#hold(selection);
  }

  /** Whether counts are exact. */
  get isExact(): boolean {
    return this.#spare >= 0;
  }

  /** Counts messages of others with `after < seq <= until`, up to `limits.unread`. */
  unread(person: string, after: number, until: number): number {
    const [seqs, authors, own] = [this.#seqs, this.#authors, this.#numbers.get(person)];
    let at = seqs.findLastIndex((seq) => seq <= until);
    // The usual case is a person without recent messages in a busy room: no need to count.
    if (own === undefined && (seqs[at - limits.unread + 1] ?? 0) > after) return limits.unread;
    let count = 0;
    for (; at >= 0 && count < limits.unread && seqs[at]! > after; at--) {
      if (authors[at] !== own) count += 1;
    }
    return count;
  }

  /**
   * Applies all messages changed since the previous revision up to `rev` or later, in any order.
   */
  apply(revised: Revised[], rev: number): void {
    const before = this.rev;
    this.rev = revised.reduce((latest, each) => Math.max(latest, each.rev), rev);
    for (const { seq, kind } of revised) {
      if (kind === 'deleted') this.#remove(seq);
    }
    revised
      .filter(({ seq, kind }) => seq > before && kind !== 'deleted' && kind !== 'event')
      .sort((a, b) => a.seq - b.seq)
      .forEach((message) => this.#push(message));
    if (this.#seqs.length > mostHeld) this.#drop();
  }

  #push({ seq, author }: LiveMessage): void {
    const number = this.#numbers.get(author) ?? this.#numbers.size;
    this.#numbers.set(author, number);
    this.#seqs.push(seq);
    this.#authors.push(number);
  }

  #remove(seq: number): void {
    const at = this.#seqs.indexOf(seq);
    if (at < 0) return;
    this.#seqs.splice(at, 1);
    this.#authors.splice(at, 1);
    this.#spare -= 1;
  }

  #drop(): void {
    const selection = new Selection();
    const names = [...this.#numbers.keys()];
    const held = this.#seqs.map((seq, at) => ({ seq, author: names[this.#authors[at]!]! }));
    for (const message of held.toReversed()) selection.add(message);
    this.#spare = Math.min(this.#spare, limits.unread);
    this.#hold(selection);
  }

  #hold({ messages }: Selection): void {
    [this.#seqs, this.#authors, this.#numbers] = [[], [], new Map()];
    for (const message of messages.toReversed()) this.#push(message);
  }
}
