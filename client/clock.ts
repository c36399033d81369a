/** Time and chance as arguments, so that tests can move the one and fix the other. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, for durations: nobody can set it back. */
  monotonic(): number;
  /** Calls once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, call: () => void): () => void;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/** The clock on the wall. */
export const wallClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
