/** The line that is always open, and what is asked beside it. */
export type Runner = 'line' | 'asked';

interface Arrival {
  rev: number;
  at: number;
}

/** Two ways that bring the same revisions of a room: how much later one has each than the other. */
export class Race {
  readonly #start: number;
  readonly #revs: Record<Runner, number>;
  #arrivals: Record<Runner, readonly Arrival[]> = { line: [], asked: [] };

  /** Both are at this revision. */
  constructor(rev: number) {
    this.#start = rev;
    this.#revs = { line: rev, asked: rev };
  }

  /** The revision that a way is at. */
  revOf(runner: Runner): number {
    return this.#revs[runner];
  }

  /** How many changes a way has brought. */
  brought(runner: Runner): number {
    return this.#revs[runner] - this.#start;
  }

  /**
   * A way is at a revision, at a time in milliseconds. Returns for each arrival of the other that
   * it has caught up with how much later it is; 0 where it is the first.
   */
  arrived(runner: Runner, rev: number, at: number): number[] {
    const before = this.#revs[runner];
    if (rev <= before) return [];
    const ahead = this.#arrivals[other[runner]].filter((each) => each.rev > before);
    const passed = ahead.filter((each) => each.rev <= rev);
    this.#revs[runner] = rev;
    this.#arrivals[runner] = [...this.#arrivals[runner], { rev, at }];
    this.#forget();
    // One that brings more at once may be far ahead: this change was in its first arrival.
    const reached = passed.length > 0 ? passed : ahead.slice(0, 1);
    return reached.length === 0 ? [0] : reached.map((each) => at - each.at);
  }

  /** Where both have been, nothing is to be caught up with. */
  #forget(): void {
    const both = Math.min(this.#revs.line, this.#revs.asked);
    const isAhead = ({ rev }: Arrival): boolean => rev > both;
    const { line, asked } = this.#arrivals;
    this.#arrivals = { line: line.filter(isAhead), asked: asked.filter(isAhead) };
  }
}

const other: Record<Runner, Runner> = { line: 'asked', asked: 'line' };
