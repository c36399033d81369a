import type { Clock } from '../runtime/clock.ts';

const interval = 10_000;
/** Browsers delay the timers of a hidden page by up to a minute. */
const tolerance = 60_000;

/**
 * Calls `woke` when a timer fires late: the machine slept, or the page was frozen. Returns a
 * function that stops watching.
 */
export function watchSleep(clock: Clock, woke: () => void): () => void {
  let cancel = (): void => {};
  const plan = (): void => {
    const due = clock.now() + interval;
    cancel = clock.after(interval, () => {
      const isLate = clock.now() - due > tolerance;
      plan();
      if (isLate) woke();
    });
  };
  plan();
  return () => cancel();
}
