/** Time as an argument, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `call` once after this time. The returned function cancels it. */
  after(milliseconds: number, call: () => void): () => void;
  /** Calls `call` repeatedly at this interval. The returned function stops it. */
  every(milliseconds: number, call: () => void): () => void;
}

/** The system clock. Its timers never keep the process alive. */
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
