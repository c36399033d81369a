import type { Clock } from '../clock.ts';

const pace = 10_000;
/** A hidden page has its timers held back by up to a minute without having slept. */
const lateness = 60_000;

/**
 * Calls `woke` when time has passed that no timer saw: the machine slept, or the page was frozen.
 * The returned function ends that.
 */
export function watchSleep(clock: Clock, woke: () => void): () => void {
  let cancel = (): void => {};
  const plan = (): void => {
    const due = clock.now() + pace;
    cancel = clock.after(pace, () => {
      const isLate = clock.now() - due > lateness;
      plan();
      if (isLate) woke();
    });
  };
  plan();
  return () => cancel();
}
