const perMillisecond = 20;
const longest = 4_000;

/** Latencies in steps of 0.05 ms up to 4 s; longer ones count as 4 s. */
export class Histogram {
  readonly #counts = new Uint32Array(longest * perMillisecond + 1);
  #total = 0;

  add(milliseconds: number): void {
    const bucket = milliseconds < longest ? Math.max(0, milliseconds) : longest;
    this.#counts[Math.floor(bucket * perMillisecond)]! += 1;
    this.#total += 1;
  }

  get total(): number {
    return this.#total;
  }

  /** The percentile in milliseconds; `share` is from 0 to 1. NaN if empty. */
  percentile(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.#total * share));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return (bucket + 1) / perMillisecond;
    }
    return NaN;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }
}
