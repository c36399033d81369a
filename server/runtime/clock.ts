/** Time as an argument, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, call: () => void): () => void;
  /** Calls again and again; the returned function ends it. */
  every(milliseconds: number, call: () => void): () => void;
}

/** The clock on the wall. Its timers never keep the process alive. */
export const wallClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, call) {
    const timer = setInterval(call, milliseconds).unref();
    return () => clearInterval(timer);
  },
};
