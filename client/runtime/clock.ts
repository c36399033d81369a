/** Time and randomness as a parameter, so that tests control both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds for durations: setting the wall clock does not change it. */
  monotonic(): number;
  /** Calls once after so many milliseconds; the returned function cancels it. */
  after(milliseconds: number, call: () => void): () => void;
  /** A random number from 0 up to, not including, 1. */
  random(): number;
}

/** The system clock. */
export const wallClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
