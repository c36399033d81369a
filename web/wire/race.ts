/** The live connection, and polling beside it. */
export type Source = 'live' | 'polled';

interface Arrival {
  rev: number;
  at: number;
}

/** Compares when two sources deliver the same revisions of a room. */
export class Race {
  readonly #start: number;
  readonly #revs: Record<Source, number>;
  #arrivals: Record<Source, readonly Arrival[]> = { live: [], polled: [] };

  /** Both sources start at this revision. */
  constructor(rev: number) {
    this.#start = rev;
    this.#revs = { live: rev, polled: rev };
  }

  /** The revision that a source has reached. */
  revOf(source: Source): number {
    return this.#revs[source];
  }

  /** Number of changes that a source has delivered. */
  changes(source: Source): number {
    return this.#revs[source] - this.#start;
  }

  /**
   * A source reaches a revision at a time in milliseconds. Returns how much later it is than each
   * arrival of the other source that it catches up with; [0] when it is first.
   */
  arrived(source: Source, rev: number, at: number): number[] {
    const before = this.#revs[source];
    if (rev <= before) return [];
    const ahead = this.#arrivals[other[source]].filter((each) => each.rev > before);
    const passed = ahead.filter((each) => each.rev <= rev);
    this.#revs[source] = rev;
    this.#arrivals[source] = [...this.#arrivals[source], { rev, at }];
    this.#prune();
    // The other source may have delivered several changes at once: this one was in the first of those.
    const reached = passed.length > 0 ? passed : ahead.slice(0, 1);
    return reached.length === 0 ? [0] : reached.map((each) => at - each.at);
  }

  /** Drops arrivals that both sources have passed. */
  #prune(): void {
    const both = Math.min(this.#revs.live, this.#revs.polled);
    const isAhead = ({ rev }: Arrival): boolean => rev > both;
    const { live, polled } = this.#arrivals;
    this.#arrivals = { live: live.filter(isAhead), polled: polled.filter(isAhead) };
  }
}

const other: Record<Source, Source> = { live: 'polled', polled: 'live' };
