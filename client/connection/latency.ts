/** Answers that are remembered: enough that one late one does not show. */
const remembered = 5;

/** The usual delay of an answer: the median of the last few of this line. */
export class Latency {
  #times: readonly number[] = [];

  /** A new line has answered nothing. */
  reset(): void {
    this.#times = [];
  }

  /** An answer took so many milliseconds. Returns what one usually takes. */
  took(milliseconds: number): number {
    this.#times = [...this.#times.slice(1 - remembered), milliseconds];
    const inOrder = this.#times.toSorted((a, b) => a - b);
    return inOrder[Math.floor((inOrder.length - 1) / 2)]!;
  }
}
