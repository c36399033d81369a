/** Number of measurements kept: enough to hide one slow answer. */
const measurements = 5;

/** The usual round-trip time: the median of the last few of this connection. */
export class Latency {
  #times: readonly number[] = [];

  /** Forgets the measurements: for a new connection. */
  reset(): void {
    this.#times = [];
  }

  /** Adds a measurement in milliseconds and returns the median. */
  add(milliseconds: number): number {
    this.#times = [...this.#times.slice(1 - measurements), milliseconds];
    const inOrder = this.#times.toSorted((a, b) => a - b);
    return inOrder[Math.floor((inOrder.length - 1) / 2)]!;
  }
}
