import { setImmediate as turn } from 'node:timers/promises';
import type { TestContext } from 'node:test';

/**
 * Makes time stand still for those who measure how long they work. Returns what lets work seem to
 * have taken so many milliseconds.
 */
export function seemingTime(t: TestContext): (milliseconds: number) => void {
  let now = performance.now();
  t.mock.method(performance, 'now', () => now);
  return (milliseconds) => void (now += milliseconds);
}

/** Counts the turns of the event loop that begin until the signal aborts. */
export async function countTurns(count: { turns: number }, over: AbortSignal): Promise<void> {
  for (; !over.aborted; count.turns++) await turn();
}
