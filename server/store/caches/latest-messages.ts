import { limits } from '../../../protocol/limits.ts';

/** Of others than whoever looks: as many as are counted, and so many more as may be deleted. */
const enough = 2 * limits.unread;

/** Messages that are held before those are let go that nobody can have unread any more. */
const longest = 1_000;

/** A message that stands, by its place and its author. */
export interface Standing {
  seq: number;
  author: string;
}

/** A message as it has become. */
export interface Revised extends Standing {
  rev: number;
  kind: string;
}

/**
 * Takes the messages of a room from the latest one back, until for everybody there are enough of
 * others. Somebody who says nearly everything is passed over once the rest have enough of theirs.
 */
export class Gathering {
  /** The latest first. */
  readonly standing: Standing[] = [];
  readonly #counts = new Map<string, number>();
  #most: { author: string; count: number } = { author: '', count: 0 };
  /** The count of whoever comes next to the one with the most. */
  #second = 0;

  get isEnough(): boolean {
    return this.standing.length - this.#most.count >= enough;
  }

  /** Whose messages nobody needs any more; '' is no one. */
  get passedOver(): string {
    return this.standing.length - this.#second >= enough ? this.#most.author : '';
  }

  /** Takes a message if somebody may need it. */
  add(message: Standing): void {
    const { author } = message;
    if (this.isEnough || author === this.passedOver) return;
    this.standing.push(message);
    const count = (this.#counts.get(author) ?? 0) + 1;
    this.#counts.set(author, count);
    if (author === this.#most.author) this.#most.count = count;
    // Whoever comes to the top has been the second before: counts go up by one.
    else if (count > this.#most.count) this.#most = { author, count };
    else this.#second = Math.max(this.#second, count);
  }
}

/** The end of a room, as far as anybody can have it unread. */
export class LatestMessages {
  /** The revision of the room that this is true of. */
  rev: number;
  /** Those that stand, in their order; of who says nearly everything only the last. */
  #seqs: number[] = [];
  /** Whose each of them is: a number for each author. */
  #authors: number[] = [];
  #numbers = new Map<string, number>();
  /** Deletions after which somebody may find less than there is; endless where all are held. */
  #spare: number;

  /** `isWhole`: no message before them stands. */
  constructor(rev: number, gathering: Gathering, isWhole: boolean) {
    this.rev = rev;
    this.#spare = isWhole ? Infinity : limits.unread;
    this.#hold(gathering);
  }

  /** Whether it can be counted on. */
  get isExact(): boolean {
    return this.#spare >= 0;
  }

  /** How many after a place, up to another one, are of others than this person. */
  unread(person: string, after: number, until: number): number {
    const [seqs, authors, own] = [this.#seqs, this.#authors, this.#numbers.get(person)];
    let at = seqs.findLastIndex((seq) => seq <= until);
    // Mostly they said nothing here of late, and there is much: no need to look at each.
    if (own === undefined && (seqs[at - limits.unread + 1] ?? 0) > after) return limits.unread;
    let count = 0;
    for (; at >= 0 && count < limits.unread && seqs[at]! > after; at--) {
      if (authors[at] !== own) count += 1;
    }
    return count;
  }

  /** Takes all that was changed since its revision, in any order, up to this one or later. */
  apply(revised: Revised[], rev: number): void {
    const before = this.rev;
    this.rev = revised.reduce((latest, each) => Math.max(latest, each.rev), rev);
    for (const { seq, kind } of revised) {
      if (kind === 'deleted') this.#remove(seq);
    }
    revised
      .filter(({ seq, kind }) => seq > before && kind !== 'deleted')
      .sort((a, b) => a.seq - b.seq)
      .forEach((message) => this.#push(message));
    if (this.#seqs.length > longest) this.#letGo();
  }

  #push({ seq, author }: Standing): void {
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

  #letGo(): void {
    const gathering = new Gathering();
    const names = [...this.#numbers.keys()];
    const held = this.#seqs.map((seq, at) => ({ seq, author: names[this.#authors[at]!]! }));
    for (const message of held.toReversed()) gathering.add(message);
    this.#spare = Math.min(this.#spare, limits.unread);
    this.#hold(gathering);
  }

  #hold({ standing }: Gathering): void {
    [this.#seqs, this.#authors, this.#numbers] = [[], [], new Map()];
    for (const message of standing.toReversed()) this.#push(message);
  }
}
